using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Projections.Licensing;

/// <summary>A deadline as it looks on a day: days in its own unit, and whether it is close or past.</summary>
/// <param name="State">running, paused, nearing, breached while open; then met, met-late, lapsed, superseded,
/// ended.</param>
/// <param name="Total">Days of the limit with its extensions of the same unit.</param>
/// <param name="Used">Counted days from day one to today, pauses left out.</param>
/// <param name="Paused">Days of pauses until today.</param>
/// <param name="Left">Counted days after today up to the last day: 0 on the last day itself, -1 on the first counted
/// day after; null where no calendar covers them, or the deadline no longer runs.</param>
public sealed record DeadlineView(
    DeadlineKind Kind,
    string Rule,
    LegalBasis Basis,
    TimeUnit Unit,
    string StartFact,
    LocalDate Start,
    LocalDate Due,
    string State,
    int Total,
    int? Used,
    int? Paused,
    int? Left,
    SilenceOutcome Silence,
    IReadOnlyList<string> CalendarEditions,
    bool Provisional,
    LocalDate? EndedOn,
    IReadOnlyList<string> Derivation);

/// <summary>
/// Counts what is shown of a stored deadline. The last day is copied from the event and never computed here.
/// </summary>
public static class DeadlineDisplay
{
    /// <summary>A limit is nearing from this share of it on, and on its last two days at the latest.</summary>
    const int NearingShare = 5;
    const int NearingDays = 1;

    public static DeadlineView On(DeadlineLine line, WorkCalendar calendar, LocalDate today)
    {
        var deadline = line.Deadline;
        var open = line.State == DeadlineState.Open;
        var day = line.EndedOn ?? today;
        var total = deadline.Length
            + deadline.Extensions.Where(more => more.Unit == deadline.Unit).Sum(more => more.Length);
        var left = open ? Left(deadline, calendar, today) : null;
        return new(
            deadline.Kind, deadline.Rule, deadline.Basis, deadline.Unit, deadline.StartFact, deadline.Start,
            deadline.LastDay, open ? OpenState(deadline, today, left, total) : Ended(line.State), total,
            Count(deadline, calendar, deadline.Start.PlusDays(1), day, paused: false),
            Count(deadline, calendar, deadline.Start.PlusDays(1), day, paused: true),
            left, deadline.Silence, deadline.CalendarEditions, deadline.Provisional, line.EndedOn, deadline.Derivation);
    }

    static string OpenState(Deadline deadline, LocalDate today, int? left, int total) =>
        !deadline.IsMetOn(today) ? "breached"
        : IsPaused(deadline, today) ? "paused"
        : left <= Math.Max(NearingDays, total / NearingShare) ? "nearing"
        : "running";

    static string Ended(DeadlineState state) => state switch
    {
        DeadlineState.Met => "met",
        DeadlineState.MetLate => "met-late",
        DeadlineState.Lapsed => "lapsed",
        DeadlineState.Superseded => "superseded",
        _ => "ended",
    };

    static int? Left(Deadline deadline, WorkCalendar calendar, LocalDate today) =>
        deadline.IsMetOn(today)
            ? Count(deadline, calendar, today.PlusDays(1), deadline.LastDay, paused: false)
            : -Count(deadline, calendar, deadline.LastDay.PlusDays(1), today, paused: false);

    /// <summary>
    /// Days of the span, both ends included, in the deadline's unit; null beyond the published calendar.
    /// </summary>
    static int? Count(Deadline deadline, WorkCalendar calendar, LocalDate first, LocalDate last, bool paused)
    {
        var count = 0;
        for (var day = first; day <= last; day = day.PlusDays(1))
        {
            if (IsPaused(deadline, day) != paused) continue;
            if (deadline.Unit == TimeUnit.CalendarDays) count++;
            else if (!calendar.Covers(day)) return null;
            else if (calendar.IsWorkday(day)) count++;
        }

        return count;
    }

    static bool IsPaused(Deadline deadline, LocalDate day) =>
        deadline.Pauses.Any(pause => pause.FirstDay <= day && day <= pause.LastDay);
}
