using Domain.Licensing;
using NodaTime;

namespace Projections.Licensing;

/// <summary>The deadlines of one case in the order they were set. It copies days and never counts any.</summary>
public static class DeadlineBook
{
    /// <summary>Sets deadlines; an open one of the same kind gives way, unless it is the same.</summary>
    public static IReadOnlyList<DeadlineLine> Set(
        this IReadOnlyList<DeadlineLine> lines, IEnumerable<Deadline> deadlines, LocalDate on)
    {
        foreach (var deadline in deadlines)
        {
            if (lines.Any(line => line.State == DeadlineState.Open && IsSame(line.Deadline, deadline))) continue;
            lines = [.. lines.End(DeadlineState.Superseded, on, deadline.Kind), DeadlineLine.Running(deadline)];
        }

        return lines;
    }

    /// <summary>An act was done: each open deadline of the kinds is met, or met late by its own last day.</summary>
    public static IReadOnlyList<DeadlineLine> Meet(
        this IReadOnlyList<DeadlineLine> lines, LocalDate on, params DeadlineKind[] kinds) =>
        lines.Map(kinds, line => line with
        {
            State = line.Deadline.IsMetOn(on) ? DeadlineState.Met : DeadlineState.MetLate,
            EndedOn = on,
        });

    /// <summary>Open deadlines of the kinds end without an act; of all kinds if none is named.</summary>
    public static IReadOnlyList<DeadlineLine> End(
        this IReadOnlyList<DeadlineLine> lines, DeadlineState state, LocalDate on, params DeadlineKind[] kinds) =>
        lines.Map(kinds, line => line with { State = state, EndedOn = on });

    public static IEnumerable<Deadline> Open(this IEnumerable<DeadlineLine> lines) =>
        lines.Where(line => line.State == DeadlineState.Open).Select(line => line.Deadline);

    static IReadOnlyList<DeadlineLine> Map(
        this IReadOnlyList<DeadlineLine> lines, DeadlineKind[] kinds, Func<DeadlineLine, DeadlineLine> ended) =>
        [.. lines.Select(line =>
            line.State == DeadlineState.Open && (kinds.Length == 0 || kinds.Contains(line.Deadline.Kind))
                ? ended(line)
                : line)];

    // Lists inside a record compare by reference, so the days and the derivation are compared one by one.
    static bool IsSame(Deadline one, Deadline other) =>
        one.Kind == other.Kind && one.IsCountedAlike(other) && one.Start == other.Start && one.Rule == other.Rule
        && one.Derivation.SequenceEqual(other.Derivation);
}
