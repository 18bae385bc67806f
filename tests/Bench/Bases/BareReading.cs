using Bench.Cards;
using NodaTime;
using Npgsql;

namespace Bench.Bases;

/// <summary>Bare Npgsql, prepared, that reads: one statement, each row's body to its event, nothing else.</summary>
public sealed class BareReading(NpgsqlDataSource pool)
{
    const string Log = "select seq_id, stream_id, version, type, data, timestamp from public.mt_events order by seq_id";

    const string Past =
        "select version, type, data, timestamp from public.mt_events where stream_id = $1 and timestamp <= $2 order by version";

    /// <returns>How many events the log has.</returns>
    public async Task<long> ReadLogAsync(CancellationToken cancellation)
    {
        await using var connection = await pool.OpenConnectionAsync(cancellation);
        await using var read = new NpgsqlCommand(Log, connection) { CommandTimeout = 0 };
        await using var rows = await read.ExecuteReaderAsync(cancellation);
        var (count, last) = (0L, 0L);
        while (await rows.ReadAsync(cancellation))
        {
            var (position, _, version) = (rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2));
            var @event = StoredForm.Event(rows.GetString(3), rows.GetString(4));
            var at = rows.GetDateTime(5);
            if (position <= last || version < 1 || at == default || @event is null)
                throw new InvalidOperationException("The log is not as it was filled.");
            (count, last) = (count + 1, position);
        }

        return count;
    }

    /// <returns>The card as it was, and how many events that took.</returns>
    public async Task<(VisitCard Card, int Events)> StateAsync(string stream, Instant at)
    {
        await using var connection = await pool.OpenConnectionAsync();
        await using var read = new NpgsqlCommand(Past, connection);
        read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream });
        read.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = at.ToDateTimeUtc() });
        await using var rows = await read.ExecuteReaderAsync();
        var (card, events) = (VisitCard.None, 0);
        while (await rows.ReadAsync())
        {
            card = VisitCards.Evolve(card, StoredForm.Event(rows.GetString(1), rows.GetString(2)));
            events++;
        }

        return (card, events);
    }
}
