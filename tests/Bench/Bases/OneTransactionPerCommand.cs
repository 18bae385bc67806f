using Bench.Cards;
using Npgsql;

namespace Bench.Bases;

/// <summary>Bare Npgsql, prepared, two round trips for a command: read the stream; then write all it leaves, in one statement.</summary>
/// <remarks>
/// The second statement is a transaction by itself, so no lock is held between the round trips. A stream that has moved on is
/// decided again.
/// </remarks>
public sealed class OneTransactionPerCommand(NpgsqlDataSource pool)
{
    const string History = "select version, type, data from public.mt_events where stream_id = $1 order by version";

    public async Task ExecuteAsync(string stream, CommandKey command)
    {
        await using var connection = await pool.OpenConnectionAsync();
        while (true)
        {
            var (version, card) = await ReadAsync(connection, stream);
            var paid = VisitCards.Pay(card, command.At) ?? throw new InvalidOperationException("The card is not covered.");
            await using var append = new NpgsqlCommand(BareAppend.Sql, connection);
            BareAppend.Bind(append.Parameters, stream, version, paid, command);
            if (await append.ExecuteNonQueryAsync() == 1) return;
        }
    }

    static async Task<(long Version, VisitCard Card)> ReadAsync(NpgsqlConnection connection, string stream)
    {
        await using var read = new NpgsqlCommand(History, connection);
        read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream });
        await using var rows = await read.ExecuteReaderAsync();
        var (version, card) = (0L, VisitCard.None);
        while (await rows.ReadAsync())
        {
            version = rows.GetInt64(0);
            card = VisitCards.Evolve(card, StoredForm.Event(rows.GetString(1), rows.GetString(2)));
        }

        return (version, card);
    }
}
