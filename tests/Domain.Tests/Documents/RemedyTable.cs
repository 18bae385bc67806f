using Domain.Documents;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;

namespace Domain.Tests.Documents;

/// <summary>specs/documents.md, DOC-13: sixty days for reconsideration, six months for a suit, from the effect of service.</summary>
public sealed class RemedyTable
{
    static IReadOnlyList<RemedyEnd> From(LocalDate day) => RemedyPeriods.Ends(Remedies.Against("320508"), day, Calendar);

    [Theory]
    [InlineData("2026-03-12", "2026-05-11", "2026-09-14")] // 12 September is a Saturday: Monday
    [InlineData("2026-03-02", "2026-05-06", "2026-09-02")] // 1 May to 5 May are off
    [InlineData("2026-08-31", "2026-10-30", "2027-03-01")] // February has no 31st: the 28th, a Sunday
    [InlineData("2026-01-01", "2026-03-02", "2026-07-01")]
    public void last_days(string effectiveOn, string review, string suit)
    {
        var ends = From(NodaTime.Text.LocalDatePattern.Iso.Parse(effectiveOn).Value);

        Assert.Equal([review, suit], ends.Select(end => NodaTime.Text.LocalDatePattern.Iso.Format(end.LastDay)));
        Assert.Equal(["administrative-review", "administrative-suit"], ends.Select(end => end.Kind));
    }

    [Fact]
    public void the_count_is_printed()
    {
        var review = From(Day(3, 12))[0];

        Assert.Equal(
            [
                "DOC-13, 行政复议法 art 20: 60 calendar days", "start: service on 2026-03-12 Thu, not counted",
                "counted to 2026-05-11 Mon", "last day: 2026-05-11 Mon, in full",
            ],
            review.Derivation);
        Assert.False(review.Provisional);
    }

    [Fact]
    public void beyond_the_published_calendars_a_day_is_provisional_and_never_missing()
    {
        var ends = From(new LocalDate(2031, 9, 30));

        Assert.Equal([new LocalDate(2031, 11, 29), new LocalDate(2032, 3, 30)], ends.Select(end => end.LastDay));
        Assert.All(ends, end => Assert.True(end.Provisional));
    }

    /// <summary>For each day of a year: never shorter than the law gives, never longer than to the next worked day.</summary>
    [Fact]
    public void no_period_is_cut_short()
    {
        for (var day = new LocalDate(2026, 1, 1); day.Year == 2026; day = day.PlusDays(1))
        {
            var ends = From(day);
            Assert.InRange(Period.DaysBetween(day, ends[0].LastDay), 60, 60 + 9);
            Assert.InRange(ends[1].LastDay, day.PlusMonths(6), day.PlusMonths(6).PlusDays(9));
            Assert.All(ends, end => Assert.True(Calendar.IsWorkday(end.LastDay)));
        }
    }
}
