using NodaTime;
using Npgsql;

namespace EventStore.Reading;

/// <summary>All questions to the log.</summary>
sealed class LogReader(NpgsqlDataSource source, EventCodec codec)
{
    const string OfStream = "from public.mt_events where stream_id = $1 and version <= $2 and timestamp <= $3 order by version";

    const string Stream = $"select {EventRows.Columns} {OfStream}";

    const string Bodies = $"select seq_id, type, bdata is null, data {OfStream}";

    public async Task<IReadOnlyList<StoredEvent>> StreamAsync(
        string stream, StreamLimit limit, CancellationToken cancellation)
    {
        await using var command = Command(Stream, stream, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await EventRows.ReadAsync(reader, codec, cancellation);
    }

    public async Task<TState> FoldAsync<TState>(
        string stream, StreamLimit limit, TState initial, Func<TState, object, TState> evolve, CancellationToken cancellation)
    {
        await using var command = Command(Bodies, stream, limit);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var state = initial;
        while (await row.ReadAsync(cancellation))
        {
            // A binary body leaves {} in data and is unknown to us.
            if (row.GetBoolean(2) && codec.Decode(row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(3)) is { } known)
                state = evolve(state, known);
        }

        return state;
    }

    public async Task<LogPage> PageAsync(long after, int limit, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select coalesce(max(seq_id), 0) from public.mt_events"),
                new(EventRows.Page)
                {
                    Parameters = { new() { Value = after }, new() { Value = long.MaxValue }, new() { Value = limit } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var horizon = reader.GetInt64(0);
        await reader.NextResultAsync(cancellation);
        var events = await EventRows.ReadAsync(reader, codec, cancellation);

        // The second statement may see more than the first; whatever one snapshot shows is final as a whole.
        return new LogPage(events, events.Count == 0 ? horizon : Math.Max(horizon, events[^1].Sequence));
    }

    public async Task<long> HorizonAsync(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select coalesce(max(seq_id), 0) from public.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    NpgsqlCommand Command(string sql, string stream, StreamLimit limit)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = limit.Version ?? long.MaxValue });
        command.Parameters.Add(new() { Value = Moments.Write(limit.At ?? Instant.MaxValue) });
        return command;
    }
}
