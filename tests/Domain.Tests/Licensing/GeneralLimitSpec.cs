using Domain.Licensing;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Licensing;

/// <summary>specs/licensing.md, LIC-10 and LIC-12, on the fictitious item with the general limit: rules 3 and 4.</summary>
public sealed class GeneralLimitSpec
{
    static readonly ServiceItem General = FictitiousItems.GeneralLimit;
    static readonly LocalDate Accepted = Day(9, 16);

    static Deadline Due(DeadlinePause? pause = null, DeadlineExtension? extension = null) =>
        DeadlineCalculator.Count(
            General.Decision, Accepted, Calendar, pause is null ? [] : [pause], extension is null ? [] : [extension])!;

    [Fact]
    public void twenty_working_days_from_acceptance() => Assert.Equal(Day(10, 20), Due().LastDay);

    [Fact]
    public void and_ten_more_when_extended() =>
        Assert.Equal(
            Day(11, 3),
            Due(extension: new DeadlineExtension(10, TimeUnit.WorkingDays, Approver.Person, Day(10, 19), Laws.Licensing("42"))).LastDay);

    [Fact]
    public void four_working_days_of_expert_review_do_not_count() =>
        Assert.Equal(Day(10, 26), Due(General.PauseFor("expert-review", Day(9, 21), Day(9, 24))).LastDay);

    [Fact]
    public void an_ordinary_site_check_stops_nothing()
    {
        var pause = General.PauseFor("site-check", Day(9, 21), Day(9, 24));

        Assert.Null(pause);
        Assert.Equal(Day(10, 20), Due(pause).LastDay);
    }

    [Fact]
    public void the_special_limit_of_sport_permits_knows_no_pause_at_all() =>
        Assert.Null(HighRiskSportItem.Edition1.PauseFor("expert-review", Day(9, 21), Day(9, 24)));

    [Fact]
    public void a_pause_over_a_holiday_moves_nothing() =>
        Assert.Equal(Day(10, 20), Due(General.PauseFor("hearing", Day(10, 1), Day(10, 7))).LastDay);

    [Fact]
    public void acceptance_before_an_unknown_year_gives_a_provisional_date()
    {
        var due = DeadlineCalculator.Count(General.Decision, Day(12, 14), Calendar)!;

        Assert.Equal(new LocalDate(2027, 1, 12), due.LastDay);
        Assert.True(due.Provisional);
        Assert.Equal(["2026-1", "2027-0"], due.CalendarEditions);
    }

    [Fact]
    public void a_date_within_published_years_is_certain() => Assert.False(Due().Provisional);
}
