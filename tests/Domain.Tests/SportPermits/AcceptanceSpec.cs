using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-4 and LIC-5: acceptance in time, or by silence.</summary>
public sealed class AcceptanceSpec
{
    static readonly SportPermitFacts WithoutPlan = Facts with
    {
        SafetySystems = ["post-responsibility", "operating-rules", "equipment-inspection"],
    };

    static readonly LetSilenceSpeak Ask = new(CaseSamples.System, At(Day(3, 10), 0), DeadlineKind.Acceptance);

    static ApplicationReceived Incomplete(LocalDate on) => Received(Filing(on, Reading(WithoutPlan)));

    static Deadline DecisionOf(IReadOnlyList<Deadline> deadlines) => deadlines.Single(d => d.Kind == DeadlineKind.Decision);

    [Fact]
    public void a_complete_application_is_accepted_on_the_day_of_the_act()
    {
        var accepted = Spec.Given([Received(), .. Delivered()]).When(Acceptance(Day(3, 4))).ThenOne<ApplicationAccepted>();

        Assert.Equal(Day(3, 4), accepted.AcceptedOn);
        Assert.True(accepted.InTime);
        Assert.Equal(Day(4, 1), Assert.Single(accepted.Deadlines).LastDay);
    }

    [Fact]
    public void under_the_general_limit_the_decision_clock_starts_with_acceptance()
    {
        var filing = Filing(Day(9, 14)) with { TaskCode = FictitiousItems.GeneralLimit.TaskCode };
        var accepted = Spec.Given([Received(filing), .. Delivered()]).When(Acceptance(Day(9, 16))).ThenOne<ApplicationAccepted>();

        Assert.Equal(Day(10, 20), DecisionOf(accepted.Deadlines).LastDay);
        Assert.Equal(Day(10, 13), accepted.Deadlines.Single(d => d.Kind == DeadlineKind.PromisedDecision).LastDay);
    }

    [Fact]
    public void open_defects_stand_in_the_way() =>
        Assert.Contains(
            "emergency-plan",
            Spec.Given([Incomplete(ReceivedOn), .. Delivered()]).When(Acceptance(Day(3, 4)))
                .ThenRefused(LicensingCaseRefusals.DefectsMustBeCorrected).Detail);

    [Fact]
    public void so_do_files_that_have_not_arrived() =>
        Assert.Contains(
            "M05",
            Spec.Given([Received(), .. Delivered("M01", "M02", "M03", "M04")]).When(Acceptance(Day(3, 4)))
                .ThenRefused(LicensingCaseRefusals.MaterialsMustBeDelivered).Detail);

    [Fact]
    public void an_application_of_another_remit_cannot_be_accepted() =>
        Spec.Given([Received(Filing() with { RegionCode = "310101" }), .. Delivered()])
            .When(Acceptance(Day(3, 4)) with { Actor = Officer("clerk", "320500") })
            .ThenRefused(LicensingCaseRefusals.RemitMustBeOwn);

    [Fact]
    public void another_districts_clerk_is_turned_away() =>
        Spec.Given([Received(), .. Delivered()])
            .When(Acceptance(Day(3, 4)) with { Actor = Officer("clerk", "320509") })
            .ThenRefused(LicensingCaseRefusals.DistrictMustBeOwn);

    /// <summary>Rule 1: received 9 February, incomplete, silent until the make-up Saturday has passed.</summary>
    [Fact]
    public void silence_accepts_from_the_day_of_receipt()
    {
        var deemed = Spec.Given(Incomplete(Day(2, 9)))
            .When(Ask with { At = At(Day(2, 15), 0) })
            .ThenOne<AcceptanceDeemed>();

        Assert.Equal(Day(2, 9), deemed.AcceptedOn);
        Assert.Equal(Day(3, 11), DecisionOf(deemed.Deadlines).LastDay);
    }

    [Fact]
    public void under_the_general_limit_the_decision_clock_then_starts_from_receipt()
    {
        var filing = Filing(Day(9, 16), Reading(WithoutPlan)) with { TaskCode = FictitiousItems.GeneralLimit.TaskCode };

        Assert.Equal(
            Day(10, 20),
            DecisionOf(Spec.Given(Received(filing)).When(Ask with { At = At(Day(9, 29), 0) })
                .ThenOne<AcceptanceDeemed>().Deadlines).LastDay);
    }

    [Fact]
    public void the_last_minute_of_the_make_up_Saturday_is_still_in_time() =>
        Spec.Given(Incomplete(Day(2, 9))).When(Ask with { At = At(Day(2, 14), 23, 59) }).ThenNothing();

    [Fact]
    public void a_notice_served_in_that_minute_is_in_time() =>
        Spec.Given([Incomplete(Day(2, 9)), .. Delivered()])
            .When(Notice(Day(2, 14)) with { At = At(Day(2, 14), 23, 59) })
            .ThenOne<CorrectionRequested>();

    [Fact]
    public void one_minute_later_the_application_is_accepted_and_no_notice_can_be_served() =>
        Spec.Given([Incomplete(Day(2, 9)), .. Delivered()])
            .When(Notice(Day(2, 14)) with { At = At(Day(2, 15), 0) })
            .ThenRefused(LicensingCaseRefusals.AcceptanceWasDeemed);

    [Fact]
    public void nor_can_it_be_declined_any_more() =>
        Spec.Given([Received(), .. Delivered()])
            .When(new DeclineAcceptance(Clerk, At(Day(3, 10)), "not-needed", "BSL-1", null))
            .ThenRefused(LicensingCaseRefusals.AcceptanceWasDeemed);

    [Fact]
    public void a_clerk_who_accepts_late_finds_it_accepted_by_silence() =>
        Assert.Equal(
            ReceivedOn,
            Spec.Given([Received(), .. Delivered()]).When(Acceptance(Day(3, 10))).ThenOne<AcceptanceDeemed>().AcceptedOn);

    [Fact]
    public void whatever_is_done_late_lets_silence_speak_first()
    {
        var withdrawal = new WithdrawApplication(Portal, At(Day(3, 10)), Text(5));
        var deemed = Spec.Given(Received()).When(Ask).ThenOne<AcceptanceDeemed>();

        Spec.Given(Received()).When(withdrawal).Then(deemed, new ApplicationWithdrawn(Text(5), Day(3, 10)));
    }

    [Fact]
    public void silence_speaks_once_and_only_where_nothing_was_said()
    {
        Spec.Given(History(Acceptance(Day(3, 4)))).When(Ask).ThenNothing();
        Spec.Given([Incomplete(ReceivedOn), .. Delivered(), NoticeServed()]).When(Ask with { At = At(Day(6, 1)) }).ThenNothing();
        Spec.Given(Received(Filing() with { RegionCode = "310101" })).When(Ask with { At = At(Day(6, 1)) }).ThenNothing();
    }

    static CorrectionRequested NoticeServed() =>
        Spec.Given([Incomplete(ReceivedOn), .. Delivered()]).When(Notice(Day(3, 4))).ThenOne<CorrectionRequested>();
}
