using NodaTime;

namespace EventStore.Writing;

/// <summary>A locked stream while a batch decides: what stands in the log, and what the batch has added so far.</summary>
sealed class StreamState(string stream, long version, bool isArchived)
{
    readonly long found = version;
    readonly List<object> added = [];
    readonly Dictionary<FoldKind, (StateFold Fold, object? State, int Folded)> states = [];
    Guid? lastAdded;
    IReadOnlyList<object>? events;

    public string Stream => stream;

    public bool IsArchived => isArchived;

    /// <summary>With the events that the batch has added.</summary>
    public long Version { get; private set; } = version;

    /// <summary>Null while the stream has no event.</summary>
    public Instant? LastEventAt { get; private set; }

    /// <summary>True for a stream that was not there when the batch looked, and that nothing keeps others from opening.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>Opened for this batch, which had no event for it.</summary>
    public bool IsUnused => Version == 0 && !IsAbsent;

    /// <summary>The stream's events, if it is one that somebody decides on; without those of the batch, and only from the
    /// oldest of <see cref="Known"/> on where every decision can start from one of these.</summary>
    public IReadOnlyList<PastEvent> History { get; private set; } = [];

    /// <summary>States that this node folded before.</summary>
    public IReadOnlyDictionary<FoldKind, FoldedState> Known { get; init; } = HistoryWanted.NothingKnown;

    /// <summary>False if the log has another event where a known state ends, or none: then it is another log.</summary>
    public bool IsWhatWasKnown =>
        Known.Values.All(known => History.Any(stored => stored.Version == known.Version && stored.Id == known.LastEvent));

    /// <summary>The same before anything was decided, to be read from its first event.</summary>
    public StreamState WithNothingKnown() => new(stream, found, isArchived) { IsAbsent = IsAbsent };

    /// <summary>Takes what was read of the stream before anything is decided.</summary>
    public void Read(IReadOnlyList<PastEvent> history)
    {
        History = history;
        if (history is [.., var last] && last.Version == found) LastEventAt = last.Timestamp;
    }

    /// <summary>For a stream of which no events were read.</summary>
    public void LastWas(Instant moment) => LastEventAt = moment;

    /// <summary>Each decision sees what its predecessors in the batch have added; an event is folded once per kind.</summary>
    public object? StateFor(StateFold fold)
    {
        var (state, folded) = states.TryGetValue(fold.Kind, out var here) ? (here.State, here.Folded) : (Past(fold), 0);
        for (; folded < added.Count; folded++) state = fold.Evolve(state, added[folded]);
        states[fold.Kind] = (fold, state, folded);
        return state;
    }

    /// <summary>All events, with those that the batch has added; the whole history must have been read.</summary>
    public IReadOnlyList<object> Events
    {
        get
        {
            if (events is null || events.Count != History.Count + added.Count) events = [.. History.Select(DataOf), .. added];
            return events;
        }
    }

    /// <returns>The event's id, version and moment: no event of a stream stands before its predecessor.</returns>
    public (Guid Id, long Version, Instant At) Add(object @event, Instant now)
    {
        var id = Guid.NewGuid();
        added.Add(@event);
        lastAdded = id;
        Version++;
        LastEventAt = LastEventAt is { } previous && previous > now ? previous : now;
        return (id, Version, LastEventAt.Value);
    }

    /// <summary>The states that later batches may start from, each folded to the stream's last event.</summary>
    public Dictionary<FoldKind, FoldedState> Folded()
    {
        var kept = new Dictionary<FoldKind, FoldedState>();
        if (LastEvent() is not { } last) return kept;

        foreach (var (kind, (fold, _, _)) in states.Where(state => state.Key.Lasts).ToList())
            kept.Add(kind, new FoldedState(StateFor(fold), Version, last));
        return kept;
    }

    /// <summary>Null where the stream's last event was not read: then nothing could be checked later.</summary>
    Guid? LastEvent() => lastAdded ?? (History is [.., var last] && last.Version == found ? last.Id : null);

    object? Past(StateFold fold)
    {
        var from = Known.TryGetValue(fold.Kind, out var known) ? known : new FoldedState(fold.Initial, 0, default);
        return History.Where(stored => stored.Version > from.Version)
            .Aggregate(from.State, (state, stored) => fold.Evolve(state, DataOf(stored)));
    }

    static object DataOf(PastEvent stored) => stored.Data ?? throw new UnknownEventException(stored.Sequence, stored.Type);
}
