using Domain.Kernel;
using Domain.Prepayments;
using NodaTime;
using NodaTime.Text;

namespace Domain.Tests.Prepayments;

/// <summary>specs/prepayments.md, CHG-1 to CHG-4.</summary>
public sealed class ChargeCapsTable
{
    static readonly ChargeCaps Caps = ChargeCaps.On(new LocalDate(2026, 3, 2));

    [Theory]
    [InlineData(60, 90, 500_000, "")] // rule 16: all three caps reached at once
    [InlineData(61, 90, 500_000, "class-hours")]
    [InlineData(60, 91, 500_000, "span")]
    [InlineData(60, 90, 500_001, "amount")]
    [InlineData(61, 91, 500_001, "span class-hours amount")]
    public void three_caps_at_once(int hours, int days, long fen, string broken) =>
        Assert.Equal(broken, Broken(Caps.Judge(new ChargeSpan.InDays(days), hours * 45L, new Money(fen))));

    [Theory]
    [InlineData("2026-03-01", "2026-06-01", true)] // the corresponding day is the last one
    [InlineData("2026-03-01", "2026-06-02", false)]
    [InlineData("2026-11-30", "2027-02-28", true)] // no 30 February: the month's last day
    [InlineData("2026-11-30", "2027-03-01", false)]
    [InlineData("2026-06-01", "2026-09-01", true)] // 92 days, and still three months date to date
    [InlineData("2026-03-02", "2026-03-02", true)]
    public void three_months_are_counted_from_date_to_date(string first, string last, bool kept) =>
        Assert.Equal(kept, Broken(Caps.Judge(new ChargeSpan.Dates(Day(first), Day(last)), 45, new Money(1))).Length == 0);

    [Theory]
    [InlineData(2700, true)] // 60 class hours of 45 minutes, whatever the lesson's length
    [InlineData(2701, false)]
    [InlineData(29 * 90, true)]
    [InlineData(31 * 90, false)]
    public void class_hours_are_minutes(long minutes, bool kept) =>
        Assert.Equal(kept, Broken(Caps.Judge(new ChargeSpan.InDays(1), minutes, new Money(1))).Length == 0);

    [Fact]
    public void two_top_ups_of_forty_hours_held_together_are_one_charge() =>
        Assert.Equal("class-hours", Broken(Together(Held("2026-03-01", "2026-05-01", 40, 1), Held("2026-03-01", "2026-05-01", 40, 1))));

    [Fact]
    public void two_payments_below_the_cap_are_over_it_together() =>
        Assert.Equal(
            "amount", Broken(Together(Held("2026-03-01", "2026-05-01", 10, 250_001), Held("2026-03-01", "2026-05-01", 10, 250_000))));

    [Fact]
    public void three_small_ones_count_like_one() =>
        Assert.Equal("class-hours amount", Broken(Together(
            Held("2026-03-02", "2026-04-01", 20, 200_000), Held("2026-03-02", "2026-04-01", 20, 200_000),
            Held("2026-03-02", "2026-04-01", 21, 100_001))));

    [Fact]
    public void two_quarters_in_a_row_are_longer_than_one() =>
        Assert.Equal("span", Broken(Together(Held("2026-03-02", "2026-06-01", 10, 1), Held("2026-06-02", "2026-09-01", 10, 1))));

    [Fact]
    public void what_lies_behind_the_day_of_sale_is_not_counted_again() =>
        Assert.Equal("", Broken(Together(
            new LocalDate(2026, 5, 20), Held("2026-03-02", "2026-06-01", 1, 1), Held("2026-06-02", "2026-08-20", 48, 480_000))));

    [Fact]
    public void nothing_held_leaves_the_charge_alone() => Assert.Empty(Together(Held("2026-03-02", "2027-06-01", 99, 900_000)));

    [Fact]
    public void a_sum_beyond_all_numbers_is_an_error_and_not_a_small_number() =>
        Assert.Throws<OverflowException>(() => Together(
            Held("2026-03-02", "2026-04-01", 1, long.MaxValue), Held("2026-03-02", "2026-04-01", 1, 1)));

    [Theory]
    [InlineData(100, 3, "33 33 34")]
    [InlineData(7, 7, "1 1 1 1 1 1 1")]
    [InlineData(480_001, 1, "480001")]
    public void the_last_part_takes_what_does_not_divide(long fen, int parts, string split) =>
        Assert.Equal(split, string.Join(' ', new Money(fen).Split(parts).Select(part => part.Fen)));

    static IReadOnlyList<ChargeFinding> Together(params OpenCharge[] charges) => Together(new LocalDate(2026, 3, 1), charges);

    static IReadOnlyList<ChargeFinding> Together(LocalDate on, params OpenCharge[] charges) =>
        Caps.JudgeTogether(charges[..^1], charges[^1], on);

    static OpenCharge Held(string first, string last, int hours, long fen) => new(Day(first), Day(last), hours * 45L, new Money(fen));

    static string Broken(IReadOnlyList<ChargeFinding> findings) =>
        string.Join(' ', findings.Where(finding => !finding.Kept).Select(finding => finding.Cap));

    static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
