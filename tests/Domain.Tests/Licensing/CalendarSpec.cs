using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Licensing;

/// <summary>specs/calendar.md, CAL-1 to CAL-4.</summary>
public sealed class CalendarSpec
{
    static readonly CalendarEdition Floor = BuiltInCalendars.Editions.Single(edition => edition.Year == 2027);

    static readonly CalendarEdition Notice = Floor with
    {
        Edition = "2027-1", Provisional = false, Source = "a notice",
        DaysOff = [.. Floor.DaysOff, new LocalDate(2027, 1, 2), new LocalDate(2027, 1, 3)],
    };

    static Answer<CalendarEvent> Publish(CalendarEdition edition, CalendarYear? state = null, string role = "operator") =>
        CalendarYearDecider.Decide(new PublishCalendarEdition(Officer(role), At(Day(11, 4)), edition), state ?? CalendarYear.Initial);

    static void AssertRefused(Refusal expected, Answer<CalendarEvent> answer) =>
        Assert.Equal(expected.Code, Assert.IsType<Answer<CalendarEvent>.Refused>(answer).Refusal.Code);

    [Theory]
    [InlineData("clerk")]
    [InlineData("approver")]
    [InlineData("auditor")]
    [InlineData("portal")]
    public void nobody_but_an_operator_publishes(string role) =>
        AssertRefused(CalendarRefusals.PublisherMustBeOperator, Publish(Notice, role: role));

    [Fact]
    public void an_edition_is_published_once()
    {
        var published = Assert.IsType<CalendarEditionPublished>(
            Assert.Single(Assert.IsType<Answer<CalendarEvent>.Accepted>(Publish(Notice)).Events));
        var state = CalendarYearDecider.Evolve(CalendarYear.Initial, published);

        Assert.Equal("2027-1", published.Edition);
        Assert.Empty(Assert.IsType<Answer<CalendarEvent>.Accepted>(Publish(Notice, state)).Events);
    }

    [Fact]
    public void a_newer_edition_replaces_the_floor() =>
        Assert.IsType<Answer<CalendarEvent>.Accepted>(Publish(Notice, new CalendarYear.Published(Floor)));

    [Fact]
    public void an_older_edition_is_refused() =>
        AssertRefused(CalendarRefusals.EditionMustBeNewer, Publish(Floor, new CalendarYear.Published(Notice)));

    [Fact]
    public void the_same_number_with_other_days_is_refused() =>
        AssertRefused(
            CalendarRefusals.EditionMustBeNewer,
            Publish(Notice with { DaysOff = Floor.DaysOff }, new CalendarYear.Published(Notice)));

    [Fact]
    public void a_known_notice_does_not_become_a_guess_again() =>
        AssertRefused(
            CalendarRefusals.NoticeMustNotBeForgotten,
            Publish(Notice with { Edition = "2027-2", Provisional = true }, new CalendarYear.Published(Notice)));

    public static TheoryData<string, CalendarEdition> Malformed => new()
    {
        { "another year's number", Notice with { Edition = "2026-1" } },
        { "no number", Notice with { Edition = "2027-" } },
        { "a signed number", Notice with { Edition = "2027--1" } },
        { "no source", Notice with { Source = " " } },
        { "no day off", Notice with { DaysOff = [] } },
        { "a day twice", Notice with { DaysOff = [new LocalDate(2027, 1, 1), new LocalDate(2027, 1, 1)] } },
        { "a day both off and worked", Notice with { MakeUpWorkdays = [new LocalDate(2027, 1, 2)] } },
        { "a make-up day on a Monday", Notice with { MakeUpWorkdays = [new LocalDate(2027, 1, 11)] } },
        { "a day of another year", Notice with { DaysOff = [new LocalDate(2028, 5, 1)] } },
        { "an absurd year", Notice with { Year = 20270, Edition = "20270-1" } },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void a_malformed_edition_is_refused(string fault, CalendarEdition edition)
    {
        Assert.NotEmpty(fault);
        AssertRefused(CalendarRefusals.EditionMustBeWellFormed, Publish(edition));
    }

    [Theory]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void working_days_of_a_year(int year, int expected)
    {
        var days = Enumerable.Range(0, 366).Select(i => new LocalDate(year, 1, 1).PlusDays(i)).Where(day => day.Year == year);

        Assert.Equal(expected, days.Count(Calendar.IsWorkday));
    }

    [Theory]
    [InlineData(2024, 2, 9, true)] // New Year's Eve 2024: leave was only encouraged
    [InlineData(2026, 2, 14, true)] // make-up Saturday
    [InlineData(2026, 2, 16, false)]
    [InlineData(2026, 3, 7, false)] // Saturday
    [InlineData(2027, 1, 1, false)] // statutory floor
    public void a_day_is_worked_or_not(int year, int month, int day, bool worked) =>
        Assert.Equal(worked, Calendar.IsWorkday(new LocalDate(year, month, day)));

    [Fact]
    public void no_day_is_judged_beyond_the_editions() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.IsWorkday(new LocalDate(2028, 1, 3)));

    [Fact]
    public void a_legal_day_ends_at_midnight_in_Suzhou()
    {
        Assert.Equal(Day(3, 9), WorkCalendar.DayOf(At(Day(3, 9), 23, 59)));
        Assert.Equal(At(Day(3, 10), 0), WorkCalendar.EndOf(Day(3, 9)));
    }
}
