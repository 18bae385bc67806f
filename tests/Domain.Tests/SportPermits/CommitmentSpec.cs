using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-40 to LIC-44: commitment in place of proof (告知承诺), address by address.</summary>
public sealed class CommitmentSpec
{
    static readonly CommitmentList List = new(
        HighRiskSportItem.TaskCode, "ftz/1", Day(1, 1), Day(12, 31), [new ListedAddress("17", Sm3("address"))],
        Laws.CommitmentNotice, "苏体规〔2026〕5号");

    static readonly CaseRules Listed = Rules with { CommitmentLists = [List] };

    static readonly CommitmentMatch Match = new("ftz/1", "17");

    static ReceiveApplication Asking(CommitmentMatch? match, string region = "320508") =>
        Filing(reading: Reading(Facts with
        {
            CommitmentPath = true, Venue = Facts.Venue with { RegionCode = region },
        })) with { RegionCode = region, Commitment = match };

    static readonly SignCommitment Signing = new(Clerk, At(Day(3, 5)), Day(3, 5), Text(70));

    static RecordPostGrantCheck Checking(LocalDate on, string outcome = "passed", LocalDate? rectifyBy = null) => new(
        Inspector, At(on, 15), on, [Inspector.Person, new PersonRef("p-second")], outcome, rectifyBy, "ZG-1", Text(71), []);

    static LicensingCaseEvent[] Walk(CaseRules rules, params LicensingCaseCommand[] commands)
    {
        List<LicensingCaseEvent> events = [];
        foreach (var command in commands)
        {
            events.AddRange(Assert.IsType<Answer<LicensingCaseEvent>.Accepted>(
                LicensingCaseDecider.Decide(command, Spec.Fold(events), rules)).Events);
            if (events.Count <= 2 && command is ReceiveApplication) events.AddRange(Delivered());
        }

        return [.. events];
    }

    static LicensingCaseEvent[] Accepted(params LicensingCaseCommand[] then) =>
        Walk(Listed, [Asking(Match), Acceptance(Day(3, 4)), .. then]);

    static LicensingCaseEvent[] Granted(params LicensingCaseCommand[] then) =>
        Accepted([Signing, ReviewOn(Day(3, 6)), GrantOn(Day(3, 9)), .. then]);

    [Fact]
    public void a_listed_address_opens_the_way() =>
        Assert.Equal("17", Walk(Listed, Asking(Match)).OfType<CommitmentPathOpened>().Single().EntryId);

    [Fact]
    public void off_by_default_it_is_recorded_as_not_available_and_the_ordinary_way_is_gone()
    {
        Assert.Equal("no-list", Walk(Rules, Asking(Match)).OfType<CommitmentPathUnavailable>().Single().Reason);
        Assert.Equal(
            "address-not-listed", Walk(Listed, Asking(match: null)).OfType<CommitmentPathUnavailable>().Single().Reason);
    }

    [Fact]
    public void the_region_of_the_free_trade_zone_alone_opens_nothing() =>
        Assert.Equal(
            "address-not-listed",
            Walk(Listed, Asking(match: null, region: "320571")).OfType<CommitmentPathUnavailable>().Single().Reason);

    [Fact]
    public void a_match_with_another_list_or_an_unknown_entry_is_none()
    {
        Assert.Single(Walk(Listed, Asking(Match with { ListEdition = "ftz/0" })).OfType<CommitmentPathUnavailable>());
        Assert.Single(Walk(Listed, Asking(Match with { EntryId = "18" })).OfType<CommitmentPathUnavailable>());
    }

    [Fact]
    public void a_form_that_does_not_ask_is_not_answered() =>
        Assert.Single(Walk(Listed, Filing() with { Commitment = Match }).Take(1).OfType<ApplicationReceived>());

    [Fact]
    public void a_list_is_of_its_days()
    {
        var ended = Rules with { CommitmentLists = [List with { InForceTo = Day(3, 1) }] };

        Assert.Equal("no-list", Walk(ended, Asking(Match)).OfType<CommitmentPathUnavailable>().Single().Reason);
    }

    [Fact]
    public void it_is_signed_once_while_the_case_is_accepted()
    {
        Spec.Given(Accepted()).Under(Listed).When(Signing).ThenOne<CommitmentSigned>();
        Spec.Given(Accepted(Signing)).When(Signing with { SignedOn = Day(3, 4) }).ThenRefused(CommitmentRefusals.MustBeSignedOnce);
        Spec.Given(Accepted()).When(Signing with { SignedOn = Day(3, 6) }).ThenRefused(CommitmentRefusals.SigningMustLieInCase);
        Spec.Given(Accepted()).When(Signing with { SignedOn = Day(3, 1) }).ThenRefused(CommitmentRefusals.SigningMustLieInCase);
        Spec.Given(History(Acceptance(Day(3, 4)))).When(Signing).ThenRefused(CommitmentRefusals.PathMustBeOpen);
        Spec.Given(Walk(Listed, Asking(Match))).When(Signing).ThenRefused(LicensingCaseRefusals.StageMustAllow);
    }

    [Fact]
    public void unsigned_it_stands_for_nothing() =>
        Spec.Given(Accepted(ReviewOn(Day(3, 6))))
            .Under(Listed)
            .When(GrantOn(Day(3, 9)))
            .ThenRefused(LicensingCaseRefusals.SiteCheckMustPrecedeDecision);

    [Fact]
    public void nor_when_the_list_has_ended_by_the_day_of_decision() =>
        Spec.Given(Accepted(Signing, ReviewOn(Day(3, 6))))
            .Under(Rules with { CommitmentLists = [List with { InForceTo = Day(3, 8) }] })
            .When(GrantOn(Day(3, 9)))
            .ThenRefused(LicensingCaseRefusals.SiteCheckMustPrecedeDecision);

    [Fact]
    public void signed_it_is_granted_unseen_and_seen_within_fifteen_working_days()
    {
        var due = Granted().OfType<PostGrantCheckDue>().Single();

        // Fifteen working days from Monday 9 March.
        Assert.Equal(("SUZ-2026-1", Day(3, 30)), (due.PermitNo, due.CheckBy.LastDay));
    }

    [Fact]
    public void a_site_that_was_checked_before_is_not_checked_again() =>
        Assert.Empty(Accepted(Signing, SiteCheck(Day(3, 6)), ReviewOn(Day(3, 6)), GrantOn(Day(3, 9))).OfType<PostGrantCheckDue>());

    [Fact]
    public void the_other_conditions_hold_all_the_same() =>
        Spec.Given(Walk(
                Listed,
                Asking(Match) with { Reading = Reading(Facts with { CommitmentPath = true, Staff = Crew(2) }) },
                Acceptance(Day(3, 4)), Signing, ReviewOn(Day(3, 6))))
            .Under(Listed)
            .When(GrantOn(Day(3, 9)))
            .ThenRefused(LicensingCaseRefusals.ConditionsMustBeMet);

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void a_late_check_is_a_check_and_late(int day, bool inTime) =>
        Assert.Equal(inTime, Spec.Given(Granted()).When(Checking(Day(3, day))).ThenOne<PostGrantChecked>().InTime);

    [Fact]
    public void the_decision_may_be_delivered_before_and_the_clock_stays()
    {
        var delivered = Granted(new DeliverDecision(Clerk, At(Day(3, 10)), "post", Day(3, 10), null));

        Assert.Equal(DeadlineKind.PostGrantCheck, Assert.Single(Spec.Fold(delivered).Dossier!.Deadlines).Kind);
        var passed = Spec.Given(delivered).When(Checking(Day(3, 20))).ThenOne<PostGrantChecked>();
        Assert.Empty(Spec.Fold([.. delivered, passed]).Dossier!.Deadlines);
        Spec.Given([.. delivered, passed]).When(Checking(Day(3, 21))).ThenRefused(CommitmentRefusals.CheckMustBeDue);
    }

    [Fact]
    public void two_officers_check_and_one_of_them_reports()
    {
        Spec.Given(Granted())
            .When(Checking(Day(3, 20)) with { Officers = [Inspector.Person] })
            .ThenRefused(LicensingCaseRefusals.SiteCheckMustHaveTwoOfficers);
        Spec.Given(Granted())
            .When(Checking(Day(3, 20)) with { Officers = [new PersonRef("p-second"), new PersonRef("p-third")] })
            .ThenRefused(LicensingCaseRefusals.SiteCheckMustBeReportedByAnOfficer);
        Spec.Given(Granted()).When(Checking(Day(3, 8)) with { At = At(Day(3, 10)) }).ThenRefused(CommitmentRefusals.CheckMustFollowGrant);
        Spec.Given(Granted()).When(Checking(Day(3, 20), "fine")).ThenRefused(CommitmentRefusals.OutcomeMustBeKnown);
        Spec.Given(Accepted()).When(Checking(Day(3, 20))).ThenRefused(LicensingCaseRefusals.StageMustAllow);
        Spec.Given(History([.. Reviewed, GrantOn(Day(3, 12))])).When(Checking(Day(3, 20))).ThenRefused(CommitmentRefusals.CheckMustBeDue);
    }

    [Fact]
    public void to_be_put_right_has_a_day_and_happens_once()
    {
        var ordered = Spec.Given(Granted()).When(Checking(Day(3, 20), "rectify", Day(3, 31))).ThenOne<PostGrantChecked>();
        LicensingCaseEvent[] rectifying = [.. Granted(), ordered];

        Assert.Equal(Day(3, 31), ordered.RectifyBy!.LastDay);
        Spec.Given(rectifying)
            .When(Checking(Day(4, 1), "rectify", Day(4, 10)))
            .ThenRefused(CommitmentRefusals.RectificationMustBeTheOnlyOne);
        Spec.Given(rectifying).When(Checking(Day(4, 1))).ThenOne<PostGrantChecked>();
        Spec.Given(Granted()).When(Checking(Day(3, 20), "rectify")).ThenRefused(CommitmentRefusals.RectificationMustHaveDate);
        Spec.Given(Granted())
            .When(Checking(Day(3, 20), "rectify", Day(3, 20)))
            .ThenRefused(CommitmentRefusals.RectificationMustHaveDate);
        Spec.Given(Granted())
            .When(Checking(Day(3, 20), "passed", Day(3, 31)))
            .ThenRefused(CommitmentRefusals.RectificationMustHaveDate);
    }

    [Fact]
    public void an_untrue_commitment_is_ordered_to_stop_and_points_to_the_ending_to_be_decided()
    {
        var events = Walk(
            Listed, Asking(Match), Acceptance(Day(3, 4)), Signing, ReviewOn(Day(3, 6)), GrantOn(Day(3, 9)), Checking(Day(3, 20), "untrue"));

        var untrue = Assert.IsType<CommitmentFoundUntrue>(events[^1]);
        Assert.Equal(("SUZ-2026-1", "revocation"), (untrue.PermitNo, untrue.EndingToDecide));
        Assert.DoesNotContain(Spec.Fold(events).Dossier!.Deadlines, open => open.Kind == DeadlineKind.PostGrantCheck);
    }

    static readonly SubmitCorrection Corrected = new(
        Portal, At(Day(3, 11)), "C-1", Sm3("c1"), Text(50), null, null, At(Day(3, 11)),
        Reading(Facts with { CommitmentPath = true }) with { Materials = [Material("M02", Sm3("new"))] });

    [Theory]
    [InlineData(true, false, true, null)] // nothing said of the venue
    [InlineData(true, true, true, null)] // the venue again, still listed
    [InlineData(true, true, false, "address-not-listed")]
    [InlineData(false, false, false, "given-up")]
    public void a_correction_may_leave_the_way(bool wanted, bool venue, bool listed, string? reason)
    {
        var asked = Walk(Listed, Asking(Match), Notice(Day(3, 4), new AdditionalDefect("M02", Text(31))));
        var command = Corrected with
        {
            Reading = Corrected.Reading with { Facts = Facts with { CommitmentPath = wanted } },
            VenueResent = venue,
            Commitment = listed ? Match : null,
        };
        var events = SpecialProcedureSpec.Decided(command, asked, Listed);

        Assert.Equal(reason, events.OfType<CommitmentPathUnavailable>().SingleOrDefault()?.Reason);
        Assert.Equal(reason is null, Spec.Fold([.. asked, .. events]).Dossier!.Commitment is not null);
    }

    [Fact]
    public void and_cannot_enter_it()
    {
        var asked = Walk(Listed, Filing(), Notice(Day(3, 4), new AdditionalDefect("M02", Text(31))));
        var events = SpecialProcedureSpec.Decided(Corrected with { VenueResent = true, Commitment = Match }, asked, Listed);

        Assert.IsType<CorrectionSubmitted>(Assert.Single(events));
    }
}
