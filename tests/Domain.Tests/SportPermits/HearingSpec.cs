using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.ProceedingSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-32 to LIC-37: hearings on request and ex officio (行政许可法 arts 46 to 48).</summary>
/// <remarks>Told on Friday 18 September 2026: Sunday the 20th is worked, so five working days end on Thursday the 24th (rule 20).</remarks>
public sealed class HearingSpec
{
    static LicensingCaseEvent[] Told(params LicensingCaseCommand[] then) => Accepted([Telling(Day(9, 18)), .. then]);

    static LicensingCaseEvent[] Asked(params LicensingCaseCommand[] then) => Told([Asking(Day(9, 21)), .. then]);

    /// <summary>Announced on Monday 21 September; seven working days later is Thursday 8 October.</summary>
    static LicensingCaseEvent[] Announced(params LicensingCaseCommand[] then) =>
        Asked([Announcing(Day(9, 21), Day(10, 8)), .. then]);

    [Fact]
    public void the_right_is_told_with_five_working_days_to_ask()
    {
        var told = Spec.Given(Accepted()).When(Telling(Day(9, 18))).ThenOne<HearingRightTold>();

        Assert.Equal(Day(9, 24), told.RequestBy.LastDay);
    }

    [Fact]
    public void asked_on_the_last_day_it_must_be_held_within_twenty_working_days()
    {
        var asked = Spec.Given(Told()).When(Asking(Day(9, 24))).ThenOne<HearingRequested>();

        Assert.Equal(Day(10, 29), asked.HoldBy.LastDay);
    }

    [Fact]
    public void asked_a_day_later_it_is_too_late() =>
        Spec.Given(Told()).When(Asking(Day(9, 27))).ThenRefused(ProceedingRefusals.HearingRequestMustBeInTime);

    [Fact]
    public void a_request_of_the_last_day_may_be_entered_later() =>
        Spec.Given(Told()).When(Asking(Day(9, 28), Day(9, 24))).ThenOne<HearingRequested>();

    [Fact]
    public void nobody_asks_before_being_told() =>
        Spec.Given(Accepted()).When(Asking(Day(9, 18))).ThenRefused(ProceedingRefusals.HearingRightMustBeTold);

    [Fact]
    public void a_request_is_of_a_day_after_the_notice_and_not_ahead()
    {
        Spec.Given(Told()).When(Asking(Day(9, 21), Day(9, 17))).ThenRefused(ProceedingRefusals.HearingRequestMustFollowNotice);
        Spec.Given(Told()).When(Asking(Day(9, 21), Day(9, 22))).ThenRefused(ProceedingRefusals.HearingRequestMustFollowNotice);
    }

    [Fact]
    public void only_a_party_asks() =>
        Spec.Given(Told()).When(Asking(Day(9, 21)) with { By = "passer-by" }).ThenRefused(ProceedingRefusals.HearingRequesterMustBeKnown);

    [Fact]
    public void there_is_one_hearing()
    {
        Spec.Given(Asked()).When(Asking(Day(9, 22)) with { Request = Text(99) }).ThenRefused(ProceedingRefusals.HearingMustBeTheOnlyOne);
        Spec.Given(Asked()).When(Telling(Day(9, 22)) with { NoticeNo = "TZ-2" }).ThenRefused(ProceedingRefusals.HearingMustBeTheOnlyOne);
        Spec.Given(Asked()).When(Ordering(Day(9, 22))).ThenRefused(ProceedingRefusals.HearingMustBeTheOnlyOne);
        Spec.Given(Announced(Recording(Day(10, 8)))).When(Ordering(Day(10, 9))).ThenRefused(ProceedingRefusals.HearingMustBeTheOnlyOne);
        Spec.Given(Announced(Recording(Day(10, 8))))
            .When(Recording(Day(10, 8)) with { Record = Text(98) })
            .ThenRefused(ProceedingRefusals.HearingMustBeTheOnlyOne);
    }

    [Fact]
    public void the_organ_may_order_one_whether_it_told_of_the_right_or_not()
    {
        Spec.Given(Accepted()).When(Ordering(Day(9, 18))).ThenOne<HearingOrdered>();
        Spec.Given(Told()).When(Ordering(Day(9, 21))).ThenOne<HearingOrdered>();
        Spec.Given(Accepted())
            .When(Ordering(Day(9, 18)) with { Ground = "curiosity" })
            .ThenRefused(ProceedingRefusals.HearingGroundMustBeKnown);
    }

    [Fact]
    public void seven_working_days_ahead_of_it_are_enough_and_the_pause_is_the_items_to_give()
    {
        var events = SpecialProcedureSpec.Decided(Announcing(Day(9, 21), Day(10, 8)), Asked());

        Assert.IsType<HearingAnnounced>(events[0]);
        // Called on the 21st: the 22nd, 23rd, 24th, 28th, 29th, 30th of September and the 8th of October do not count.
        Assert.Equal(Day(10, 29), Assert.IsType<DecisionDeadlineMoved>(events[1]).To.LastDay);
    }

    [Fact]
    public void six_working_days_are_not() =>
        Spec.Given(Asked()).When(Announcing(Day(9, 22), Day(10, 8))).ThenRefused(ProceedingRefusals.HearingMustBeAnnouncedAhead);

    [Fact]
    public void the_special_thirty_days_run_on_through_a_hearing() =>
        Spec.Given(Special(Ordering(Day(3, 5)))).When(Announcing(Day(3, 5), Day(3, 16))).ThenOne<HearingAnnounced>();

    [Fact]
    public void a_later_notice_replaces_the_pause() =>
        Assert.Equal(Day(10, 30), LastDay(Announced(Announcing(Day(9, 22), Day(10, 9), "TT-2"))));

    [Fact]
    public void nothing_is_announced_that_was_not_called() =>
        Spec.Given(Told()).When(Announcing(Day(9, 21), Day(10, 8))).ThenRefused(ProceedingRefusals.HearingMustBeCalled);

    [Fact]
    public void neither_the_reviewer_nor_an_officer_of_the_site_check_takes_the_chair()
    {
        var reviewed = Accepted(SiteCheck(Day(9, 17)), ReviewOn(Day(9, 17)), Ordering(Day(9, 18)));
        var notice = Announcing(Day(9, 21), Day(10, 8));

        Spec.Given(reviewed).When(notice with { Chair = Reviewer.Person }).ThenRefused(ProceedingRefusals.HearingChairMustNotReview);
        Spec.Given(reviewed).When(notice with { Chair = Inspector.Person }).ThenRefused(ProceedingRefusals.HearingChairMustNotReview);
    }

    [Fact]
    public void whoever_was_announced_for_the_chair_does_not_review_before_or_after()
    {
        var asTheChair = ReviewOn(Day(9, 22)) with { Actor = Reviewer with { Person = Chair } };

        Spec.Given(Announced()).When(asTheChair).ThenRefused(ProceedingRefusals.ReviewerMustNotChair);
        Spec.Given(Announced(Recording(Day(10, 8))))
            .When(asTheChair with { At = At(Day(10, 9)) })
            .ThenRefused(ProceedingRefusals.ReviewerMustNotChair);
    }

    [Fact]
    public void it_is_held_on_the_day_that_was_announced()
    {
        Assert.True(Spec.Given(Announced()).When(Recording(Day(10, 8))).ThenOne<HearingHeld>().InTime);
        Spec.Given(Announced()).When(Recording(Day(10, 9))).ThenRefused(ProceedingRefusals.HearingMustBeHeldAsAnnounced);
        Spec.Given(Announced())
            .When(Recording(Day(10, 8)) with { At = At(Day(10, 8), 13) })
            .ThenRefused(ProceedingRefusals.HearingMustBeHeldAsAnnounced);
        Spec.Given(Asked()).When(Recording(Day(9, 22))).ThenRefused(ProceedingRefusals.HearingMustBeAnnouncedFirst);
        Spec.Given(Accepted()).When(Recording(Day(9, 22))).ThenRefused(ProceedingRefusals.HearingMustBeCalled);
    }

    [Fact]
    public void held_after_the_twentieth_working_day_it_is_held_late() =>
        Assert.False(
            Spec.Given(Asked(Announcing(Day(10, 16), Day(10, 28))))
                .When(Recording(Day(10, 28)))
                .ThenOne<HearingHeld>().InTime);

    [Fact]
    public void a_hearing_that_was_asked_for_may_be_given_up_and_gives_its_days_back()
    {
        var dropped = new DropHearing(Clerk, At(Day(9, 28)), "withdrawn", null);

        Assert.Equal(Day(10, 26), LastDay(Announced(dropped)));
        Spec.Given(Announced(dropped)).When(Recording(Day(10, 8))).ThenRefused(ProceedingRefusals.HearingMustBeCalled);
        Spec.Given(Announced())
            .When(dropped with { Reason = "not-attended" })
            .ThenRefused(ProceedingRefusals.HearingMustBeAnnouncedFirst);
        Spec.Given(Announced()).When(dropped with { Reason = "" }).ThenRefused(ProceedingRefusals.HearingDropReasonMustBeKnown);
        Spec.Given(Accepted(Ordering(Day(9, 18)))).When(dropped).ThenRefused(ProceedingRefusals.HearingMustHaveBeenRequested);
    }

    static LicensingCaseEvent[] ReviewedAnd(params LicensingCaseCommand[] then) =>
        Accepted([SiteCheck(Day(9, 17)), ReviewOn(Day(9, 17)), .. then]);

    [Fact]
    public void no_decision_is_made_while_the_right_may_still_be_used()
    {
        Spec.Given(ReviewedAnd(Telling(Day(9, 18))))
            .When(GrantOn(Day(9, 24)))
            .ThenRefused(ProceedingRefusals.HearingRequestTimeMustHavePassed);
        Spec.Given(ReviewedAnd(Telling(Day(9, 18)))).When(GrantOn(Day(9, 25))).ThenOne<PermitGranted>();
    }

    [Fact]
    public void no_decision_is_made_while_a_hearing_is_outstanding()
    {
        var refusing = new RefusePermit(
            Approver, At(Day(9, 25)), "BY-1", [new RefusalGround("form.venue", "体育法", "105")], null);

        Spec.Given(ReviewedAnd(Telling(Day(9, 18)), Asking(Day(9, 21))))
            .When(GrantOn(Day(9, 25)))
            .ThenRefused(ProceedingRefusals.HearingMustPrecedeDecision);
        Spec.Given(ReviewedAnd(Ordering(Day(9, 18)))).When(refusing).ThenRefused(ProceedingRefusals.HearingMustPrecedeDecision);
    }

    [Fact]
    public void after_the_hearing_the_review_is_done_again_and_the_decision_rests_on_the_record()
    {
        var held = ReviewedAnd(Ordering(Day(9, 18)), Announcing(Day(9, 21), Day(10, 8)), Recording(Day(10, 8)));
        Spec.Given(held).When(GrantOn(Day(10, 9))).ThenRefused(LicensingCaseRefusals.ReviewMustPrecedeDecision);

        var again = ReviewOn(Day(10, 9));
        var events = SpecialProcedureSpec.Decided(GrantOn(Day(10, 9)), [.. held, .. SpecialProcedureSpec.Decided(again, held)]);

        Assert.Equal(Text(66), Assert.IsType<DecisionRestedOnHearing>(events[0]).Record);
        Assert.IsType<PermitGranted>(events[1]);
    }
}
