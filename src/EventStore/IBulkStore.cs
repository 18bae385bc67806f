namespace EventStore;

/// <summary>Very many new streams in one transaction: all of them, or none (ADR 0021).</summary>
public interface IBulkStore
{
    /// <summary>Writes what the chunks bring, then asks for the decision and commits. One at a time in the whole database.</summary>
    /// <exception cref="BulkBusyException">Another one is running, or the log would have been held too long.</exception>
    /// <exception cref="BulkTakenException">A stream or a guard of the chunks is taken; nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">The connection died during COMMIT; ask again.</exception>
    Task<WriteResult> WriteAsync<TState>(BulkWrite<TState> write, CancellationToken cancellation);

    /// <summary>Who holds these guards; those that nobody holds are left out.</summary>
    Task<IReadOnlyDictionary<string, string>> FindHoldersAsync(
        string guard, IReadOnlyCollection<string> keys, CancellationToken cancellation);

    /// <summary>Which of these streams exist.</summary>
    Task<IReadOnlySet<string>> FindStreamsAsync(IReadOnlyCollection<string> streams, CancellationToken cancellation);
}

/// <summary>One command that opens very many streams, and the stream that says so.</summary>
public sealed class BulkWrite<TState>
{
    public required CommandId Command { get; init; }

    /// <summary>The stream on which the decision is made; its events come after all others.</summary>
    public required string Stream { get; init; }

    public required string StreamType { get; init; }

    public required TState Initial { get; init; }

    public required Func<TState, object, TState> Evolve { get; init; }

    /// <summary>Asked last, when everything is staged and the stream is locked; may append to this stream alone.</summary>
    public required Func<TState, DecisionContext, Decision> Decide { get; init; }

    /// <summary>How many values each counter gives; the chunks get the first of each under "name/key".</summary>
    public IReadOnlyDictionary<Guard.Counter, int> Counters { get; init; } = new Dictionary<Guard.Counter, int>();

    public required Func<IReadOnlyDictionary<string, long>, IAsyncEnumerable<BulkChunk>> Chunks { get; init; }

    public required EventMetadata Metadata { get; init; }

    /// <summary>How long others may have to wait for the log; beyond it nothing is written.</summary>
    public TimeSpan LongestHold { get; init; } = TimeSpan.FromSeconds(25);
}

/// <param name="Streams">New ones; each with its first events.</param>
/// <param name="Claims">Free ones, or the whole write fails.</param>
public sealed record BulkChunk(
    IReadOnlyList<StreamAppend> Streams, IReadOnlyList<Guard.Unique> Claims, IReadOnlyList<CompanionRow> Companions);

/// <summary>Not now: another bulk write is under way, or the log is too busy.</summary>
public sealed class BulkBusyException() : Exception("A bulk write cannot run now.");

/// <summary>Something was taken between looking and writing; look again.</summary>
public sealed class BulkTakenException(string what, Exception? inner = null) : Exception($"A {what} of the bulk write is taken.", inner);
