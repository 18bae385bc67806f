namespace Domain.Subsidies;

/// <summary>RPT-2: figures of few people are not published, and not left to be computed from the others.</summary>
public static class SmallCells
{
    /// <summary>The smallest number that is shown.</summary>
    public const int Least = 10;

    /// <summary>What of the counts of one table may be shown, in their order; null where it may not.</summary>
    /// <remarks>
    /// With a total beside it, a single hidden cell is the total less the rest. So others follow, the smallest first, until at least two
    /// are hidden and come to <see cref="Least"/> together.
    /// </remarks>
    public static IReadOnlyList<long?> Shown(IReadOnlyList<long> counts)
    {
        var hidden = Enumerable.Range(0, counts.Count).Where(at => counts[at] is > 0 and < Least).ToHashSet();
        if (hidden.Count > 0)
        {
            foreach (var at in Enumerable.Range(0, counts.Count).Where(at => counts[at] > 0).OrderBy(at => counts[at]).ThenBy(at => at))
            {
                if (hidden.Count > 1 && hidden.Sum(known => counts[known]) >= Least) break;
                hidden.Add(at);
            }
        }

        return [.. Enumerable.Range(0, counts.Count).Select(at => hidden.Contains(at) ? (long?)null : counts[at])];
    }
}
