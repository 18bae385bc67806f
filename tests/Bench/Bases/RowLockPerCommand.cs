using Bench.Cards;
using Npgsql;

namespace Bench.Bases;

/// <summary>
/// Bare Npgsql, prepared, two round trips for a command: BEGIN, lock the stream's row, read what is new in it; then write and COMMIT.
/// </summary>
/// <remarks>It keeps the state of the last command, so that it reads and folds one event and not the whole history.</remarks>
public sealed class RowLockPerCommand(NpgsqlDataSource pool)
{
    const string Lock = "select version from public.mt_streams where id = $1 for no key update";

    // A later statement than the lock, so that it sees what the lock was waiting for.
    const string NewEvents =
        "select version, type, data from public.mt_events where stream_id = $1 and version > $2 order by version";

    Known last = new("", 0, VisitCard.None);

    public async Task ExecuteAsync(string stream, CommandKey command)
    {
        await using var connection = await pool.OpenConnectionAsync();
        var state = await EnterAsync(connection, stream);
        var paid = VisitCards.Pay(state.Card, command.At) ?? throw new InvalidOperationException("The card is not covered.");

        var append = new NpgsqlBatchCommand(BareAppend.Sql);
        BareAppend.Bind(append.Parameters, stream, state.Version, paid, command);
        await using var leave = new NpgsqlBatch(connection) { BatchCommands = { append, new("commit") } };
        await leave.ExecuteNonQueryAsync();
    }

    async Task<Known> EnterAsync(NpgsqlConnection connection, string stream)
    {
        var known = Volatile.Read(ref last);
        if (known.Stream != stream) known = new(stream, 0, VisitCard.None);

        await using var enter = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("begin"),
                new(Lock) { Parameters = { new NpgsqlParameter<string> { TypedValue = stream } } },
                new(NewEvents)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string> { TypedValue = stream }, new NpgsqlParameter<long> { TypedValue = known.Version },
                    },
                },
            },
        };
        await using var rows = await enter.ExecuteReaderAsync();
        await rows.NextResultAsync();
        var (version, card) = (known.Version, known.Card);
        while (await rows.ReadAsync())
        {
            version = rows.GetInt64(0);
            card = VisitCards.Evolve(card, StoredForm.Event(rows.GetString(1), rows.GetString(2)));
        }

        // Under the row's lock, so the newest state is always the last to be kept.
        var now = new Known(stream, version, card);
        Volatile.Write(ref last, now);
        return now;
    }

    sealed record Known(string Stream, long Version, VisitCard Card);
}
