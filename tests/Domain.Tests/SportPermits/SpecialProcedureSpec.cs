using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.SportPermits.ProceedingSamples;

namespace Domain.Tests.SportPermits;

/// <summary>specs/licensing.md, LIC-12, LIC-30, LIC-31: what stops the clock, told before it does. Rule 4.</summary>
public sealed class SpecialProcedureSpec
{
    static readonly OpenSpecialProcedure Review = Expert(Day(9, 18), Day(9, 21), Day(9, 24));

    [Fact]
    public void four_working_days_of_expert_review_move_both_deadlines_and_the_old_ones_stay()
    {
        var events = Decided(Review, Accepted());

        var opened = Assert.IsType<SpecialProcedureOpened>(events[0]);
        Assert.True(opened.StopsClock);
        var moved = events.Skip(1).Cast<DecisionDeadlineMoved>().ToList();
        Assert.Equal([Day(10, 20), Day(10, 13)], moved.Select(e => e.From.LastDay));
        Assert.Equal([Day(10, 26), Day(10, 19)], moved.Select(e => e.To.LastDay));
        Assert.Contains("not counted: 2026-09-21 Mon to 2026-09-24 Thu (paused for expert-review, 行政许可法 art 45)", moved[0].To.Derivation);
    }

    [Fact]
    public void the_same_notice_again_changes_nothing() => Spec.Given(Accepted(Review)).When(Review).ThenNothing();

    [Theory]
    [InlineData("site-check")]
    [InlineData("public-notice")]
    [InlineData("countersign")]
    [InlineData("hearing")]
    [InlineData("")]
    public void what_the_law_does_not_list_is_no_such_procedure(string reason) =>
        Spec.Given(Accepted()).When(Review with { Reason = reason }).ThenRefused(ProceedingRefusals.ProcedureReasonMustBeStatutory);

    [Fact]
    public void an_item_without_pauses_records_it_and_its_clock_runs_on()
    {
        var opened = Spec.Given(Special()).When(Expert(Day(3, 5), Day(3, 9), Day(3, 12))).ThenOne<SpecialProcedureOpened>();

        Assert.False(opened.StopsClock);
    }

    [Fact]
    public void told_on_its_first_day_is_told_in_time() =>
        Assert.Equal(Day(10, 26), LastDay(Accepted(Expert(Day(9, 21), Day(9, 21), Day(9, 24)))));

    [Fact]
    public void told_a_day_later_it_is_too_late() =>
        Spec.Given(Accepted()).When(Expert(Day(9, 22), Day(9, 21), Day(9, 24))).ThenRefused(ProceedingRefusals.ProcedureMustNotLieBehind);

    [Fact]
    public void it_may_begin_on_the_last_day_to_decide() =>
        Assert.Equal(Day(10, 22), LastDay(Accepted(Expert(Day(10, 19), Day(10, 20), Day(10, 21)))));

    [Fact]
    public void and_not_after_it() =>
        Spec.Given(Accepted()).When(Expert(Day(10, 19), Day(10, 21), Day(10, 22))).ThenRefused(ProceedingRefusals.ProcedureMustBeginInTime);

    [Fact]
    public void it_does_not_end_before_it_begins() =>
        Spec.Given(Accepted()).When(Expert(Day(9, 18), Day(9, 24), Day(9, 23))).ThenRefused(ProceedingRefusals.ProcedureMustEnd);

    [Fact]
    public void nor_in_another_year_by_a_typing_error() =>
        Spec.Given(Accepted())
            .When(Expert(Day(9, 18), Day(9, 21), new LocalDate(2062, 9, 24)))
            .ThenRefused(ProceedingRefusals.ProcedureMustEnd);

    [Fact]
    public void two_of_one_kind_do_not_overlap() =>
        Spec.Given(Accepted(Review))
            .When(Expert(Day(9, 22), Day(9, 24), Day(9, 25), "TB-2"))
            .ThenRefused(ProceedingRefusals.ProcedureMustNotOverlap);

    [Fact]
    public void one_right_after_the_other_is_two_pauses() =>
        Assert.Equal(Day(10, 27), LastDay(Accepted(Review, Expert(Day(9, 22), Day(9, 25), Day(9, 28), "TB-2"))));

    [Fact]
    public void a_day_in_two_procedures_is_left_out_once()
    {
        var appraisal = Expert(Day(9, 18), Day(9, 23), Day(9, 24), "TB-2") with { Reason = "appraisal" };

        Assert.Equal(Day(10, 26), LastDay(Accepted(Review, appraisal)));
    }

    [Theory]
    [InlineData(22, 22)] // Tuesday evening: Wednesday and Thursday count again
    [InlineData(24, 26)]
    [InlineData(20, 20)] // never begun
    public void an_early_end_gives_the_days_back(int endedOn, int due) =>
        Assert.Equal(Day(10, due), LastDay(Accepted(Review, Closing(Day(9, 24), Day(9, endedOn)))));

    [Fact]
    public void a_late_end_takes_no_more_days_than_were_told() =>
        Assert.Equal(Day(10, 26), LastDay(Accepted(Review, Closing(Day(9, 29), Day(9, 29)))));

    [Fact]
    public void an_end_is_not_foreseen() =>
        Spec.Given(Accepted(Review))
            .When(Closing(Day(9, 22), Day(9, 23)))
            .ThenRefused(ProceedingRefusals.ProcedureEndMustLieInProcedure);

    [Fact]
    public void it_ends_once() =>
        Spec.Given(Accepted(Review, Closing(Day(9, 22), Day(9, 22))))
            .When(Closing(Day(9, 24), Day(9, 23)))
            .ThenRefused(ProceedingRefusals.ProcedureMustBeOpen);

    [Fact]
    public void what_was_not_begun_does_not_end() =>
        Spec.Given(Accepted()).When(Closing(Day(9, 22), Day(9, 22))).ThenRefused(ProceedingRefusals.ProcedureMustBeOpen);

    [Fact]
    public void the_decision_waits_while_it_runs() =>
        Spec.Given(Accepted(SiteCheck(Day(9, 18)), ReviewOn(Day(9, 18)), Review))
            .When(GrantOn(Day(9, 24)))
            .ThenRefused(ProceedingRefusals.ProcedureMustBeClosedFirst);

    [Fact]
    public void and_is_free_when_its_last_day_has_passed() =>
        Spec.Given(Accepted(SiteCheck(Day(9, 18)), ReviewOn(Day(9, 18)), Review)).When(GrantOn(Day(9, 25))).ThenOne<PermitGranted>();

    [Fact]
    public void an_extension_keeps_the_pause() =>
        Assert.Equal(Day(11, 9), LastDay(Accepted(Review, new ExtendDecisionPeriod(Approver, At(Day(10, 19)), Text(30)))));

    [Fact]
    public void no_pause_is_guessed_beyond_the_published_calendar()
    {
        var late = new WorkCalendar(BuiltInCalendars.Editions.Where(edition => edition.Year <= 2026));
        Spec.Given(Accepted())
            .Under(Rules with { Calendar = late })
            .When(Expert(Day(9, 18), Day(9, 21), Day(9, 21).PlusDays(180)))
            .ThenRefused(CalendarRefusals.CalendarMustCoverDeadline);
    }

    internal static IReadOnlyList<LicensingCaseEvent> Decided(
        LicensingCaseCommand command, IEnumerable<LicensingCaseEvent> history, CaseRules? rules = null) =>
        Assert.IsType<Answer<LicensingCaseEvent>.Accepted>(
            LicensingCaseDecider.Decide(command, Spec.Fold(history), rules ?? Rules)).Events;
}
