using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.PermitSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/permit-life.md, PL-1 to PL-11: change, replacement and deregistration at the holder's request.</summary>
public sealed class PermitRequestSpec
{
    static readonly LocalDate Day = On(3, 2);
    static readonly string[] NewStaff = ["form.staff"];

    [Fact]
    public void a_permit_that_does_not_exist_is_refused_at_intake() =>
        Spec.Given().Under(With(SportPermit.Initial)).When(Asking("2", Day, NewStaff)).ThenRefused(LicensingCaseRefusals.LicenceMustExist);

    [Fact]
    public void a_second_change_during_a_change_is_refused_at_intake_and_names_the_open_case()
    {
        var busy = With(Permit(Request("change", changesFace: true)));

        Assert.Contains(CaseNo, Spec.Given().Under(busy).When(Asking("2", Day, NewStaff))
            .ThenRefused(LicensingCaseRefusals.RequestMustBeTheOnlyOne).Detail);
        Spec.Given().Under(busy).When(Asking("3", Day, NewStaff)).ThenRefused(LicensingCaseRefusals.RequestMustBeTheOnlyOne);
    }

    /// <summary>An open change must not cost the holder the thirty days.</summary>
    [Theory]
    [InlineData("3", null)]
    [InlineData("4", "lost")]
    public void what_leaves_the_face_alone_may_be_asked_meanwhile(string applyType, string? reason) =>
        Received(Permit(Request("change", changesFace: true)), Asking(applyType, Day, reason: reason));

    [Fact]
    public void a_request_that_ended_is_in_nobodys_way() =>
        Received(
            Permit(Request("change", changesFace: true), new PermitRequestClosed(CaseNo, "withdrawn", Day)),
            Asking("2", Day, NewStaff));

    /// <summary>A stranger is answered in writing, and holds up nothing.</summary>
    [Fact]
    public void who_is_not_the_holder_is_received_refused_and_blocks_nobody()
    {
        var asking = Asking("2", Day, NewStaff) with { Applicant = new PersonRef("p-stranger") };
        var history = Story(Permit(), asking, Acceptance(On(3, 4)), ReviewOn(On(3, 11)));

        Assert.False(history.OfType<PermitRequestMade>().Single().ByHolder);
        Assert.Empty(SportPermitDecider.Follow(CaseNo, Spec.Fold(history), history, Permit(), With(Permit())));
        Assert.Contains("PL-6", Spec.Given(history).Under(With(Permit())).When(GrantOn(On(3, 16)))
            .ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);
        var refused = Spec.Given(history).Under(With(Permit())).When(Refusing).ThenOne<PermitRefused>();
        Assert.Contains(refused.Grounds, ground => ground.Rule == "PL-6");
    }

    /// <summary>No look at the site is needed to refuse what a dead permit cannot be asked for.</summary>
    [Theory]
    [InlineData("2", null)]
    [InlineData("3", null)]
    [InlineData("4", "lost")]
    public void a_dead_permit_is_neither_changed_nor_renewed_nor_replaced(string applyType, string? reason)
    {
        var dead = Permit(new PermitExpired(ValidTo, ValidTo.PlusDays(1), Laws.Licensing("50")));
        var asking = Asking(applyType, On(1, 4, 2027), applyType == "4" ? [] : ["form.projects"], reason);
        var history = Story(dead, asking, Acceptance(On(1, 5, 2027)), ReviewOn(On(1, 6, 2027)));

        Assert.Contains("PL-7 form.permitNo: have expired", Spec.Given(history).Under(With(dead))
            .When(GrantOn(On(1, 7, 2027))).ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);
        var refused = Spec.Given(history).Under(With(dead)).When(Refusing with { At = At(On(1, 7, 2027)) }).ThenOne<PermitRefused>();
        Assert.Contains(refused.Grounds, ground => (ground.Rule, ground.Have) == ("PL-7", "expired"));
    }

    [Fact]
    public void a_change_of_the_venues_name_needs_neither_site_check_nor_new_conditions()
    {
        var asking = Asking("2", Day, ["form.venue.name"], facts: SeasonalFacts with { Staff = [] });
        var history = Story(Permit(), asking, Acceptance(On(3, 4)), ReviewOn(On(3, 11)));
        var granted = Spec.Given(history).Under(With(Permit())).When(GrantOn(On(3, 16))).ThenOne<PermitGranted>();
        var changed = Assert.IsType<PermitChanged>(Follow(Permit(), history, granted));

        Assert.Equal(PermitNo, granted.PermitNo);
        Assert.Equal((2, 3, 100), (changed.CertificateVersion, changed.Face.RequiredLifeguards, changed.Face.MaxSwimmers));
        Assert.Equal(["form.venue.name"], changed.Changed);
        Assert.Equal(Laws.Licensing("49"), changed.Basis);
    }

    [Theory]
    [InlineData("form.venue.address")]
    [InlineData("form.projects")]
    public void a_new_address_or_project_is_looked_at_on_site(string change)
    {
        var history = Story(Permit(), Asking("2", Day, [change]), Acceptance(On(3, 4)), ReviewOn(On(3, 11)));

        Spec.Given(history).Under(With(Permit())).When(GrantOn(On(3, 16)))
            .ThenRefused(LicensingCaseRefusals.SiteCheckMustPrecedeDecision);
    }

    [Fact]
    public void a_larger_pool_is_judged_anew_and_the_face_says_so()
    {
        var larger = SeasonalFacts with { Sports = [Swim(3, 260m)], Staff = PermitSamples.Crew(4, On(12, 31)) };
        var history = Story(
            Permit(), Asking("2", Day, ["form.projects", "form.staff"], facts: larger), Acceptance(On(3, 4)), SiteCheck(On(3, 10)),
            ReviewOn(On(3, 11)));
        var granted = Spec.Given(history).Under(With(Permit())).When(GrantOn(On(3, 16))).ThenOne<PermitGranted>();
        var face = Assert.IsType<PermitChanged>(Follow(Permit(), history, granted)).Face;

        Assert.Equal((4, 104), (face.RequiredLifeguards, face.MaxSwimmers));
        Assert.Contains("SP-4", Spec.Given(Story(
                Permit(), Asking("2", Day, ["form.projects"], facts: larger with { Staff = PermitSamples.Crew(3, On(12, 31)) }),
                Acceptance(On(3, 4)), SiteCheck(On(3, 10)), ReviewOn(On(3, 11))))
            .Under(With(Permit())).When(GrantOn(On(3, 16))).ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);
    }

    /// <summary>Another district's organ did not grant this permit; a venue that moves there applies anew.</summary>
    [Fact]
    public void a_venue_does_not_move_out_of_its_organs_district()
    {
        var moved = SeasonalFacts with { Venue = Facts.Venue with { RegionCode = "320509" } };
        var received = Received(Permit(), Asking("2", Day, ["form.venue.regionCode"], facts: moved));

        Assert.Contains(received.Defects, defect => defect.Code == "region.differs");
        Assert.Equal("320508", received.Organ);
    }

    [Fact]
    public void materials_and_limit_are_those_of_the_request()
    {
        var bare = Reading(SeasonalFacts) with { Materials = [] };
        Assert.Equal(["M01", "M04"], Missing(Asking("2", Day, NewStaff) with { Reading = bare }));
        Assert.Equal(["M01", "M02", "M03"], Missing(Asking("2", Day, ["form.venue.address"]) with { Reading = bare }));
        Assert.Equal(["M01"], Missing(Asking("4", Day, reason: "lost") with { Reading = bare }));

        var change = Received(Permit(), Asking("2", Day, NewStaff)).Deadlines;
        Assert.Equal(On(4, 1), change.Single(deadline => deadline.Kind == DeadlineKind.Decision).LastDay);
        var replacement = Story(Permit(), Asking("4", Day, reason: "lost"), Acceptance(On(3, 4)));
        Assert.Equal(
            On(4, 1), replacement.OfType<ApplicationAccepted>().Single().Deadlines
                .Single(deadline => deadline.Kind == DeadlineKind.Decision).LastDay);
    }

    [Fact]
    public void a_lost_certificate_is_replaced_and_the_term_stays()
    {
        var history = Story(Permit(), Asking("4", Day, reason: "lost"), Acceptance(On(3, 4)), ReviewOn(On(3, 11)));
        var granted = Spec.Given(history).Under(With(Permit())).When(GrantOn(On(3, 16))).ThenOne<PermitGranted>();
        var replaced = Assert.IsType<PermitReplaced>(Follow(Permit(), history, granted));
        var after = SportPermitDecider.Evolve(Permit(), replaced).Record!;

        Assert.Equal(("lost", 2, ValidTo), (replaced.Reason, after.CertificateVersion, after.ValidTo));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void the_holder_may_give_up_a_permit_in_force_or_an_expired_one(bool expired)
    {
        var permit = expired ? Permit(new PermitExpired(ValidTo, ValidTo.PlusDays(1), Laws.Licensing("50"))) : Permit();
        var history = Story(permit, Asking("5", Day), Acceptance(On(3, 4)), ReviewOn(On(3, 11)));
        var granted = Spec.Given(history).Under(With(permit)).When(GrantOn(On(3, 16))).ThenOne<PermitGranted>();
        var over = Assert.IsType<PermitDeregistered>(Follow(permit, history, granted));

        Assert.Equal((PermitEndings.HoldersRequest, CaseNo), (over.Cause, over.CaseNo));
        Assert.Equal(PermitStates.Deregistered, PermitStates.On(SportPermitDecider.Evolve(permit, over), Day));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("withdrawn")]
    public void a_request_that_comes_to_nothing_frees_the_permit(string outcome)
    {
        var open = Permit(Request("change", changesFace: true));
        var history = Story(Permit(), Asking("2", Day, NewStaff), Acceptance(On(3, 4)), ReviewOn(On(3, 11)));
        LicensingCaseEvent last = outcome == "refused"
            ? Spec.Given(history).Under(With(open)).When(Refusing with { Grounds = [new RefusalGround("form.staff", "行政许可法", "49")] })
                .ThenOne<PermitRefused>()
            : Spec.Given(history).Under(With(open)).When(new WithdrawApplication(Portal, At(On(3, 12)), null))
                .ThenOne<ApplicationWithdrawn>();

        var closed = Assert.IsType<PermitRequestClosed>(Follow(open, history, last));
        Assert.Equal(outcome, closed.Outcome);
        Assert.Empty(SportPermitDecider.Evolve(open, closed).Record!.Requests);
    }

    static RefusePermit Refusing => new(Approver, At(On(3, 16)), "BY-1", [], Text(23));

    static ApplicationReceived Received(SportPermit permit, ReceiveApplication asking) =>
        Decided(asking, LicensingCase.Initial, With(permit)).OfType<ApplicationReceived>().Single();

    static IEnumerable<string> Missing(ReceiveApplication asking) =>
        Received(Permit(), asking).Defects.Where(defect => defect.Code == "material.missing").Select(defect => defect.Field);
}
