namespace EventStore.Writing;

/// <summary>A checked write without its state type, so that a writer can repeat or gather any of them.</summary>
sealed class PreparedWrite
{
    PreparedWrite(
        CommandId command, StreamDeclaration primary, IReadOnlyList<StreamDeclaration> streams, EventMetadata metadata,
        Func<IReadOnlyList<StoredEvent>, DecisionContext, Decision> decide)
    {
        Command = command;
        Primary = primary;
        Streams = streams;
        Metadata = metadata;
        Decide = decide;
    }

    public CommandId Command { get; }

    public StreamDeclaration Primary { get; }

    /// <summary>The primary stream and the others, each once.</summary>
    public IReadOnlyList<StreamDeclaration> Streams { get; }

    public EventMetadata Metadata { get; }

    /// <summary>From the history of the primary stream to the decision; pure, may be called again.</summary>
    public Func<IReadOnlyList<StoredEvent>, DecisionContext, Decision> Decide { get; }

    public long? ExpectedVersion { get; private init; }

    public IReadOnlyList<Guard.Unique> Claims { get; private init; } = [];

    public IReadOnlyList<Guard.Counter> Counters { get; private init; } = [];

    public IReadOnlyList<CompanionRow> Companions { get; private init; } = [];

    /// <exception cref="NotStorableException">A key or a metadata text cannot be kept.</exception>
    public static PreparedWrite From<TState>(Write<TState> write)
    {
        StreamDeclaration primary = new(write.Stream, write.StreamType);
        var prepared = new PreparedWrite(
            write.Command,
            primary,
            [.. write.AlsoStreams.Prepend(primary).DistinctBy(declared => declared.Stream)],
            write.Metadata,
            (history, context) => write.Decide(Fold(write, history), context))
        {
            ExpectedVersion = write.ExpectedVersion,
            Claims = [.. write.Guards.OfType<Guard.Unique>().Distinct()],
            Counters = [.. write.Guards.OfType<Guard.Counter>().Distinct()],
            Companions = write.Companions,
        };
        prepared.Check();
        return prepared;
    }

    static TState Fold<TState>(Write<TState> write, IReadOnlyList<StoredEvent> history) =>
        history.Aggregate(write.Initial, (state, stored) => write.Evolve(
            state,
            stored.Data ?? throw new InvalidOperationException(
                $"Event {stored.Sequence} has the alias {stored.Type}, which this version does not know: "
                + "it must not decide here.")));

    void Check()
    {
        StorableText.RequireKey("The caller", Command.Caller);
        StorableText.RequireKey("The idempotency key", Command.Key);
        foreach (var stream in Streams) CheckStream(stream.Stream, stream.StreamType);
        foreach (var guard in Claims) CheckGuard(guard, guard.Owner);
        foreach (var guard in Counters) CheckGuard(guard, null);
        if (Claims.GroupBy(claim => (claim.Name, claim.Key)).Any(claims => claims.Count() > 1))
            throw new ArgumentException("One write claims the same guard for two owners.");

        StorableText.Require("The user name", Metadata.UserName);
        StorableText.Require("The correlation id", Metadata.CorrelationId);
        StorableText.Require("The causation id", Metadata.CausationId);
        foreach (var (name, value) in Metadata.Headers)
        {
            StorableText.Require("A header name", name);
            StorableText.Require("A header", value);
        }
    }

    internal static void CheckStream(string stream, string type)
    {
        StorableText.RequireKey("A stream id", stream);
        StorableText.RequireKey("A stream type", type);
    }

    static void CheckGuard(Guard guard, string? owner)
    {
        StorableText.RequireKey("A guard's name", guard.Name);
        StorableText.RequireKey("A guard's key", guard.Key);
        StorableText.Require("A guard's owner", owner);
    }
}
