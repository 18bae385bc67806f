using NodaTime;
using Npgsql;

namespace EventStore.Reading;

/// <summary>All questions to the log.</summary>
sealed class LogReader(NpgsqlDataSource source, EventCodec codec)
{
    const string Stream = $"""
        select {EventRows.Columns} from public.mt_events
        where stream_id = $1 and version <= $2 and timestamp <= $3
        order by version
        """;

    public async Task<IReadOnlyList<StoredEvent>> StreamAsync(
        string stream, StreamLimit limit, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Stream);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = limit.Version ?? long.MaxValue });
        command.Parameters.Add(new() { Value = Moments.Write(limit.At ?? Instant.MaxValue) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await EventRows.ReadAsync(reader, codec, cancellation);
    }

    public async Task<LogPage> PageAsync(long after, int limit, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select coalesce(max(seq_id), 0) from public.mt_events"),
                new($"select {EventRows.Columns} from public.mt_events where seq_id > $1 order by seq_id limit $2")
                {
                    Parameters = { new() { Value = after }, new() { Value = limit } },
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
}
