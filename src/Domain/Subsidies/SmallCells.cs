namespace Domain.Subsidies;

/// <summary>RPT-2: figures of few people are not published, and not left to be computed from the others.</summary>
public static class SmallCells
{
    /// <summary>The smallest number that is shown.</summary>
    public const int Least = 10;

    /// <summary>Whether a figure is of somebody, and of too few.</summary>
    public static bool IsFew(long people) => people is > 0 and < Least;

    /// <summary>The figure, or null where it is of too few.</summary>
    public static long? Shown(long people) => IsFew(people) ? null : people;

    /// <summary>What of the counts of one table may be shown, in their order; null where it may not.</summary>
    public static IReadOnlyList<long?> Shown(IReadOnlyList<long> counts) => Shown(counts, counts);

    /// <param name="people">How many persons stand behind each count: one may have many vouchers.</param>
    /// <param name="hidesTotal">True where the total must not be computed either, because elsewhere it stands beside all but a few.</param>
    /// <remarks>
    /// With a total beside it, a single hidden cell is the total less the rest. So others follow, the smallest first, until at least two
    /// are hidden and come to <see cref="Least"/> together. A second total in another unit (fen) must not stand beside such a table: two
    /// equations give two cells.
    /// </remarks>
    public static IReadOnlyList<long?> Shown(IReadOnlyList<long> counts, IReadOnlyList<long> people, bool hidesTotal = false)
    {
        var hidden = Enumerable.Range(0, counts.Count).Where(at => IsFew(people[at])).ToHashSet();
        if (hidden.Count > 0 || hidesTotal)
        {
            foreach (var at in Enumerable.Range(0, counts.Count).Where(at => counts[at] > 0).OrderBy(at => people[at]).ThenBy(at => at))
            {
                if (hidden.Count > 1 && hidden.Sum(known => people[known]) >= Least) break;
                hidden.Add(at);
            }
        }

        return [.. Enumerable.Range(0, counts.Count).Select(at => hidden.Contains(at) ? (long?)null : counts[at])];
    }
}
