using System.Globalization;
using EventStore.Reading;
using Npgsql;

namespace EventStore.Subscriptions;

/// <summary>What one try at a batch came to.</summary>
enum BatchOutcome
{
    /// <summary>Rows and checkpoint are committed.</summary>
    Moved = 1,

    /// <summary>There was nothing to read.</summary>
    CaughtUp = 2,

    /// <summary>Another node holds the subscriber, or is still in a batch.</summary>
    NotOurs = 3,
}

/// <param name="Position">Where the checkpoint stands; −1 if it could not be told.</param>
readonly record struct BatchResult(BatchOutcome Outcome, long Position);

/// <summary>One batch of one subscriber: its rows and its checkpoint in one transaction, or neither.</summary>
sealed class SubscriptionBatch(NpgsqlDataSource source, EventCodec codec, SubscriptionSettings settings)
{
    const string OpenCheckpoint =
        "insert into regulation.checkpoints (name) values ($1) on conflict (name) do nothing";

    const string Enter = """
        select pg_try_advisory_xact_lock(hashtextextended('regulation.subscription/' || $1, 0))
        """;

    // Read after the lock, so that a predecessor's last batch is seen.
    const string ReadState = """
        select c.position, l.epoch = $3 and l.owner = $2
        from regulation.checkpoints as c join regulation.leases as l on l.name = c.name where c.name = $1
        """;

    // One snapshot: everything below the highest number in it is final (ADR 0002), so no horizon is asked for.
    const string ReadEvents = $"""
        select {EventRows.Columns} from public.mt_events
        where seq_id > (select position from regulation.checkpoints where name = $1) order by seq_id limit $2
        """;

    const string Move = """
        update regulation.checkpoints
        set position = $2, epoch = $3, error = null, error_position = null, updated_at = clock_timestamp()
        where name = $1 and position = $4 and epoch <= $3
          and exists (select 1 from regulation.leases where name = $1 and owner = $5 and epoch = $3)
        """;

    public async Task<BatchResult> RunAsync(
        ISubscriber subscriber, Guid owner, long epoch, int limit, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        var (state, from, events) = await EnterAsync(connection, subscriber.Name, owner, epoch, limit, cancellation);
        if (state != BatchOutcome.Moved) return new BatchResult(state, from);

        try
        {
            await subscriber.HandleAsync(events, connection, transaction, cancellation);
        }
        catch (Exception failure) when (connection.State != System.Data.ConnectionState.Open)
        {
            // Whatever the subscriber made of it: the server went away, and the events are not to blame.
            throw new NpgsqlException("The connection was lost in the middle of a batch.", failure);
        }

        var reached = events[^1].Sequence;
        await using var move = new NpgsqlCommand(Move, connection);
        foreach (var value in new object[] { subscriber.Name, reached, epoch, from, owner })
            move.Parameters.Add(new() { Value = value });
        if (await move.ExecuteNonQueryAsync(cancellation) != 1) return new BatchResult(BatchOutcome.NotOurs, -1);

        await transaction.CommitAsync(cancellation);
        return new BatchResult(BatchOutcome.Moved, reached);
    }

    async Task<(BatchOutcome State, long From, IReadOnlyList<StoredEvent> Events)> EnterAsync(
        NpgsqlConnection connection, string name, Guid owner, long epoch, int limit, CancellationToken cancellation)
    {
        var silence = string.Create(CultureInfo.InvariantCulture,
            $"set local idle_in_transaction_session_timeout = {(int)settings.LongestSilence.TotalMilliseconds}");
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(silence),
                new(OpenCheckpoint) { Parameters = { new() { Value = name } } },
                new(Enter) { Parameters = { new() { Value = name } } },
                new(ReadState)
                {
                    Parameters = { new() { Value = name }, new() { Value = owner }, new() { Value = epoch } },
                },
                new(ReadEvents) { Parameters = { new() { Value = name }, new() { Value = limit } } },
            },
        };

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var entered = reader.GetBoolean(0);
        await reader.NextResultAsync(cancellation);
        if (!entered || !await reader.ReadAsync(cancellation)) return (BatchOutcome.NotOurs, -1, []);

        var position = reader.GetInt64(0);
        if (!reader.GetBoolean(1)) return (BatchOutcome.NotOurs, -1, []);

        await reader.NextResultAsync(cancellation);
        var events = await EventRows.ReadAsync(reader, codec, cancellation);
        return (events.Count == 0 ? BatchOutcome.CaughtUp : BatchOutcome.Moved, position, events);
    }
}
