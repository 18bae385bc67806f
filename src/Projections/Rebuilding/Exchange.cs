using EventStore.Subscriptions;
using Npgsql;
using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>Lets the table that stands beside and the one that serves change places, with their positions, in one transaction.</summary>
/// <remarks>
/// While it lasts the live fold stands still (its lock is held), so what is left is folded into the one beside and no event is
/// missed or folded twice. Readers take the table's lock before their snapshot: they see the one or the other, whole. A
/// reader that holds the table for long is not waited for: the try is given up within the lock timeout and made again.
/// </remarks>
public static class Exchange
{
    const string Checkpoint = "select coalesce((select position from regulation.checkpoints where name = $1), 0)";

    // Position and certificate go with their table; the history of certificates was that of the table that goes.
    const string MoveCheckpoints = """
        with served as (select position, since, offered, chain from regulation.checkpoints where name = $1),
        beside as (select position, since, offered, chain from regulation.rebuilds where name = $2),
        shelved as (
            update regulation.rebuilds as r
            set stage = $3, position = coalesce(s.position, 0), since = coalesce(s.since, 0), offered = coalesce(s.offered, 0),
                chain = coalesce(s.chain, decode(repeat('00', 32), 'hex')),
                progress = null, error = null, error_position = null, updated_at = clock_timestamp()
            from (select) as one left join served as s on $4 where r.name = $2),
        forgotten as (delete from regulation.certificates where name = $1)
        insert into regulation.checkpoints as c (name, position, since, offered, chain)
        select $1, position, since, offered, chain from beside
        on conflict (name) do update
        set position = excluded.position, since = excluded.since, offered = excluded.offered, chain = excluded.chain,
            error = null, error_position = null, updated_at = clock_timestamp()
        """;

    /// <param name="load">The table beside, nearly caught up; of no use afterwards, as another table then stands there.</param>
    /// <param name="stage">What stands beside afterwards: swapped for the old one, ready for the new one again.</param>
    /// <returns>False where readers never left the table free for long enough: nothing has changed, ask again later.</returns>
    public static async Task<bool> RunAsync(
        IProjection projection, ShadowLoad load, RebuildSource source, RebuildOptions options, string stage,
        CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= options.ExchangeTries; attempt++)
        {
            await load.CatchUpAsync(await load.HorizonAsync(cancellation), cancellation);
            try
            {
                await TryAsync(projection, load, source, options, attempt, stage, cancellation);
                return true;
            }
            catch (PostgresException busy)
                when (busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                await Task.Delay(options.ExchangePause, cancellation);
            }
        }

        return false;
    }

    static async Task TryAsync(
        IProjection projection, ShadowLoad load, RebuildSource source, RebuildOptions options, int attempt, string stage,
        CancellationToken cancellation)
    {
        await using var connection = await source.Owner.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var patience = attempt % 4 == 0 ? options.LockTimeout * 5 : options.LockTimeout;
        await connection.RunAsync(FormattableString.Invariant($"set local lock_timeout = {(int)patience.TotalMilliseconds}"), cancellation);
        await connection.RunAsync($"select pg_advisory_xact_lock({SubscriptionLock.Key})", cancellation, projection.Name);

        // Nothing of the live table moves from here on.
        var served = await connection.AskAsync<long>(Checkpoint, cancellation, projection.Name);
        await load.CatchUpWithinAsync(connection, Math.Max(served, await load.HorizonAsync(cancellation)), cancellation);
        var position = await connection.AskAsync<long>(
            "select position from regulation.rebuilds where name = $1", cancellation, Shelf.Beside(projection).Row);
        if (position < served)
            throw new InvalidOperationException($"{projection.Name} beside stands at {position}, the live one at {served}.");

        await options.AtAsync("swap");
        var kept = await ChangePlacesAsync(projection, connection, cancellation);
        await connection.RunAsync(MoveCheckpoints, cancellation, projection.Name, Shelf.Beside(projection).Row, stage, kept);
        await options.AtAsync("swap-commit");
        await transaction.CommitAsync(cancellation);
    }

    /// <returns>False where no table served: it had been dropped by hand, and nothing stands beside afterwards.</returns>
    static async Task<bool> ChangePlacesAsync(IProjection projection, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (live, beside) = (projection.SqlName, Shelf.Beside(projection).TableOf(projection));
        var name = live[(Shelf.Serving.Length + 1)..];
        var isThere = await connection.AskAsync<bool>("select to_regclass($1) is not null", cancellation, live);
        if (isThere)
        {
            await connection.RunAsync($"lock table {live}, {beside} in access exclusive mode", cancellation);
            await connection.RunAsync($"alter table {live} set schema {Shelf.Passing}", cancellation);
        }

        await connection.RunAsync($"alter table {beside} set schema {Shelf.Serving}", cancellation);
        if (isThere)
        {
            await connection.RunAsync(
                $"alter table {Shelf.Passing}.{name} set schema {Shelf.Beside(projection).Schema}", cancellation);
        }

        return isThere;
    }
}
