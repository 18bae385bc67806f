using System.Diagnostics;
using System.Text.Json;
using Bench.Cards;
using Bench.Measuring;
using EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Bench.Bases;

/// <summary>The rows of 500 commands at a time as arrays, on one connection: no reading, no deciding, no lock of the log.</summary>
/// <remarks>One prepared round trip for a batch, which is one transaction; versions are known from before.</remarks>
public sealed class ArrayInsert(NpgsqlDataSource pool)
{
    public const int Rows = 500;

    const string Move = """
        update public.mt_streams as s set version = m.version, timestamp = now()
        from unnest($1, $2) as m (id, version) where s.id = m.id
        """;

    const string Append = """
        with appended as (
            insert into public.mt_events (
                seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
                correlation_id, headers, user_name, is_archived)
            select nextval('public.mt_events_sequence'), id, stream_id, version, data, $5, timestamp, '*DEFAULT*', $7,
                correlation_id, $9, $10, false
            from unnest($1, $2, $3, $4, $6, $8) as e (id, stream_id, version, data, timestamp, correlation_id)
            returning seq_id, stream_id)
        insert into regulation.commands (caller, key, digest, position, versions)
        select $11, c.key, c.digest, a.seq_id, c.versions
        from unnest($2, $8, $12, $13) as c (stream_id, key, digest, versions) join appended as a on a.stream_id = c.stream_id
        """;

    static readonly string Headers = JsonSerializer.Serialize(VisitCards.Headers, EventJson.Options);

    /// <param name="next">Streams of the next batch, all different, and the version each has now.</param>
    public async Task<LoadResult> RunAsync(LoadWindow window, Func<IReadOnlyList<(string Stream, long Version)>> next)
    {
        await using var connection = await pool.OpenConnectionAsync();
        var latencies = new List<double>();
        var (rows, watch) = (0L, Stopwatch.StartNew());
        while (watch.Elapsed < window.WarmUp + window.Measured)
        {
            var started = watch.Elapsed;
            await ExecuteAsync(connection, next());
            if (started < window.WarmUp || watch.Elapsed >= window.WarmUp + window.Measured) continue;
            latencies.Add((watch.Elapsed - started).TotalMilliseconds);
            rows += Rows;
        }

        // Counted over the time of the whole batches alone: a batch on the edge of the window would count as nothing.
        var seconds = latencies.Sum() / 1000;
        return new LoadResult(rows, rows / seconds, Percentile.Of(latencies, 0.5), Percentile.Of(latencies, 0.99));
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, IReadOnlyList<(string Stream, long Version)> streams)
    {
        CommandKey[] commands = [.. streams.Select(_ => CommandKey.Next())];
        string[] ids = [.. streams.Select(stream => stream.Stream)];
        long[] versions = [.. streams.Select(stream => stream.Version + 1)];
        VisitPaid[] events = [.. commands.Zip(versions, (command, version) =>
            VisitCards.Visit(version - 1, VisitCards.FirstBalanceFen, command.At.InUtc().Date, command.At))];
        string[] keys = [.. commands.Select(command => command.Key)];

        var move = new NpgsqlBatchCommand(Move);
        Add(move, ids, NpgsqlDbType.Array | NpgsqlDbType.Varchar);
        Add(move, versions, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

        var append = new NpgsqlBatchCommand(Append);
        Add(append, events.Select(_ => Guid.NewGuid()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(append, ids, NpgsqlDbType.Array | NpgsqlDbType.Varchar);
        Add(append, versions, NpgsqlDbType.Array | NpgsqlDbType.Bigint);
        Add(append, events.Select(StoredForm.Json).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb);
        Add(append, StoredForm.Alias(events[0]), NpgsqlDbType.Varchar);
        Add(append, commands.Select(command => command.At.ToDateTimeUtc()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);
        Add(append, StoredForm.DotNetType(events[0]), NpgsqlDbType.Varchar);
        Add(append, keys, NpgsqlDbType.Array | NpgsqlDbType.Varchar);
        Add(append, Headers, NpgsqlDbType.Jsonb);
        Add(append, VisitCards.UserName, NpgsqlDbType.Varchar);
        Add(append, VisitCards.Caller, NpgsqlDbType.Text);
        Add(append, commands.Select(command => command.Digest).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea);
        Add(append, ids.Zip(versions, StoredForm.Versions).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Jsonb);

        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { move, append } };
        await batch.ExecuteNonQueryAsync();
    }

    static void Add<T>(NpgsqlBatchCommand command, T value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
}
