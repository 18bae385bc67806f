using System.Data;
using EventStore.Subscriptions;
using Npgsql;
using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>What serves, beside which another table is held.</summary>
/// <param name="Table">schema.table; null where nothing serves: the table was dropped, or this is the first version.</param>
/// <param name="Checkpoint">Name of its position.</param>
sealed record Serving(string? Table, string Checkpoint)
{
    // A version that is not served yet is compared with the one before it that is.
    const string Find = """
        select name, 'read.' || replace(name, ':', '_')
        from (
            select name, case when name ~ '^[a-z_]+:[0-9]{1,4}$' then split_part(name, ':', 2)::int end as version
            from regulation.checkpoints where position > 0) as c
        where split_part(name, ':', 1) = $1 and version <= $2 and to_regclass('read.' || replace(name, ':', '_')) is not null
        order by version desc limit 1
        """;

    public static async Task<Serving> FindAsync(IProjection projection, NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Find);
        command.Parameters.Add(new() { Value = projection.Title });
        command.Parameters.Add(new() { Value = projection.Version });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new(row.GetString(1), row.GetString(0)) : new(null, projection.Name);
    }
}

/// <summary>One snapshot in which the table that serves and the other one stand at the same position.</summary>
/// <remarks>
/// The live fold is held up only while the last events are folded into the other table and the snapshot is taken, some
/// milliseconds; the comparison itself holds up nobody.
/// </remarks>
sealed class PairedSnapshot : IAsyncDisposable
{
    const string Position = "select coalesce((select position from regulation.checkpoints where name = $1), 0)";

    /// <summary>A live fold that has not come as far as the other table within this time is compared where it stands.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    readonly NpgsqlTransaction transaction;

    PairedSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, long served, long position)
    {
        (Connection, this.transaction, Served, Held) = (connection, transaction, served, position);
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Position of the table that serves.</summary>
    public long Served { get; }

    /// <summary>Position of the other one.</summary>
    public long Held { get; }

    public static async Task<PairedSnapshot> TakeAsync(
        Serving serving, ShadowLoad load, RebuildSource source, CancellationToken cancellation)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            await load.CatchUpAsync(await source.Projector.AskAsync<long>(Position, cancellation, serving.Checkpoint), cancellation);
            if (await TryAsync(serving, load, source, waited.Elapsed > Patience, cancellation) is { } taken) return taken;
            await Task.Delay(Pause, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    static async Task<PairedSnapshot?> TryAsync(
        Serving serving, ShadowLoad load, RebuildSource source, bool asItStands, CancellationToken cancellation)
    {
        await using var still = await source.Owner.OpenConnectionAsync(cancellation);
        await using var standing = await still.BeginTransactionAsync(cancellation);
        await still.RunAsync("set local lock_timeout = 5000", cancellation);
        try
        {
            await still.RunAsync($"select pg_advisory_xact_lock({SubscriptionLock.Key})", cancellation, serving.Checkpoint);
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }

        var served = await still.AskAsync<long>(Position, cancellation, serving.Checkpoint);
        await load.CatchUpAsync(served, cancellation);
        if (load.Position != served && !asItStands && serving.Table is not null) return null;

        var connection = await source.Owner.OpenConnectionAsync(cancellation);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await connection.RunAsync("select 1", cancellation);
        return new PairedSnapshot(connection, transaction, served, load.Position);
    }
}
