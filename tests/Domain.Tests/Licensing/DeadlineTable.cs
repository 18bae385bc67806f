using Domain.Licensing;
using NodaTime;
using NodaTime.Text;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Licensing;

/// <summary>specs/calendar.md and specs/licensing.md: dates counted by hand from the published notices.</summary>
public sealed class DeadlineTable
{
    static Limit WorkingDays(int length) => CommonLimits.Acceptance with { Length = length };

    static Limit CalendarDays(int length, bool moves = false) =>
        HighRiskSportItem.Edition1.Decision with { Length = length, ClosedLastDayMoves = moves };

    static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    [Theory]
    [InlineData("2026-02-09", 5, "2026-02-14")] // a make-up Saturday is a deadline day
    [InlineData("2026-02-10", 5, "2026-02-24")] // nine-day holiday
    [InlineData("2025-12-31", 5, "2026-01-08")] // Sunday 4 January counts; two editions
    [InlineData("2026-09-18", 5, "2026-09-24")] // Sunday 20 September counts
    [InlineData("2026-09-21", 7, "2026-10-08")] // two holiday runs
    [InlineData("2026-09-16", 20, "2026-10-20")] // twenty calendar days would end on 6 October
    [InlineData("2026-09-16", 30, "2026-11-03")]
    [InlineData("2026-09-30", 10, "2026-10-20")] // Saturday 10 October counts
    [InlineData("2026-09-30", 3, "2026-10-10")] // and may be the last day
    [InlineData("2024-02-07", 5, "2024-02-20")] // New Year's Eve 2024 was worked, and Sunday 18 February
    [InlineData("2026-03-07", 5, "2026-03-13")] // a start on a closed Saturday: day one is Monday
    [InlineData("2022-12-30", 1, null)] // before the first edition there is no answer
    [InlineData("2027-12-20", 20, null)] // nor beyond the last
    public void last_working_day(string start, int days, string? last) =>
        Assert.Equal(
            last is null ? null : Date(last), DeadlineCalculator.Count(WorkingDays(days), Date(start), Calendar)?.LastDay);

    [Theory]
    [InlineData("2026-03-02", 30, false, "2026-04-01")] // an ordinary Wednesday
    [InlineData("2026-09-16", 30, false, "2026-10-16")]
    [InlineData("2026-09-05", 30, false, "2026-10-05")] // in a holiday, and the organ is still bound
    [InlineData("2026-09-05", 30, true, "2026-10-08")] // a party gets the next working day
    [InlineData("2026-09-16", 15, true, "2026-10-08")] // a fine received on 16 September: rule 20
    [InlineData("2026-09-10", 30, true, "2026-10-10")] // a make-up Saturday is open: nothing moves
    [InlineData("2030-01-01", 30, false, "2030-01-31")] // calendar days need no calendar
    [InlineData("2030-01-01", 30, true, null)] // unless a closed day would move
    public void last_calendar_day(string start, int days, bool moves, string? last) =>
        Assert.Equal(
            last is null ? null : Date(last),
            DeadlineCalculator.Count(CalendarDays(days, moves), Date(start), Calendar)?.LastDay);

    [Fact]
    public void the_count_can_be_read_line_by_line() =>
        Assert.Equal(
            [
                "LIC-4, 行政许可法 art 32(4): 6 working days",
                "start: receipt on 2026-02-09 Mon, not counted",
                "days 1 to 4: 2026-02-10 Tue to 2026-02-13 Fri",
                "day 5: 2026-02-14 Sat (make-up workday)",
                "not counted: 2026-02-15 Sun to 2026-02-23 Mon (holiday)",
                "day 6: 2026-02-24 Tue",
                "last day: 2026-02-24 Tue, in full",
            ],
            DeadlineCalculator.Count(WorkingDays(6), Day(2, 9), Calendar)!.Derivation);

    [Fact]
    public void a_moved_last_day_says_how_it_moved() =>
        Assert.Equal(
            [
                "not counted: 2026-03-05 Thu to 2026-03-06 Fri (paused for correction, 行政许可法 art 32(4))",
                "day 3: 2026-03-07 Sat",
                "closed last day: 2026-03-07 Sat, on to the next day",
                "closed last day: 2026-03-08 Sun, on to the next day",
                "last day: 2026-03-09 Mon, in full",
            ],
            DeadlineCalculator.Count(
                CalendarDays(3, moves: true), Day(3, 2), Calendar,
                [new DeadlinePause("correction", Day(3, 5), Day(3, 6), Laws.Licensing("32(4)"))])!.Derivation.Skip(3));

    [Fact]
    public void a_deadline_names_every_edition_it_rests_on() =>
        Assert.Equal(
            ["2025-1", "2026-1"],
            DeadlineCalculator.Count(WorkingDays(5), new LocalDate(2025, 12, 31).PlusDays(-1), Calendar)!.CalendarEditions);

    /// <summary>31 December 2022 is listed by the notice for 2023, and only 2023 is loaded.</summary>
    [Fact]
    public void a_day_off_listed_by_the_next_years_notice_belongs_to_that_edition() =>
        Assert.Equal(["2023-1"], Calendar.EditionsTouched(new LocalDate(2022, 12, 31), new LocalDate(2022, 12, 31))
            .Select(edition => edition.Edition));

    [Fact]
    public void a_promise_later_than_the_statute_is_cut()
    {
        var statutory = DeadlineCalculator.Count(CalendarDays(10), Day(3, 2), Calendar)!;
        var promised = DeadlineCalculator.Count(WorkingDays(9), Day(3, 2), Calendar)!;

        Assert.Equal(Day(3, 13), promised.LastDay);
        Assert.Equal(Day(3, 12), DeadlineCalculator.CutAt(promised, statutory).LastDay);
        Assert.Equal(promised, DeadlineCalculator.CutAt(promised, promised));
    }
}
