using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.PermitSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/permit-life.md, PL-12 to PL-17: renewal, what silence does, and the end of the term.</summary>
public sealed class RenewalSpec
{
    static readonly LocalDate Next = ValidTo.PlusDays(1);
    static readonly LetSilenceSpeak Policy = new(CaseSamples.System, At(Next, 0, 1), DeadlineKind.Decision);

    static SportPermit Busy => Permit(Request("renewal"));

    static LicensingCaseEvent[] Filed(LocalDate on) => Story(Permit(), Asking("3", on), Acceptance(on.PlusDays(1)));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void thirty_calendar_days_before_the_end_is_in_time_and_a_day_later_is_not(int day, bool deemed)
    {
        var history = Filed(On(12, day));

        Assert.Equal(On(12, 1), history.OfType<PermitRequestMade>().Single().FileBy);
        Assert.Equal(deemed, PermitRequests.IsRenewedBySilence(Spec.Fold(history), Busy.Standing, Next));
        if (deemed) Spec.Given(history).Under(With(Busy)).When(Policy).ThenOne<RenewalDeemed>();
        else Spec.Given(history).Under(With(Busy)).When(Policy).ThenNothing();
    }

    [Fact]
    public void on_the_last_day_the_organ_may_still_decide() =>
        Spec.Given(Filed(On(12, 1))).Under(With(Busy)).When(Policy with { At = At(ValidTo, 23, 59) }).ThenNothing();

    [Fact]
    public void a_deemed_renewal_adds_the_term_of_the_opening_mode_from_the_day_after()
    {
        var history = Filed(On(12, 1));
        var deemed = Spec.Given(history).Under(With(Busy)).When(Policy).ThenOne<RenewalDeemed>();
        var renewed = Assert.IsType<PermitRenewed>(Follow(Busy, history, deemed));

        Assert.Equal((true, new LocalDate(2027, 1, 1), new LocalDate(2029, 12, 31)), (renewed.Deemed, renewed.TermFrom, renewed.ValidTo));
        Assert.Equal((2, ValidTo, Laws.Licensing("50")), (renewed.CertificateVersion, renewed.RenewedOn, renewed.Basis));
        Assert.Equal(Opened.Venue, renewed.Face.Venue);
    }

    [Fact]
    public void whoever_decides_too_late_finds_it_renewed()
    {
        var history = Story(Permit(), Asking("3", On(12, 1)), Acceptance(On(12, 2)), ReviewOn(On(12, 9)));
        var refusing = new RefusePermit(Approver, At(Next), "BY-1", [new RefusalGround("form.staff", "体育法", "105")], null);

        Spec.Given(history).Under(With(Busy)).When(refusing).ThenRefused(LicensingCaseRefusals.StageMustAllow);
        Spec.Given(history).Under(With(Busy)).When(new WithdrawApplication(Portal, At(Next), null))
            .ThenRefused(PortalContractRefusals.WithdrawalMustPrecedeDecision);
        Spec.Given(history).Under(With(Busy)).When(refusing with { At = At(ValidTo) }).ThenOne<PermitRefused>();
    }

    [Fact]
    public void a_correction_that_is_awaited_at_the_end_of_the_term_is_the_applicants_silence()
    {
        var history = Story(Permit(), Asking("3", On(11, 30)), Notice(On(12, 1), new AdditionalDefect("M04", Text(31))));

        Spec.Given(history).Under(With(Busy)).When(Policy).ThenNothing();
        Assert.IsType<PermitExpired>(Ends(Spec.Fold(history)));
    }

    [Fact]
    public void a_correction_after_the_end_of_the_term_comes_too_late()
    {
        var history = Story(
            Permit(), Asking("3", On(11, 30)), Notice(On(12, 1), new AdditionalDefect("M04", Text(31))),
            new SubmitCorrection(
                Portal, At(Next, 0, 0), "C-1", Sm3("c1"), Text(50), null, null, At(Next, 0, 0),
                Reading(SeasonalFacts) with { Materials = [Material("M04", Sm3("other"))] }));

        Assert.IsType<LicensingCase.Received>(Spec.Fold(history));
        Spec.Given(history).Under(With(Busy)).When(Policy).ThenNothing();
    }

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("refused")]
    public void a_case_that_has_ended_is_not_deemed(string how)
    {
        LicensingCaseCommand[] acts = how == "withdrawn"
            ? [new WithdrawApplication(Portal, At(On(12, 5)), null)]
            :
            [
                ReviewOn(On(12, 9)),
                new RefusePermit(Approver, At(On(12, 10)), "BY-1", [new RefusalGround("form.staff", "体育法", "105")], null),
            ];
        var history = Story(Permit(), Asking("3", On(12, 1)), [Acceptance(On(12, 2)), .. acts]);

        Spec.Given(history).Under(With(Busy)).When(Policy).ThenNothing();
        Assert.IsType<PermitExpired>(Ends(Spec.Fold(history)));
    }

    [Theory]
    [InlineData("year-round", 2031)]
    [InlineData("seasonal", 2029)]
    public void a_granted_renewal_begins_where_the_old_term_ends(string mode, int year)
    {
        var changes = mode == "seasonal" ? Array.Empty<string>() : ["form.openingMode"];
        var history = Story(
            Permit(), Asking("3", On(11, 2), changes, facts: SeasonalFacts with { OpeningMode = mode }), Acceptance(On(11, 4)),
            ReviewOn(On(11, 9)));
        var granted = Spec.Given(history).Under(With(Busy)).When(GrantOn(On(11, 12))).ThenOne<PermitGranted>();
        var renewed = Assert.IsType<PermitRenewed>(Follow(Busy, history, granted));

        Assert.Equal((false, Next, new LocalDate(year, 12, 31)), (renewed.Deemed, renewed.TermFrom, renewed.ValidTo));
    }

    [Fact]
    public void staff_whose_papers_lapsed_do_not_renew_a_permit()
    {
        var lapsed = SeasonalFacts with { Staff = PermitSamples.Crew(3, On(11, 11)) };
        var history = Story(Permit(), Asking("3", On(11, 2), facts: lapsed), Acceptance(On(11, 4)), ReviewOn(On(11, 9)));

        Assert.Contains("SP-4", Spec.Given(history).Under(With(Busy)).When(GrantOn(On(11, 12)))
            .ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);
    }

    [Fact]
    public void a_late_renewal_is_decided_while_the_permit_lives_and_not_after()
    {
        var history = Story(Permit(), Asking("3", On(12, 2)), Acceptance(On(12, 3)), ReviewOn(On(12, 9)));

        Spec.Given(history).Under(With(Busy)).When(GrantOn(ValidTo)).ThenOne<PermitGranted>();
        Assert.Contains("PL-7", Spec.Given(history).Under(With(Busy)).When(GrantOn(Next))
            .ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet).Detail);
        Assert.IsType<PermitExpired>(Ends(Spec.Fold(history)));
    }

    [Fact]
    public void a_permit_expires_in_the_first_minute_after_its_last_day_once()
    {
        Assert.Null(Ends(null, At(ValidTo, 23, 59)));
        var expired = Assert.IsType<PermitExpired>(Ends(null, At(Next, 0, 0)));

        Assert.Equal((ValidTo, Next), (expired.ValidTo, expired.ExpiredOn));
        Assert.Null(Ended(SportPermitDecider.Evolve(Permit(), expired), null, At(Next, 0, 1)));
    }

    [Fact]
    public void what_silence_is_still_to_renew_does_not_expire() => Assert.Null(Ends(Spec.Fold(Filed(On(12, 1)))));

    static SportPermitEvent? Ends(LicensingCase? renewal, Instant? at = null) =>
        Ended(renewal is null ? Permit() : Busy, renewal, at ?? At(Next, 0, 1));

    static SportPermitEvent? Ended(SportPermit permit, LicensingCase? renewal, Instant at) =>
        ((Answer<SportPermitEvent>.Accepted)SportPermitDecider.Decide(new ExpirePermit(CaseSamples.System, at, renewal), permit))
        .Events.SingleOrDefault();
}
