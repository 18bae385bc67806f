using Domain.Licensing;
using Domain.SportPermits;
using Domain.Tests.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Documents;

/// <summary>specs/documents.md, DOC-14 and DOC-15: what service does to the clocks of a case.</summary>
public sealed class ServiceOfCaseSpec
{
    static RecordService Decision(LocalDate on, string mode = "post") =>
        new(Clerk, At(LocalDate.Max(on, Day(3, 25)), 17), "320508-ZYXK-1", Decides: true, mode, on, Text(41));

    static RecordService Notice(LocalDate on, LocalDate at, string no = "BZ-1") =>
        new(Clerk, At(at, 17), no, Decides: false, "post", on, Text(41));

    static LicensingCaseEvent[] Granted => History([.. Reviewed, GrantOn(Day(3, 12))]);

    /// <summary>Served electronically on 4 March as long as nothing else is known: to correct by the 19th.</summary>
    static LicensingCaseEvent[] Noticed => History(CaseSamples.Notice(Day(3, 4), new AdditionalDefect("M02", Text(31))));

    [Theory]
    [InlineData(3, 12, true)]
    [InlineData(3, 26, true)] // the tenth working day
    [InlineData(3, 27, false)]
    public void service_of_the_decision_is_its_delivery(int month, int day, bool inTime)
    {
        var delivered = Spec.Given(Granted).When(Decision(Day(month, day))).ThenOne<DecisionDelivered>();

        Assert.Equal((Day(month, day), inTime, "post"), (delivered.DeliveredOn, delivered.InTime, delivered.Mode));
    }

    [Fact]
    public void a_public_notice_delivers_on_a_day_that_lies_ahead() =>
        Assert.Equal(
            Day(4, 20),
            Spec.Given(Granted).When(Decision(Day(4, 20), "public-notice") with { At = At(Day(3, 21)) })
                .ThenOne<DecisionDelivered>().DeliveredOn);

    [Fact]
    public void service_before_the_decision_is_refused() =>
        Spec.Given(Granted).When(Decision(Day(3, 11))).ThenRefused(LicensingCaseRefusals.DeliveryMustFollowDecision);

    [Fact]
    public void what_was_delivered_on_the_case_is_served_alike_or_not_at_all()
    {
        var closed = Granted.Append(new DecisionDelivered("post", Day(3, 16), true, null, Laws.Licensing("44"))).ToArray();

        Spec.Given(closed).When(Decision(Day(3, 16))).ThenNothing();
        Spec.Given(closed).When(Decision(Day(3, 17))).ThenRefused(LicensingCaseRefusals.DeliveryMustBeTheFirst);
        Spec.Given(closed).When(Decision(Day(3, 16), "in-person")).ThenRefused(LicensingCaseRefusals.DeliveryMustBeTheFirst);
    }

    [Fact]
    public void service_on_the_day_of_the_notice_changes_nothing() =>
        Spec.Given(Noticed).When(Notice(Day(3, 4), at: Day(3, 5))).ThenNothing();

    [Fact]
    public void a_notice_that_came_by_post_leaves_fifteen_days_from_then()
    {
        var served = Spec.Given(Noticed).When(Notice(Day(3, 9), at: Day(3, 10))).ThenOne<NoticeServed>();

        Assert.Equal((Day(3, 19), Day(3, 24)), (served.From.LastDay, served.To.LastDay));
        Assert.Equal(Day(3, 9), served.To.Start);
    }

    [Fact]
    public void the_applicant_is_not_in_default_before_the_new_last_day()
    {
        LicensingCaseEvent[] served =
            [.. Noticed, Spec.Given(Noticed).When(Notice(Day(3, 9), at: Day(3, 10))).ThenOne<NoticeServed>()];
        var decline = new DeclineAcceptance(Clerk, At(Day(3, 24)), "not-corrected", "BSL-1", null);

        Spec.Given(served).When(decline).ThenRefused(LicensingCaseRefusals.CorrectionTimeMustHavePassed);
        Spec.Given(served).When(decline with { At = At(Day(3, 25)) }).ThenOne<ApplicationNotAccepted>();
    }

    /// <summary>Who learns of a notice earlier may answer earlier.</summary>
    [Fact]
    public void a_correction_may_come_before_a_public_notice_works()
    {
        LicensingCaseEvent[] served =
            [.. Noticed, Spec.Given(Noticed).When(Notice(Day(4, 15), at: Day(3, 16))).ThenOne<NoticeServed>()];
        var answer = new SubmitCorrection(
            Portal, At(Day(3, 20), 10), "C-1", Sm3("c1"), Text(50), null, null, At(Day(3, 20)),
            Reading() with { Materials = [Material("M02", Sm3("new"))] });

        Spec.Given(served).When(answer).ThenOne<CorrectionSubmitted>();
    }

    [Fact]
    public void another_notice_and_another_stage_are_of_no_consequence()
    {
        Spec.Given(Noticed).When(Notice(Day(3, 9), at: Day(3, 10), "BZ-0")).ThenNothing();
        Spec.Given(History(Acceptance(Day(3, 4)))).When(Notice(Day(3, 9), at: Day(3, 10), "SL-1")).ThenNothing();
        Spec.Given(History(Acceptance(Day(3, 4)))).When(Decision(Day(3, 25))).ThenNothing();
    }

    [Fact]
    public void the_days_to_ask_for_a_hearing_run_from_service()
    {
        var told = ProceedingSamples.Special(ProceedingSamples.Telling(Day(3, 9)));

        Spec.Given(told).When(Notice(Day(3, 9), at: Day(3, 12), "TZ-1")).ThenNothing();
        var served = Spec.Given(told).When(Notice(Day(3, 12), at: Day(3, 12), "TZ-1")).ThenOne<NoticeServed>();

        Assert.Equal((DeadlineKind.HearingRequest, Day(3, 16), Day(3, 19)), (served.To.Kind, served.From.LastDay, served.To.LastDay));
    }

    [Fact]
    public void the_days_to_supply_run_from_service_and_still_end_before_those_to_decide()
    {
        var early = ProceedingSamples.Special(ProceedingSamples.Wanting(Day(3, 9)));
        var late = ProceedingSamples.Special(ProceedingSamples.Wanting(Day(3, 20)));

        Assert.Equal(
            Day(3, 23), Spec.Given(early).When(Notice(Day(3, 12), at: Day(3, 12), "BC-1")).ThenOne<NoticeServed>().To.LastDay);
        Assert.Equal(
            Day(3, 31), Spec.Given(late).When(Notice(Day(3, 24), at: Day(3, 24), "BC-1")).ThenOne<NoticeServed>().To.LastDay);
    }
}
