using Npgsql;
using NpgsqlTypes;

namespace EventStore.Writing;

/// <summary>Bulk writes over the same tables, locks and guards as every other write.</summary>
sealed class BulkStore(NpgsqlDataSource source, EventCodec codec, CompanionTables companions, AppendSignal signal) : IBulkStore
{
    public async Task<WriteResult> WriteAsync<TState>(BulkWrite<TState> write, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var transaction = new BulkTransaction<TState>(connection, write, codec, companions);
        try
        {
            var result = await transaction.RunAsync(cancellation);
            if (result is WriteResult.Committed committed) signal.Publish(committed.Position);
            return result;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await RollBackAsync(connection);
            throw new BulkTakenException("stream", taken);
        }
        catch (PostgresException late) when (
            late.SqlState == PostgresErrorCodes.QueryCanceled && !cancellation.IsCancellationRequested)
        {
            await RollBackAsync(connection);
            throw new BulkBusyException();
        }
        catch (Exception failure) when (transaction.CommitSent && ServerErrors.IsLost(failure))
        {
            NpgsqlConnection.ClearPool(connection);
            throw new OutcomeUnknownException(failure);
        }
        catch
        {
            await RollBackAsync(connection);
            throw;
        }
    }

    public async Task<IReadOnlyDictionary<string, string>> FindHoldersAsync(
        string guard, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select key, holder from regulation.claims where name = $1 and key = any($2)");
        command.Parameters.Add(new() { Value = guard });
        command.Parameters.Add(new() { Value = keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation)) found[rows.GetString(0)] = rows.GetString(1);
        return found;
    }

    public async Task<IReadOnlySet<string>> FindStreamsAsync(IReadOnlyCollection<string> streams, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select id from public.mt_streams where id = any($1)");
        command.Parameters.Add(new() { Value = streams.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation)) found.Add(rows.GetString(0));
        return found;
    }

    static async Task RollBackAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("rollback", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception broken) when (broken is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection is gone, and with it the transaction.
            NpgsqlConnection.ClearPool(connection);
        }
    }
}
