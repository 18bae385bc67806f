using System.Globalization;
using NodaTime;
using NodaTime.Calendars;

namespace Domain.Subsidies;

/// <summary>Which claims fall into one window of a limit with a claim on a day.</summary>
public static class ClaimWindows
{
    /// <summary>VCH-3: two claims count together exactly where their keys are equal.</summary>
    /// <param name="day">Of the claim, in Suzhou.</param>
    public static string KeyOf(LimitWindow window, int batch, LocalDate day) =>
        window switch
        {
            LimitWindow.Batch => Text($"batch-{batch}"),
            LimitWindow.Day => Text($"{day.Year:0000}-{day.Month:00}-{day.Day:00}"),
            LimitWindow.Week => Text($"{WeekYearRules.Iso.GetWeekYear(day):0000}-W{WeekYearRules.Iso.GetWeekOfWeekYear(day):00}"),
            LimitWindow.Month => Text($"{day.Year:0000}-{day.Month:00}"),
            LimitWindow.Year => Text($"{day.Year:0000}"),
            LimitWindow.Programme => "programme",
            _ => throw new ArgumentOutOfRangeException(nameof(window)),
        };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
