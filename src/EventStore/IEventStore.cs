using System.Text;
using EventStore.Writing;
using NodaTime;

namespace EventStore;

/// <summary>The log: one verb to write, and reads that can go back in time.</summary>
public interface IEventStore
{
    /// <summary>Loads the stream, lets the caller decide, appends; in one transaction, once per command id.</summary>
    /// <exception cref="OutcomeUnknownException">The connection died during COMMIT; nobody could be asked.</exception>
    Task<WriteResult> WriteAsync<TState>(Write<TState> write, CancellationToken cancellation);

    /// <summary>Looks up what an earlier command with this id came to; null if none was recorded.</summary>
    Task<RecordedOutcome?> FindOutcomeAsync(string caller, string key, CancellationToken cancellation);

    /// <summary>Who holds a unique guard, for example the case of a project number; null if nobody does.</summary>
    Task<string?> FindHolderAsync(string guard, string key, CancellationToken cancellation);

    /// <summary>The events of a stream in order, up to a version or an instant (both inclusive).</summary>
    Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, StreamLimit limit, CancellationToken cancellation);

    /// <summary>What a stream comes to, up to a version or an instant (both inclusive), where nobody asks who acted.</summary>
    /// <remarks>An event that this version does not know is passed over: what decides something asks through a write.</remarks>
    /// <param name="evolve">Must not change the state it is given.</param>
    /// <returns>The initial state where there is no event.</returns>
    async Task<TState> FoldStreamAsync<TState>(
        string stream, StreamLimit limit, TState initial, Func<TState, object, TState> evolve, CancellationToken cancellation)
    {
        var state = initial;
        foreach (var stored in await ReadStreamAsync(stream, limit, cancellation))
            if (stored.Data is { } known) state = evolve(state, known);
        return state;
    }

    /// <summary>Final events after a position, in order; never skips one that becomes visible later.</summary>
    Task<LogPage> ReadLogAsync(long after, int limit, CancellationToken cancellation);

    /// <summary>The highest position up to which the log is final.</summary>
    Task<long> HorizonAsync(CancellationToken cancellation);
}

/// <summary>Who asks, and under which key; the same key with another digest is refused for ever.</summary>
/// <param name="Caller">Application or person, for example app:portal or person:….</param>
/// <param name="Digest">SM3 of method, path and body: 32 bytes.</param>
public sealed record CommandId(string Caller, string Key, byte[] Digest)
{
    internal (string Caller, string Key) Identity() => (Caller, Key);
}

/// <summary>A write as a function of the state, so that the store can decide again or batch it with others.</summary>
public sealed class Write<TState>
{
    public required CommandId Command { get; init; }

    /// <summary>The stream that is folded and handed to <see cref="Decide"/>.</summary>
    public required string Stream { get; init; }

    /// <summary>Alias written to mt_streams.type, for example sport_permit_case.</summary>
    public required string StreamType { get; init; }

    /// <summary>Further streams the decision may append to or rests on; declared so that locks are taken in one order.</summary>
    /// <remarks>
    /// Not needed for a stream that is new under a key nobody else can have: a number drawn from a counter of this
    /// command (sport-permit/…) or an id made at the edge (refusal/…). Nobody can wait for its row. If it exists, the
    /// write fails.
    /// </remarks>
    public IReadOnlyList<StreamDeclaration> AlsoStreams { get; init; } = [];

    public required TState Initial { get; init; }

    public required Func<TState, object, TState> Evolve { get; init; }

    /// <summary>Pure; may be called more than once, on newer states.</summary>
    public required Func<TState, DecisionContext, Decision> Decide { get; init; }

    /// <summary>The version the caller last saw; null lets the store decide again on the newest state.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>Rows claimed or counted in the same transaction, before Decide is called.</summary>
    public IReadOnlyList<Guard> Guards { get; init; } = [];

    /// <summary>Rows of other schemas that travel with an accepted command: vault texts, file links.</summary>
    public IReadOnlyList<CompanionRow> Companions { get; init; } = [];

    public required EventMetadata Metadata { get; init; }
}

/// <param name="Read">
/// True where the decision rests on this stream too: its history, as it stands under the lock, is in
/// <see cref="DecisionContext.Histories"/>. Nobody can append to it between the decision and the commit.
/// </param>
public sealed record StreamDeclaration(string Stream, string StreamType, bool Read = false);

/// <summary>What the store knows when it asks for a decision.</summary>
/// <param name="Version">Version of the primary stream; 0 if it does not exist.</param>
/// <param name="Counters">Values drawn by <see cref="Guard.Counter"/> and those of each <see cref="Guard.Tally"/>, by name/key.</param>
public sealed record DecisionContext(long Version, IReadOnlyDictionary<string, long> Counters)
{
    /// <summary>The events of the further streams that were declared to be read; none for one that does not exist.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<object>> Histories { get; init; } =
        new Dictionary<string, IReadOnlyList<object>>();

    /// <summary>The state of a further stream, folded once for all decisions of a batch on which it has not moved.</summary>
    internal Func<string, StateFold, object?>? States { get; init; }

    /// <summary>The state of a further stream that was declared to be read.</summary>
    /// <param name="evolve">As <see cref="Write{TState}.Evolve"/>; made by <see cref="Fold"/> where it knows events of one kind.</param>
    /// <exception cref="KeyNotFoundException">The stream was not declared to be read.</exception>
    public TState StateOf<TState>(string stream, TState initial, Func<TState, object, TState> evolve) =>
        States is null
            ? Histories[stream].Aggregate(initial, evolve)
            : (TState)States(stream, StateFold.Of(initial, evolve))!;
}

/// <summary>What the caller decided: events to append, or a refusal, perhaps recorded in a stream of its own.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Appends; with no events the command is recorded as accepted and nothing else is written.</summary>
    public sealed record Accept(IReadOnlyList<StreamAppend> Appends) : Decision
    {
        /// <summary>What the events do to the tallies that the write declares.</summary>
        public IReadOnlyList<TallyMove> Moves { get; init; } = [];
    }

    /// <summary>Nothing of the command stays but its id, the code and <paramref name="Record"/>.</summary>
    public sealed record Refuse(string Code, IReadOnlyList<StreamAppend> Record) : Decision;
}

/// <param name="By">More or less than before.</param>
public sealed record TallyMove(Guard.Tally Tally, long By);

public sealed record StreamAppend(string Stream, string StreamType, IReadOnlyList<object> Events);

/// <summary>Written into the metadata columns of each event.</summary>
/// <param name="Timestamp">Business time; stored no earlier than the previous event of the stream.</param>
public sealed record EventMetadata(
    Instant Timestamp,
    string UserName,
    string CorrelationId,
    string? CausationId,
    IReadOnlyDictionary<string, string> Headers);

/// <summary>A row applied in the same transaction that refuses or informs this command alone.</summary>
public abstract record Guard(string Name, string Key)
{
    /// <summary>Only one owner may ever hold (name, key).</summary>
    public sealed record Unique(string Name, string Key, string Owner) : Guard(Name, Key);

    /// <summary>Adds one and hands the new value to Decide under "name/key"; undone with a refusal.</summary>
    public sealed record Counter(string Name, string Key) : Guard(Name, Key);

    /// <summary>Hands its value to Decide under "name/key", 0 at first; the decision says by how much it moves.</summary>
    /// <remarks>Never below nothing: that is a bug of the decision, and the write fails.</remarks>
    public sealed record Tally(string Name, string Key) : Guard(Name, Key);
}

/// <summary>One row for a table outside the event store; repeats are ignored.</summary>
/// <param name="Table">schema.table, from a list the host registers; anything else is a bug.</param>
public sealed record CompanionRow(string Table, IReadOnlyList<KeyValuePair<string, object?>> Columns);

public abstract record WriteResult
{
    private WriteResult() { }

    /// <param name="Position">Sequence of the last event written; 0 if none was.</param>
    /// <param name="Versions">New version of each stream touched.</param>
    /// <param name="Repeated">True when an earlier copy of the command had already done it.</param>
    public sealed record Committed(long Position, IReadOnlyDictionary<string, long> Versions, bool Repeated)
        : WriteResult;

    public sealed record Refused(string Code, long Position, bool Repeated) : WriteResult;

    /// <summary>The stream moved on (412); nothing was recorded.</summary>
    public sealed record Stale(long Expected, long Actual) : WriteResult;

    /// <summary>A unique guard is held by another owner; nothing was recorded.</summary>
    public sealed record GuardHeld(Guard.Unique Guard, string Holder) : WriteResult;

    /// <summary>The same command id came with another digest (422).</summary>
    public sealed record KeyReused : WriteResult;

    /// <summary>The business clock stands before the stream's last event by more than clock skew (409).</summary>
    public sealed record ClockBehind(Instant LastEventAt) : WriteResult;
}

/// <summary>What is kept of a command for ever.</summary>
/// <param name="RefusalCode">Null when it was accepted.</param>
public sealed record RecordedOutcome(
    byte[] Digest, string? RefusalCode, long Position, IReadOnlyDictionary<string, long> Versions, Instant RecordedAt);

/// <summary>An event as stored; field names follow Marten's IEvent.</summary>
/// <param name="Data">The event, or null where the alias is unknown; <paramref name="Json"/> is always there.</param>
public sealed record StoredEvent(
    long Sequence,
    Guid Id,
    string Stream,
    long Version,
    string Type,
    object? Data,
    string Json,
    Instant Timestamp,
    string? UserName,
    string? CorrelationId,
    string? CausationId,
    IReadOnlyDictionary<string, string> Headers)
{
    /// <remarks>Made of what was read when somebody asks: few who get an event look at its text.</remarks>
    public string Json { get => field ??= Encoding.UTF8.GetString(Utf8!); init; } = Json;

    public string? UserName { get => Told(field); init; } = UserName;

    public string? CorrelationId { get => Told(field); init; } = CorrelationId;

    public string? CausationId { get => Told(field); init; } = CausationId;

    public IReadOnlyDictionary<string, string> Headers { get => Told(field); init; } = Headers;

    /// <summary>Read without who acted, why, and in whose name: whoever asks for that all the same is told so by an exception.</summary>
    internal bool IsBare { get; init; }

    /// <summary>The body as it was read; null where the event was not read from the log.</summary>
    internal byte[]? Utf8 { get; init; }

    /// <summary>Of the body, in bytes.</summary>
    internal int Size => Utf8?.Length ?? Json.Length;

    /// <summary>What a Marten puts in the place of a number it has lost; it carries nothing and may come behind readers.</summary>
    public bool IsTombstone => Stream == TombstoneStream;

    /// <summary>Why there is no <see cref="Data"/> although the alias is known; null where the body could be read.</summary>
    public UnreadableEventException? Unreadable { get; init; }

    internal const string TombstoneStream = "mt_tombstone";

    T Told<T>(T value) =>
        IsBare ? throw new InvalidOperationException($"Event {Sequence} was read without its metadata.") : value;
}

/// <summary>How far a stream is read; both bounds are inclusive.</summary>
public sealed record StreamLimit(long? Version = null, Instant? At = null)
{
    public static StreamLimit None { get; } = new();
}

/// <param name="Horizon">Everything at or below is final; a reader has caught up when its position equals it.</param>
public sealed record LogPage(IReadOnlyList<StoredEvent> Events, long Horizon);

/// <summary>More requests wait than can be answered in time; nothing of this one was recorded, and it may come again.</summary>
public class WriterBusyException(string message, Exception? inner = null) : Exception(message, inner)
{
    public WriterBusyException() : this("Too many writes are waiting; ask again in a second.") { }
}

/// <summary>Another transaction, perhaps a foreign one, holds the log or a row of this write for longer than is waited.</summary>
/// <remarks>Nothing was recorded.</remarks>
public sealed class WriterBlockedException(Exception inner)
    : WriterBusyException("Another transaction holds what this write needs; nothing of it was recorded.", inner);

/// <summary>A decision would rest on an event that this version does not know; it is not taken. Nothing was recorded.</summary>
/// <remarks>A newer version on another node may know it.</remarks>
public sealed class UnknownEventException(long sequence, string alias)
    : Exception($"Event {sequence} has the alias {alias}, which this version does not know: it must not decide here.")
{
    public long Sequence { get; } = sequence;

    public string Alias { get; } = alias;
}

/// <summary>The server took the COMMIT or did not: nobody knows yet. Retry with the same key.</summary>
public sealed class OutcomeUnknownException(Exception inner)
    : Exception("The outcome of the command is not known; retry with the same key.", inner);
