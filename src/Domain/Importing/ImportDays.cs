using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Domain.Importing;

/// <summary>IMP-5: the days of a register that was kept by hand and by spreadsheets.</summary>
public static class ImportDays
{
    /// <summary>The last day a spreadsheet knows: 9999-12-31.</summary>
    const int LastSerial1900 = 2958465;
    const int LastSerial1904 = 2957003;

    /// <summary>29 February 1900, which never was: the spreadsheet counts it all the same.</summary>
    const int DayThatNeverWas = 60;

    static readonly LocalDate[] Epochs = [new(1899, 12, 30), new(1904, 1, 1)];

    static readonly LocalDatePattern[] Patterns =
    [
        .. new[] { "uuuu-M-d", "uuuu/M/d", "uuuu.M.d", "uuuu年M月d日", "uuuuMMdd" }.Select(LocalDatePattern.CreateWithInvariantCulture),
    ];

    /// <summary>A day as somebody writes it: 2026-03-02, 2026/3/2, 2026.3.2, 2026年3月2日, 20260302.</summary>
    /// <returns>Null where it is none, or one that never was.</returns>
    public static LocalDate? Parse(string text)
    {
        var plain = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
        foreach (var pattern in Patterns)
        {
            if (pattern.Parse(plain) is { Success: true, Value: var day } && IsPlausible(day)) return day;
        }

        return null;
    }

    /// <summary>The day of a spreadsheet's serial number; a time of day is left out.</summary>
    /// <param name="from1904">True for a workbook that counts from 1904.</param>
    public static LocalDate? OfSerial(string number, bool from1904)
    {
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial)) return null;
        if (double.IsNaN(serial) || serial < 0 || serial >= (from1904 ? LastSerial1904 : LastSerial1900) + 1) return null;

        var whole = (int)Math.Floor(serial);
        if (from1904) return Epochs[1].PlusDays(whole);
        if (whole is 0 or DayThatNeverWas) return null;

        // Before the day that never was, the count is one behind.
        return Epochs[0].PlusDays(whole < DayThatNeverWas ? whole + 1 : whole);
    }

    /// <summary>Typing errors such as 0221 for 2021 are no days of a permit.</summary>
    static bool IsPlausible(LocalDate day) => day.Year is >= 1900 and <= 2200;
}
