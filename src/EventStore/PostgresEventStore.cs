using EventStore.Reading;
using EventStore.Writing;
using Npgsql;

namespace EventStore;

/// <summary>The log in Marten's tables (ADR 0001). Thread-safe; one per node.</summary>
public sealed class PostgresEventStore : IEventStore, ISnapshots
{
    readonly Writer writer;
    readonly LogReader log;
    readonly OutcomeReader outcomes;
    readonly SnapshotReader snapshots;

    /// <param name="writer">Connections of regulation_writer.</param>
    /// <param name="reader">Connections of regulation_reader.</param>
    /// <param name="companionTables">schema.table of every table into which <see cref="CompanionRow"/>s may go.</param>
    public PostgresEventStore(
        NpgsqlDataSource writer, NpgsqlDataSource reader, EventTypes types,
        IEnumerable<string> companionTables, IEnumerable<IUpcaster>? upcasters = null, WriterSettings? settings = null)
    {
        settings ??= new WriterSettings();
        Codec = new EventCodec(types, upcasters ?? [], settings.LargestEvent);
        var companions = new CompanionTables(companionTables);
        var runner = new BatchRunner(writer, Codec, companions, Signal, settings);
        Bulk = new BulkStore(writer, Codec, companions, Signal);
        this.writer = new Writer(runner, settings);
        log = new LogReader(reader, Codec);
        outcomes = new OutcomeReader(writer);
        snapshots = new SnapshotReader(writer, Codec);
    }

    /// <summary>Moves when this node commits; subscribers of the node wait on it.</summary>
    public AppendSignal Signal { get; } = new();

    /// <summary>The last position this node committed; its readers must have seen it to read their writes.</summary>
    public long LastPosition => Signal.Position;

    /// <summary>For what is too large to be one write among others.</summary>
    public IBulkStore Bulk { get; }

    public EventCodec Codec { get; }

    /// <inheritdoc/>
    /// <exception cref="NotStorableException">A text, key or event is out of bounds; nothing was recorded.</exception>
    /// <exception cref="OperationCanceledException">The caller waits no longer; a write that was taken up goes on.</exception>
    /// <exception cref="WriterBusyException">Too many writes wait, or a lock does not come; nothing was recorded.</exception>
    /// <exception cref="UnknownEventException">The decision would rest on an event of an unknown alias; nothing was recorded.</exception>
    public Task<WriteResult> WriteAsync<TState>(Write<TState> write, CancellationToken cancellation) =>
        writer.ExecuteAsync(PreparedWrite.From(write), cancellation).WaitAsync(cancellation);

    public Task<RecordedOutcome?> FindOutcomeAsync(string caller, string key, CancellationToken cancellation) =>
        outcomes.FindAsync(caller, key, cancellation);

    public Task<string?> FindHolderAsync(string guard, string key, CancellationToken cancellation) =>
        outcomes.HolderAsync(guard, key, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        string stream, StreamLimit limit, CancellationToken cancellation) =>
        log.StreamAsync(stream, limit, cancellation);

    public Task<TState> FoldStreamAsync<TState>(
        string stream, StreamLimit limit, TState initial, Func<TState, object, TState> evolve, CancellationToken cancellation) =>
        log.FoldAsync(stream, limit, initial, evolve, cancellation);

    public Task<LogPage> ReadLogAsync(long after, int limit, CancellationToken cancellation) =>
        log.PageAsync(after, limit, cancellation);

    public Task<long> HorizonAsync(CancellationToken cancellation) => log.HorizonAsync(cancellation);

    Task<Snapshot> ISnapshots.ReadAsync(
        IReadOnlyList<string> streams,
        Func<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>, IEnumerable<Guard.Tally>> talliesOf,
        CancellationToken cancellation) =>
        snapshots.ReadAsync(streams, talliesOf, cancellation);

    public Task<IReadOnlyList<string>> TalliesAboveNothingAsync(string name, CancellationToken cancellation) =>
        snapshots.AboveNothingAsync(name, cancellation);
}
