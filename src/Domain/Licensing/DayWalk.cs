using NodaTime;
using NodaTime.Text;

namespace Domain.Licensing;

/// <summary>One count in progress: where it stands, and the lines that say how it came there.</summary>
sealed class DayWalk(LocalDate start, WorkCalendar calendar, IReadOnlyList<DeadlinePause> pauses)
{
    readonly List<string> lines = [];
    Segment? open;
    int counted;
    LocalDate? consultedFrom;
    LocalDate? consultedTo;

    public LocalDate Day { get; private set; } = start;

    public IReadOnlyList<string> Lines => lines;

    /// <summary>Editions the count depended on; none where no working day was asked for.</summary>
    public IReadOnlyList<CalendarEdition> EditionsTouched =>
        consultedFrom is { } first && consultedTo is { } last ? calendar.EditionsTouched(first, last) : [];

    public void Note(string line)
    {
        Flush();
        lines.Add(line);
    }

    /// <summary>Goes on until as many days have counted; false where the calendar ends first.</summary>
    public bool TryWalk(int length, TimeUnit unit)
    {
        // Bounded: pauses are finite spans, and the calendar's editions end.
        for (var done = 0; done < length;)
        {
            Day = Day.PlusDays(1);
            if (unit == TimeUnit.WorkingDays && !TryConsult()) return false;

            var (counts, label) = Judge(unit);
            if (counts) done++;
            Append(counts, label);
        }

        Flush();
        return true;
    }

    /// <summary>On from a closed day to the next working day; false where the calendar ends first.</summary>
    public bool TryMoveToWorkday()
    {
        if (!TryConsult()) return false;
        while (!calendar.IsWorkday(Day))
        {
            Note($"closed last day: {Name(Day)}, on to the next day");
            Day = Day.PlusDays(1);
            if (!TryConsult()) return false;
        }

        return true;
    }

    public static string Name(LocalDate day) => $"{LocalDatePattern.Iso.Format(day)} {day.DayOfWeek.ToString()[..3]}";

    bool TryConsult()
    {
        if (!calendar.Covers(Day)) return false;

        consultedFrom ??= Day;
        consultedTo = Day;
        return true;
    }

    (bool Counts, string Label) Judge(TimeUnit unit)
    {
        if (pauses.FirstOrDefault(pause => pause.FirstDay <= Day && Day <= pause.LastDay) is { } paused)
            return (false, $"paused for {paused.Reason}, {paused.Basis}");
        if (unit == TimeUnit.CalendarDays) return (true, "");

        return calendar.KindOf(Day) switch
        {
            DayKind.Workday => (true, ""),
            DayKind.MakeUpWorkday => (true, "make-up workday"),
            DayKind.Weekend => (false, "weekend"),
            _ => (false, "holiday"),
        };
    }

    void Append(bool counts, string label)
    {
        if (counts) counted++;
        if (open is { } segment && segment.Counts == counts && segment.Label == label)
        {
            open = segment with { Last = Day, LastNumber = counted };
            return;
        }

        Flush();
        open = new Segment(counts, label, Day, Day, counted, counted);
    }

    void Flush()
    {
        if (open is not { } segment) return;

        var span = segment.First == segment.Last ? Name(segment.First) : $"{Name(segment.First)} to {Name(segment.Last)}";
        var number = segment.FirstNumber == segment.LastNumber
            ? $"day {segment.FirstNumber}"
            : $"days {segment.FirstNumber} to {segment.LastNumber}";
        var label = segment.Label.Length == 0 ? "" : $" ({segment.Label})";
        lines.Add($"{(segment.Counts ? number : "not counted")}: {span}{label}");
        open = null;
    }

    sealed record Segment(bool Counts, string Label, LocalDate First, LocalDate Last, int FirstNumber, int LastNumber);
}
