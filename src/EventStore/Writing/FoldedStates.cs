namespace EventStore.Writing;

/// <summary>A state and the event it was folded up to.</summary>
readonly record struct FoldedState(object? State, long Version, Guid LastEvent);

/// <summary>The states of long streams as this node last saw them, so that a hot stream is not read from its first event
/// for every batch.</summary>
/// <remarks>
/// An entry is used only where the log, read under the stream's lock, still has the entry's last event at the entry's
/// version: events never change, so everything before it is what was folded. Bounded by the number of streams; the one
/// unused for longest goes first. Thread-safe.
/// </remarks>
sealed class FoldedStates(int streams, int longFrom)
{
    /// <summary>Deciders of one stream; a stream has one or two.</summary>
    const int KindsOfAStream = 4;

    readonly Lock gate = new();
    readonly Dictionary<string, LinkedListNode<Entry>> entries = [];
    readonly LinkedList<Entry> byUse = [];

    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    public IReadOnlyDictionary<FoldKind, FoldedState> Of(string stream)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(stream, out var node)) return HistoryWanted.NothingKnown;
            Touch(node);
            return node.Value.Kinds;
        }
    }

    /// <summary>Called once the batch is durable, or has left nothing behind.</summary>
    public void Keep(StreamState state)
    {
        if (streams == 0 || state.Version < longFrom) return;

        Dictionary<FoldKind, FoldedState> kinds;
        try
        {
            kinds = state.Folded();
        }
        catch (Exception)
        {
            // The last events do not fold; whoever decides next on this stream is told. The batch itself is durable.
            Forget(state.Stream);
            return;
        }

        if (kinds.Count == 0) return;

        lock (gate)
        {
            if (entries.TryGetValue(state.Stream, out var node))
            {
                foreach (var (kind, folded) in node.Value.Kinds)
                {
                    if (kinds.Count < KindsOfAStream) kinds.TryAdd(kind, folded);
                }

                node.Value = new Entry(state.Stream, kinds);
                Touch(node);
                return;
            }

            entries.Add(state.Stream, byUse.AddFirst(new Entry(state.Stream, kinds)));
            if (entries.Count <= streams) return;

            entries.Remove(byUse.Last!.Value.Stream);
            byUse.RemoveLast();
        }
    }

    public void Forget(string stream)
    {
        lock (gate)
        {
            if (entries.Remove(stream, out var node)) byUse.Remove(node);
        }
    }

    void Touch(LinkedListNode<Entry> node)
    {
        byUse.Remove(node);
        byUse.AddFirst(node);
    }

    sealed record Entry(string Stream, IReadOnlyDictionary<FoldKind, FoldedState> Kinds);
}
