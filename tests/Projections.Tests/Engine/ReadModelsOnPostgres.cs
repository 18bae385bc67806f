using EventStore;
using Npgsql;
using Projections.Engine;
using Projections.Reading;
using TestKit;

namespace Projections.Tests.Engine;

/// <summary>
/// A database of the product with its read models, fed by hand so that a test decides what a batch is.
/// </summary>
public class ReadModelsOnPostgres : IAsyncLifetime
{
    TestDatabase database = null!;

    public ReadDatabase Reads { get; private set; } = null!;

    public NpgsqlDataSource Reader => database.Reader;

    public NpgsqlDataSource Projector => database.Projector;

    public virtual async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        Reads = new ReadDatabase(database.Reader);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    public async Task FeedAllAsync(params IReadOnlyList<StoredEvent>[] batches)
    {
        foreach (var projection in ReadModels.All) await FeedAsync(projection, batches);
    }

    /// <summary>
    /// Each batch in a transaction of its own that moves the checkpoint, as the subscription does it.
    /// </summary>
    public async Task FeedAsync(IProjection projection, params IReadOnlyList<StoredEvent>[] batches)
    {
        var subscriber = projection.Subscriber();
        await using var connection = await Projector.OpenConnectionAsync();
        foreach (var batch in batches)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await subscriber.HandleAsync(batch, connection, transaction, CancellationToken.None);
            await MoveAsync(connection, subscriber.Name, batch[^1].Sequence);
            await transaction.CommitAsync();
        }
    }

    public async Task MoveAsync(string name, long position)
    {
        await using var connection = await Projector.OpenConnectionAsync();
        await MoveAsync(connection, name, position);
    }

    public async Task EmptyAsync(IProjection projection)
    {
        await using var connection = await Projector.OpenConnectionAsync();
        await projection.EmptyAsync(connection, CancellationToken.None);
    }

    /// <summary>Every row as it stands, key, position, body and columns.</summary>
    public async Task<IReadOnlyList<string>> DumpAsync(IProjection projection)
    {
        await using var command = Projector.CreateCommand($"select t::text from {projection.SqlName} t order by key");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    static async Task MoveAsync(NpgsqlConnection connection, string name, long position)
    {
        await using var command = new NpgsqlCommand(
            "insert into regulation.checkpoints (name, position) values ($1, $2) "
            + "on conflict (name) do update set position = excluded.position", connection);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = position });
        await command.ExecuteNonQueryAsync();
    }
}
