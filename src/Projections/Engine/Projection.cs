using EventStore;
using EventStore.Reading;
using Npgsql;
using Projections.Rebuilding;

namespace Projections.Engine;

/// <summary>A read model: a pure fold of events into rows, and the table the rows stand in.</summary>
public abstract class Projection<TRow> : IProjection
    where TRow : class
{
    public abstract Table<TRow> Table { get; }

    /// <summary>Checkpoint of this read model; a new version starts from zero beside the old one.</summary>
    public string Name => $"{Table.Name}:{Table.Version}";

    public string SqlName => Table.SqlName;

    public string Title => Table.Name;

    public int Version => Table.Version;

    public string Ddl => TableDdl.Create(Table);

    public string TableIn(string schema) => TableDdl.CreateTable(Table, schema);

    public string IndexesIn(string schema) => TableDdl.CreateIndexes(Table, schema);

    /// <summary>What this read model needs of an event, told from its stream and alias before its body is read.</summary>
    /// <remarks>At least what <see cref="KeysOf"/> looks at; too much costs time only.</remarks>
    public virtual Need NeedOf(string stream, string type) => Need.Event;

    /// <summary>Whether it looks at who acted, why, and in whose name (<see cref="Authority"/>).</summary>
    /// <remarks>
    /// False where it does not: then a rebuild does not read those columns, and a fold that asks all the same stops it.
    /// </remarks>
    public virtual bool NeedsMetadata => true;

    public IRowFold FoldInto(string schema, FoldBudget budget) => new RowFold<TRow>(this, schema, budget);

    /// <summary>The rows an event touches; none for an event that is none of this read model's business.</summary>
    public abstract IEnumerable<string> KeysOf(StoredEvent stored);

    /// <summary>The row after the event; null where there is none, or no longer one.</summary>
    /// <remarks>Pure; makes no ids, reads no clock, and passes over events it does not know.</remarks>
    public abstract TRow? Evolve(string key, TRow? row, StoredEvent stored);

    public ISubscriber Subscriber() => new ProjectionSubscriber<TRow>(this);

    public Task EmptyAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        TableWriter<TRow>.EmptyAsync(Table, connection, cancellation);
}

/// <summary>A read model seen from the host: something to create, to feed and to ask about.</summary>
public interface IProjection
{
    string Name { get; }

    /// <summary>What operators call it: the name without the version.</summary>
    string Title { get; }

    int Version { get; }

    string SqlName { get; }

    /// <summary>Creates table, indexes, row security and grants; may be run again.</summary>
    string Ddl { get; }

    /// <summary>The table in another schema, with the same row security and grants, and no index but its key's.</summary>
    string TableIn(string schema);

    string IndexesIn(string schema);

    Need NeedOf(string stream, string type);

    bool NeedsMetadata { get; }

    /// <summary>Folds many events into the table of another schema, as a rebuild does.</summary>
    IRowFold FoldInto(string schema, FoldBudget budget);

    ISubscriber Subscriber();

    /// <summary>Takes all rows out, before a rebuild from position zero.</summary>
    Task EmptyAsync(NpgsqlConnection connection, CancellationToken cancellation);
}
