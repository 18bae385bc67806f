using NodaTime;

namespace Domain.Licensing;

/// <summary>Counts limits into deadlines and says, line by line, how.</summary>
/// <remarks>The only place that counts: an event stores what comes out, and nothing that reads events counts again.</remarks>
public static class DeadlineCalculator
{
    /// <summary>The deadline of a limit that starts on a day; null where the calendar does not reach far enough.</summary>
    /// <param name="start">Day of the start fact; not counted, the next day is day one (LIC-15).</param>
    /// <param name="pauses">Spans that do not count (LIC-12); a day in two of them is left out once.</param>
    public static Deadline? Count(
        Limit limit,
        LocalDate start,
        WorkCalendar calendar,
        IReadOnlyList<DeadlinePause>? pauses = null,
        IReadOnlyList<DeadlineExtension>? extensions = null)
    {
        pauses ??= [];
        extensions ??= [];
        var walk = new DayWalk(start, calendar, pauses);
        walk.Note($"{limit.Rule}, {limit.Basis}: {limit.Length} {Name(limit.Unit)}");
        walk.Note($"start: {Name(limit.Start)} on {DayWalk.Name(start)}, not counted");
        if (!walk.TryWalk(limit.Length, limit.Unit)) return null;

        foreach (var extension in extensions)
        {
            walk.Note($"extension: {extension.Length} {Name(extension.Unit)}, approved on "
                + $"{DayWalk.Name(extension.ApprovedOn)}, {extension.Basis}");
            if (!walk.TryWalk(extension.Length, extension.Unit)) return null;
        }

        if (limit is { Unit: TimeUnit.CalendarDays, ClosedLastDayMoves: true } && !walk.TryMoveToWorkday()) return null;

        walk.Note($"last day: {DayWalk.Name(walk.Day)}, in full");
        var editions = walk.EditionsTouched;
        return new Deadline(
            limit.Kind, limit.Rule, limit.Basis, limit.Length, limit.Unit, Name(limit.Start), start, pauses, extensions,
            walk.Day, limit.Silence, [.. editions.Select(edition => edition.Edition)],
            editions.Any(edition => edition.Provisional), walk.Lines);
    }

    /// <summary>The same deadline under another calendar; null where the calendar does not reach far enough.</summary>
    public static Deadline? Recount(Deadline deadline, Limit limit, WorkCalendar calendar) =>
        Count(limit, deadline.Start, calendar, deadline.Pauses, deadline.Extensions);

    /// <summary>LIC-13: a promised limit never ends later than the statutory one.</summary>
    public static Deadline CutAt(Deadline promised, Deadline statutory) =>
        promised.LastDay <= statutory.LastDay
            ? promised
            : promised with
            {
                LastDay = statutory.LastDay,
                CalendarEditions = statutory.CalendarEditions,
                Provisional = statutory.Provisional,
                Derivation = [.. promised.Derivation, $"cut at the statutory last day: {DayWalk.Name(statutory.LastDay)}"],
            };

    static string Name(TimeUnit unit) => unit == TimeUnit.WorkingDays ? "working days" : "calendar days";

    static string Name(LimitStart start) => start switch
    {
        LimitStart.Receipt => "receipt",
        LimitStart.Acceptance => "acceptance",
        LimitStart.NoticeServed => "notice-served",
        LimitStart.Decision => "decision",
        LimitStart.Request => "request",
        LimitStart.Rating => "rating",
        LimitStart.CallBack => "call-back",
        _ => throw new ArgumentOutOfRangeException(nameof(start), start, null),
    };
}
