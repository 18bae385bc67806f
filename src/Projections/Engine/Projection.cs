using EventStore;
using Npgsql;

namespace Projections.Engine;

/// <summary>A read model: a pure fold of events into rows, and the table the rows stand in.</summary>
public abstract class Projection<TRow> : IProjection
    where TRow : class
{
    public abstract Table<TRow> Table { get; }

    /// <summary>Checkpoint of this read model; a new version starts from zero beside the old one.</summary>
    public string Name => $"{Table.Name}:{Table.Version}";

    public string SqlName => Table.SqlName;

    public string Ddl => TableDdl.Create(Table);

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

    string SqlName { get; }

    /// <summary>Creates table, indexes, row security and grants; may be run again.</summary>
    string Ddl { get; }

    ISubscriber Subscriber();

    /// <summary>Takes all rows out, before a rebuild from position zero.</summary>
    Task EmptyAsync(NpgsqlConnection connection, CancellationToken cancellation);
}
