namespace EventStore.Writing;

/// <summary>A checked write without its state type, so that a writer can repeat it and gather it with others.</summary>
sealed class PreparedWrite
{
    PreparedWrite(
        CommandId command, StreamDeclaration primary, IReadOnlyList<StreamDeclaration> streams, EventMetadata metadata,
        StateFold fold, Func<object?, DecisionContext, Decision> decide)
    {
        Command = command;
        Primary = primary;
        Streams = streams;
        Metadata = metadata;
        Fold = fold;
        Decide = decide;
        AlsoRead = [.. streams.Where(stream => stream.Read && stream != primary).Select(stream => stream.Stream)];
    }

    public CommandId Command { get; }

    public StreamDeclaration Primary { get; }

    /// <summary>The primary stream and the others, each once.</summary>
    public IReadOnlyList<StreamDeclaration> Streams { get; }

    public EventMetadata Metadata { get; }

    /// <summary>What its transaction holds to its end and others may want: streams and counters.</summary>
    public string[] Locks { get; private set; } = [];

    /// <summary>Streams beside the primary one whose events the decision rests on.</summary>
    public string[] AlsoRead { get; }

    public StateFold Fold { get; }

    /// <summary>From the state of the primary stream to the decision; pure, may be called again.</summary>
    public Func<object?, DecisionContext, Decision> Decide { get; }

    public long? ExpectedVersion { get; private init; }

    public IReadOnlyList<Guard.Unique> Claims { get; private init; } = [];

    public IReadOnlyList<Guard.Counter> Counters { get; private init; } = [];

    public IReadOnlyList<Guard.Tally> Tallies { get; private init; } = [];

    /// <summary>The rows of counters and tallies, which are of one kind: a name, a key, a value.</summary>
    public IEnumerable<Guard> Counted => [.. Counters, .. Tallies];

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
            StateFold.Of(write),
            (state, context) => write.Decide((TState)state!, context))
        {
            ExpectedVersion = write.ExpectedVersion,
            Claims = [.. write.Guards.OfType<Guard.Unique>().Distinct()],
            Counters = [.. write.Guards.OfType<Guard.Counter>().Distinct()],
            Tallies = [.. write.Guards.OfType<Guard.Tally>().Distinct()],
            Companions = write.Companions,
        };
        prepared.Check();
        prepared.Locks =
        [
            .. prepared.Streams.Select(stream => stream.Stream),
            .. prepared.Counted.Select(counter => $"\0{counter.Name}/{counter.Key}"),
        ];
        return prepared;
    }

    void Check()
    {
        StorableText.RequireKey("The caller", Command.Caller);
        StorableText.RequireKey("The idempotency key", Command.Key);
        foreach (var stream in Streams) CheckStream(stream.Stream, stream.StreamType);
        foreach (var guard in Claims) CheckGuard(guard, guard.Owner);
        foreach (var guard in Counted) CheckGuard(guard, null);
        if (Claims.GroupBy(claim => (claim.Name, claim.Key)).Any(claims => claims.Count() > 1))
            throw new ArgumentException("One write claims the same guard for two owners.");
        if (Counters.Any(counter => Tallies.Contains(new Guard.Tally(counter.Name, counter.Key))))
            throw new ArgumentException("One write uses the same row as a counter and as a tally.");

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
