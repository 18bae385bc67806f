namespace EventStore.Writing;

/// <summary>How much of a stream a batch has to read.</summary>
/// <param name="Since">The first version; the last event of the oldest known state is read again, to see that it is the same.</param>
/// <param name="Known">States that save the reading of what lies before them.</param>
sealed record HistoryWanted(string Stream, long Since, IReadOnlyDictionary<FoldKind, FoldedState> Known)
{
    public static IReadOnlyDictionary<FoldKind, FoldedState> NothingKnown { get; } = new Dictionary<FoldKind, FoldedState>();

    public static HistoryWanted Whole(string stream) => new(stream, 0, NothingKnown);

    public static IReadOnlyDictionary<string, HistoryWanted> Of(IReadOnlyList<PreparedWrite> writes, FoldedStates folded)
    {
        var wanted = writes.SelectMany(write => write.AlsoRead).Distinct().ToDictionary(stream => stream, Whole);
        foreach (var writesOf in writes.GroupBy(write => write.Primary.Stream).Where(group => !wanted.ContainsKey(group.Key)))
            wanted.Add(writesOf.Key, After(writesOf.Key, writesOf.Select(write => write.Fold.Kind).ToHashSet(), folded.Of(writesOf.Key)));
        return wanted;
    }

    static HistoryWanted After(string stream, HashSet<FoldKind> kinds, IReadOnlyDictionary<FoldKind, FoldedState> known)
    {
        if (known.Count == 0 || !kinds.All(known.ContainsKey)) return Whole(stream);

        var used = kinds.ToDictionary(kind => kind, kind => known[kind]);
        return new HistoryWanted(stream, used.Values.Min(state => state.Version), used);
    }
}
