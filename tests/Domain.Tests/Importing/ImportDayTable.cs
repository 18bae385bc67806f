using Domain.Importing;
using NodaTime;
using NodaTime.Text;

namespace Domain.Tests.Importing;

/// <summary>IMP-5: the days of hand-kept registers and of spreadsheets.</summary>
public sealed class ImportDayTable
{
    [Theory]
    [InlineData("2026-03-02", "2026-03-02")]
    [InlineData("2026-3-2", "2026-03-02")]
    [InlineData("2026/3/2", "2026-03-02")]
    [InlineData("2026.03.02", "2026-03-02")]
    [InlineData("2026年3月2日", "2026-03-02")]
    [InlineData("2026 年 3 月 2 日", "2026-03-02")]
    [InlineData("20260302", "2026-03-02")]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("2026-02-29", null)]
    [InlineData("2026-13-01", null)]
    [InlineData("3/2/2026", null)]
    [InlineData("26-3-2", null)]
    [InlineData("0221-03-02", null)]
    [InlineData("二〇二六年三月二日", null)]
    [InlineData("长期", null)]
    public void a_day_as_somebody_writes_it(string text, string? day) => Assert.Equal(Day(day), ImportDays.Parse(text));

    [Theory]
    [InlineData("1", false, "1900-01-01")]
    [InlineData("59", false, "1900-02-28")]
    [InlineData("60", false, null)] // 29 February 1900, which never was
    [InlineData("61", false, "1900-03-01")]
    [InlineData("46083", false, "2026-03-02")]
    [InlineData("46083.75", false, "2026-03-02")]
    [InlineData("44621", true, "2026-03-02")]
    [InlineData("0", true, "1904-01-01")]
    [InlineData("0", false, null)]
    [InlineData("-1", false, null)]
    [InlineData("2958465", false, "9999-12-31")]
    [InlineData("2958466", false, null)]
    [InlineData("NaN", false, null)]
    [InlineData("1E+300", false, null)]
    [InlineData("x", false, null)]
    public void a_day_as_a_spreadsheet_counts_it(string number, bool from1904, string? day) =>
        Assert.Equal(Day(day), ImportDays.OfSerial(number, from1904));

    static LocalDate? Day(string? text) => text is null ? null : LocalDatePattern.Iso.Parse(text).Value;
}
