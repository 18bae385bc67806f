using Domain.Licensing;
using NodaTime;
using Projections.Licensing;
using Projections.Tests.SportPermits;

namespace Projections.Tests.Licensing;

/// <summary>
/// Five working days from Monday 30 March 2026; 4 to 6 April are off, so the last day is Tuesday 7 April.
/// </summary>
public sealed class DeadlineDisplayTests
{
    [Theory]
    [InlineData("2026-03-30", "running", 0, 5)] // the day of the start fact is not counted
    [InlineData("2026-03-31", "running", 1, 4)] // day one
    [InlineData("2026-04-02", "running", 3, 2)]
    [InlineData("2026-04-03", "nearing", 4, 1)]
    [InlineData("2026-04-05", "nearing", 4, 1)] // a holiday uses no day
    [InlineData("2026-04-07", "nearing", 5, 0)] // the last day counts in full
    [InlineData("2026-04-08", "breached", 6, -1)] // the first day after
    [InlineData("2026-04-12", "breached", 9, -4)] // a Sunday that is worked counts
    public void working_days_are_counted_by_the_calendar(string today, string state, int used, int left) =>
        Assert.Equal((state, 5, used, left), Seen(Samples.AcceptBy, today));

    [Theory]
    [InlineData("2026-03-30", "running", 0, 30)]
    [InlineData("2026-04-05", "running", 6, 24)] // a holiday is a calendar day like any other
    [InlineData("2026-04-22", "running", 23, 7)]
    [InlineData("2026-04-23", "nearing", 24, 6)] // the last fifth
    [InlineData("2026-04-29", "nearing", 30, 0)]
    [InlineData("2026-04-30", "breached", 31, -1)]
    public void calendar_days_are_counted_one_by_one(string today, string state, int used, int left) =>
        Assert.Equal((state, 30, used, left), Seen(Samples.DecideBy, today));

    [Theory]
    [InlineData("2026-04-01", "running", 2, 0, 26)]
    [InlineData("2026-04-02", "paused", 2, 1, 26)]
    [InlineData("2026-04-03", "paused", 2, 2, 26)]
    [InlineData("2026-04-04", "running", 3, 2, 25)]
    public void paused_days_are_neither_used_nor_left(string today, string state, int used, int paused, int left)
    {
        var deadline = Samples.DecideBy with
        {
            Pauses = [new("hearing", new(2026, 4, 2), new(2026, 4, 3), Samples.Basis)],
        };

        var view = DeadlineDisplay.On(DeadlineLine.Running(deadline), Samples.Calendar, Day(today));

        Assert.Equal((state, used, paused, left), (view.State, view.Used!.Value, view.Paused!.Value, view.Left!.Value));
    }

    [Fact]
    public void an_extension_lengthens_the_total()
    {
        var extended = Samples.AcceptBy with
        {
            Extensions = [new(10, TimeUnit.WorkingDays, Samples.Approver, Samples.Monday, Samples.Basis)],
        };

        Assert.Equal(15, DeadlineDisplay.On(DeadlineLine.Running(extended), Samples.Calendar, Samples.Monday).Total);
    }

    [Fact]
    public void working_days_beyond_the_published_calendar_are_not_guessed()
    {
        var far = Samples.AcceptBy with { LastDay = new(2027, 1, 5) };

        var view = DeadlineDisplay.On(DeadlineLine.Running(far), Samples.Calendar, Samples.Monday);

        Assert.Null(view.Left);
        Assert.Equal(new LocalDate(2027, 1, 5), view.Due);
    }

    [Fact]
    public void a_deadline_that_was_met_stands_still()
    {
        var met = new DeadlineLine(Samples.AcceptBy, DeadlineState.Met, new(2026, 4, 2));

        var view = DeadlineDisplay.On(met, Samples.Calendar, new(2026, 12, 1));

        Assert.Equal(("met", 3, null), (view.State, view.Used!.Value, view.Left));
    }

    static (string, int, int, int) Seen(Deadline deadline, string today)
    {
        var view = DeadlineDisplay.On(DeadlineLine.Running(deadline), Samples.Calendar, Day(today));
        return (view.State, view.Total, view.Used!.Value, view.Left!.Value);
    }

    static LocalDate Day(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;
}
