using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using Projections.Licensing;
using Projections.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.SportPermits;

public sealed class CaseProgressTests
{
    [Fact]
    public void an_event_before_receipt_makes_no_case() =>
        Assert.Null(After(On(Monday, Accepted(Monday))));

    [Fact]
    public void declared_files_are_awaited_and_the_days_run_all_the_same()
    {
        var progress = After(On(Monday, Received([M01, M02])), On(Monday, Delivered(M01)))!;

        Assert.Equal(
            (CaseStatus.AwaitingFiles, Turn.Applicant, NextAct.Acceptance), (progress.Status, progress.Turn, progress.Next));
        Assert.Equal([AcceptBy, DecideBy], progress.Deadlines.Open());
    }

    [Fact]
    public void the_last_file_hands_the_turn_to_the_organ()
    {
        var progress = After(On(Monday, Received([M01])), On(Monday, Delivered(M01)))!;

        Assert.Equal(
            (CaseStatus.Received, Turn.Organ, NextAct.Acceptance), (progress.Status, progress.Turn, progress.Next));
    }

    [Fact]
    public void open_defects_make_the_correction_notice_the_next_act() =>
        Assert.Equal(NextAct.Correction, After(On(Monday, Received(defects: [MissingM05])))!.Next);

    [Fact]
    public void outside_the_remit_the_next_act_is_a_decision_not_to_accept_whatever_the_defects() =>
        Assert.Equal(NextAct.NonAcceptance, After(On(Monday, Received(defects: [MissingM05], withinRemit: false)))!.Next);

    [Fact]
    public void a_correction_notice_on_the_last_day_meets_the_limit_and_opens_the_applicants()
    {
        var progress = After(On(Monday, Received()), On(AcceptBy.LastDay, Requested(AcceptBy.LastDay, MissingM05)))!;

        Assert.Equal((CaseStatus.CorrectionRequested, Turn.Applicant), (progress.Status, progress.Turn));
        Assert.Equal(
            [DeadlineState.Met, DeadlineState.Open, DeadlineState.Open], progress.Deadlines.Select(line => line.State));
        Assert.Equal([DecideBy, SupplyBy], progress.Deadlines.Open());
    }

    [Fact]
    public void a_notice_one_day_later_is_recorded_as_late()
    {
        var late = AcceptBy.LastDay.PlusDays(1);

        var progress = After(On(Monday, Received()), On(late, Requested(late, MissingM05)))!;

        Assert.Equal(DeadlineState.MetLate, progress.Deadlines[0].State);
        Assert.Equal(late, progress.Deadlines[0].EndedOn);
    }

    [Fact]
    public void a_correction_opens_a_new_window_and_waits_for_its_own_files_only()
    {
        LocalDate back = new(2026, 4, 8);
        var changed = M02 with { Sm3 = "cc" };

        var progress = After(
            On(Monday, Received([M01, M02], [MissingM05])),
            On(Monday, Delivered(M01)), On(Monday, Delivered(M02)),
            On(new(2026, 4, 1), Requested(new(2026, 4, 1), MissingM05)),
            On(back, Submitted(back, new(2026, 4, 14), [M01, changed])))!;

        Assert.Equal((CaseStatus.AwaitingFiles, 0), (progress.Status, progress.OpenDefects));
        Assert.Equal(["M02"], progress.Materials.Where(material => material.File is null).Select(material => material.Code));
        Assert.Equal(new LocalDate(2026, 4, 14), progress.Deadlines.Open().Last().LastDay);
    }

    [Fact]
    public void silence_lapses_the_limit_instead_of_meeting_it()
    {
        LocalDate found = new(2026, 4, 8);

        var progress = After(On(Monday, Received()), On(found, new AcceptanceDeemed(Monday, [DecideBy], Basis)))!;

        Assert.Equal(
            (CaseStatus.Accepted, Turn.Organ, NextAct.SiteCheck), (progress.Status, progress.Turn, progress.Next));
        Assert.Equal((DeadlineState.Lapsed, found), (progress.Deadlines[0].State, progress.Deadlines[0].EndedOn!.Value));
        Assert.Equal([DecideBy], progress.Deadlines.Open());
    }

    [Theory]
    [InlineData(3, CaseStatus.Accepted, Turn.Organ, NextAct.SiteCheck)]
    [InlineData(4, CaseStatus.UnderReview, Turn.Organ, NextAct.Review)]
    [InlineData(5, CaseStatus.UnderReview, Turn.Organ, NextAct.Decision)]
    [InlineData(6, CaseStatus.Granted, Turn.Organ, NextAct.Delivery)]
    [InlineData(7, CaseStatus.Closed, Turn.None, null)]
    public void the_road_goes_on_act_by_act(int acts, string status, string turn, string? next)
    {
        var progress = After([.. Road.Take(acts)])!;

        Assert.Equal((status, turn, next), (progress.Status, progress.Turn, progress.Next));
    }

    [Fact]
    public void a_review_before_the_site_check_still_awaits_the_site_check()
    {
        LocalDate day = new(2026, 4, 9);
        (LocalDate, object)[] reviewed = [.. Road.Take(3), On(day, Reviewed(day))];

        Assert.Equal(NextAct.SiteCheck, After(reviewed)!.Next);
        Assert.Equal(NextAct.Decision, After([.. reviewed, On(day, Checked(day))])!.Next);
    }

    [Fact]
    public void a_grant_after_the_last_day_is_a_breach_that_stays()
    {
        var late = DecideBy.LastDay.PlusDays(1);

        var progress = After(On(Monday, Received()), On(late, Granted(late)))!;

        Assert.Equal(DeadlineState.MetLate, progress.Deadlines.Single(line => line.Deadline == DecideBy).State);
    }

    [Fact]
    public void a_new_calendar_replaces_the_deadline_and_keeps_the_old_one()
    {
        var moved = AcceptBy with { LastDay = new(2026, 4, 8), CalendarEditions = ["2026-2"] };

        var progress = After(
            On(Monday, Received()), On(Monday, new DeadlineRecomputed(AcceptBy, moved, "2026-2")))!;

        Assert.Equal(DeadlineState.Superseded, progress.Deadlines[0].State);
        Assert.Equal([DecideBy, moved], progress.Deadlines.Open());
    }

    [Fact]
    public void a_new_calendar_that_moves_nothing_is_shown_with_its_edition()
    {
        var confirmed = AcceptBy with { CalendarEditions = ["2026-2"] };
        (LocalDate, object)[] recounted =
            [On(Monday, Received()), On(Monday, new DeadlineRecomputed(AcceptBy, confirmed, "2026-2"))];

        Assert.Equal([DecideBy, confirmed], After(recounted)!.Deadlines.Open());
    }

    [Fact]
    public void nothing_runs_and_nobody_is_awaited_after_a_withdrawal()
    {
        var progress = After(On(Monday, Received()), On(Monday, new ApplicationWithdrawn(null, Monday)))!;

        Assert.Equal((CaseStatus.Withdrawn, Turn.None, null), (progress.Status, progress.Turn, progress.Next));
        Assert.Empty(progress.Deadlines.Open());
    }

    static CaseProgress? After(params (LocalDate Day, object Data)[] history) =>
        Recorded.Of(CaseStream, history).Aggregate((CaseProgress?)null, CaseProgress.Evolve);
}
