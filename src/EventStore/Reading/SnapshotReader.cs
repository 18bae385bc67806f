using System.Data;
using Npgsql;

namespace EventStore.Reading;

/// <summary>Streams and tallies in one snapshot of the server; the readers' role does not see the tallies.</summary>
sealed class SnapshotReader(NpgsqlDataSource source, EventCodec codec)
{
    const string OfStream = $"select {EventRows.Columns} from public.mt_events where stream_id = $1 order by version";

    const string OfTallies =
        "select name, key, value from regulation.counters join unnest($1::text[], $2::text[]) as asked (name, key) using (name, key)";

    public async Task<Snapshot> ReadAsync(
        IReadOnlyList<string> streams,
        Func<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>, IEnumerable<Guard.Tally>> talliesOf,
        CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var read = new Dictionary<string, IReadOnlyList<StoredEvent>>(StringComparer.Ordinal);
        foreach (var stream in streams)
        {
            await using var command = new NpgsqlCommand(OfStream, connection, transaction) { Parameters = { new() { Value = stream } } };
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            read[stream] = await EventRows.ReadAsync(rows, codec, cancellation);
        }

        return new(read, await TalliesAsync([.. talliesOf(read).Distinct()], connection, transaction, cancellation));
    }

    static async Task<Dictionary<Guard.Tally, long>> TalliesAsync(
        IReadOnlyList<Guard.Tally> asked, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        var values = asked.ToDictionary(tally => tally, _ => 0L);
        await using var command = new NpgsqlCommand(OfTallies, connection, transaction)
        {
            Parameters =
            {
                new() { Value = asked.Select(tally => tally.Name).ToArray() }, new() { Value = asked.Select(tally => tally.Key).ToArray() },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation)) values[new(rows.GetString(0), rows.GetString(1))] = rows.GetInt64(2);
        return values;
    }

    public async Task<IReadOnlyList<string>> AboveNothingAsync(string name, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select key from regulation.counters where name = $1 and value > 0 order by key");
        command.Parameters.Add(new() { Value = name });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<string>();
        while (await rows.ReadAsync(cancellation)) keys.Add(rows.GetString(0));
        return keys;
    }
}
