using NodaTime;

namespace Domain.Licensing;

/// <summary>What one yearly notice says about working days; a later edition replaces it and never changes it.</summary>
/// <param name="DaysOff">Every day off named by the notice; may reach into the last days of the year before.</param>
/// <param name="MakeUpWorkdays">Saturdays and Sundays that are worked (调休).</param>
public sealed record CalendarEdition(
    int Year,
    string Edition,
    bool Provisional,
    IReadOnlyList<LocalDate> DaysOff,
    IReadOnlyList<LocalDate> MakeUpWorkdays,
    string Source);

/// <summary>Why a day is worked or not.</summary>
public enum DayKind
{
    Workday = 1,
    MakeUpWorkday = 2,
    Weekend = 3,
    Holiday = 4,
}

/// <summary>The working days (工作日) of mainland China, as published year by year and no further.</summary>
/// <remarks>CAL-1: closed days are listed, never computed; beyond the editions there is no answer rather than a guess.</remarks>
public sealed class WorkCalendar
{
    readonly Dictionary<int, CalendarEdition> byYear;
    readonly Dictionary<LocalDate, CalendarEdition> off = [];
    readonly Dictionary<LocalDate, CalendarEdition> madeUp = [];

    /// <param name="editions">At most one edition for each year: the newest.</param>
    public WorkCalendar(IEnumerable<CalendarEdition> editions)
    {
        byYear = editions.ToDictionary(edition => edition.Year);
        foreach (var edition in byYear.Values.OrderBy(edition => edition.Year))
        {
            foreach (var day in edition.DaysOff) off[day] = edition;
            foreach (var day in edition.MakeUpWorkdays) madeUp[day] = edition;
        }
    }

    /// <summary>Legal days begin and end at midnight in Suzhou.</summary>
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    public static LocalDate DayOf(Instant moment) => moment.InZone(Zone).Date;

    public static Instant StartOf(LocalDate day) => Zone.AtStartOfDay(day).ToInstant();

    /// <summary>The first instant at which a last day has passed.</summary>
    public static Instant EndOf(LocalDate day) => StartOf(day.PlusDays(1));

    public IReadOnlyCollection<CalendarEdition> Editions => byYear.Values;

    public bool Covers(LocalDate day) => byYear.ContainsKey(day.Year);

    /// <summary>CAL-2: a make-up day is worked; a listed day off and a weekend are not; any other day is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No edition covers the year; ask <see cref="Covers"/> first.</exception>
    public DayKind KindOf(LocalDate day)
    {
        if (!Covers(day)) throw new ArgumentOutOfRangeException(nameof(day), day, "No calendar edition covers this year.");

        if (madeUp.ContainsKey(day)) return DayKind.MakeUpWorkday;
        if (off.ContainsKey(day)) return DayKind.Holiday;

        return day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? DayKind.Weekend : DayKind.Workday;
    }

    public bool IsWorkday(LocalDate day) => KindOf(day) is DayKind.Workday or DayKind.MakeUpWorkday;

    /// <summary>The day itself if it is worked, else the next that is; null where the editions end first.</summary>
    public LocalDate? WorkdayOnOrAfter(LocalDate day)
    {
        // Bounded: the editions end.
        while (Covers(day))
        {
            if (IsWorkday(day)) return day;
            day = day.PlusDays(1);
        }

        return null;
    }

    /// <summary>The n-th working day after a day; null where the editions end first.</summary>
    public LocalDate? PlusWorkdays(LocalDate day, int workdays)
    {
        LocalDate? last = day;
        for (var counted = 0; counted < workdays && last is { } before; counted++) last = WorkdayOnOrAfter(before.PlusDays(1));
        return last;
    }

    /// <summary>CAL-4: the editions that say anything about the days of a span, both ends included, in order.</summary>
    public IReadOnlyList<CalendarEdition> EditionsTouched(LocalDate first, LocalDate last)
    {
        var touched = new SortedDictionary<int, CalendarEdition>();
        for (var day = first; day <= last; day = day.PlusDays(1))
        {
            if (byYear.TryGetValue(day.Year, out var own)) touched[own.Year] = own;
            if (off.TryGetValue(day, out var listed)) touched[listed.Year] = listed;
            if (madeUp.TryGetValue(day, out var worked)) touched[worked.Year] = worked;
        }

        return [.. touched.Values];
    }
}
