using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Domain.Licensing;

/// <summary>The editions that come with the installation: holidays.json, typed from the State Council's notices.</summary>
/// <remarks>They are published into the calendar streams at start-up; from then on the log is what counts.</remarks>
public static class BuiltInCalendars
{
    public static IReadOnlyList<CalendarEdition> Editions { get; } = Load();

    static List<CalendarEdition> Load()
    {
        using var stream = typeof(BuiltInCalendars).Assembly.GetManifestResourceStream("Domain.Licensing.holidays.json")
            ?? throw new InvalidOperationException("holidays.json is not embedded.");
        using var document = JsonDocument.Parse(stream);

        return [.. document.RootElement.EnumerateObject().Select(Read).OrderBy(edition => edition.Year)];
    }

    static CalendarEdition Read(JsonProperty year)
    {
        var holidays = year.Value.GetProperty("holidays").EnumerateArray().ToList();
        return new CalendarEdition(
            int.Parse(year.Name, System.Globalization.CultureInfo.InvariantCulture),
            year.Value.GetProperty("edition").GetString()!,
            year.Value.GetProperty("provisional").GetBoolean(),
            DaysOf(holidays, "daysOff"),
            DaysOf(holidays, "makeUpWorkdays"),
            year.Value.GetProperty("source").GetString()!);
    }

    static List<LocalDate> DaysOf(IEnumerable<JsonElement> holidays, string list) =>
        [.. holidays.SelectMany(holiday => holiday.GetProperty(list).EnumerateArray())
            .Select(day => LocalDatePattern.Iso.Parse(day.GetString()!).Value)];
}
