using System.Globalization;
using EventStore.Reading;
using Npgsql;
using NpgsqlTypes;

namespace EventStore.Subscriptions;

/// <summary>What one try at a batch came to.</summary>
enum BatchOutcome
{
    /// <summary>Rows, checkpoint and certificate are committed.</summary>
    Moved = 1,

    /// <summary>The checkpoint stands elsewhere, or the page is not of this log: both are to be read again.</summary>
    Elsewhere = 2,

    /// <summary>Another node holds the subscriber, or is still in a batch.</summary>
    NotOurs = 3,
}

/// <summary>Under what a node may move a checkpoint.</summary>
readonly record struct Ownership(Guid Owner, long Epoch);

/// <summary>One batch of one subscriber: its rows, its checkpoint and its certificate in one transaction, or none of them.</summary>
sealed class SubscriptionBatch(NpgsqlDataSource source, SubscriptionSettings settings)
{
    const string OpenCheckpoint =
        "insert into regulation.checkpoints (name) values ($1) on conflict (name) do nothing";

    const string ReadPosition = "select position from regulation.checkpoints where name = $1";

    const string Enter = $"select pg_try_advisory_xact_lock({SubscriptionLock.Key})";

    // Read after the lock, so that a predecessor's last batch is seen.
    const string ReadState = """
        select c.position, l.epoch = $3 and l.owner = $2, c.offered, c.chain,
            exists (select 1 from public.mt_events where seq_id = $4 and id = $5)
        from regulation.checkpoints as c join regulation.leases as l on l.name = c.name where c.name = $1
        """;

    // Position, certificate and the certificate's place in the history move together or not at all.
    const string Move = """
        with moved as (
            update regulation.checkpoints
            set position = $2, epoch = $3, offered = $6, chain = $7,
                error = null, error_position = null, updated_at = clock_timestamp()
            where name = $1 and position = $4 and epoch <= $3
              and exists (select 1 from regulation.leases where name = $1 and owner = $5 and epoch = $3)
            returning name, since, position, offered, chain),
        kept as (
            insert into regulation.certificates as c (name, slot, since, position, offered, chain)
            select name,
                case when $8 > 0 then $8 else -1 - floor(extract(epoch from clock_timestamp()) / 60)::bigint % 240 end,
                since, position, offered, chain
            from moved where $8 is not null
            on conflict (name, slot) do update
            set since = excluded.since, position = excluded.position, offered = excluded.offered, chain = excluded.chain,
                noted_at = clock_timestamp())
        select count(*) from moved
        """;

    /// <summary>Where the subscriber stands; a new one is entered at the beginning of the log.</summary>
    public async Task<long> OpenAsync(string name, CancellationToken cancellation)
    {
        await using var find = Command(ReadPosition, name);
        if (await find.ExecuteScalarAsync(cancellation) is long position) return position;

        await using var open = Command(OpenCheckpoint, name);
        await open.ExecuteNonQueryAsync(cancellation);
        return (long)(await find.ExecuteScalarAsync(cancellation))!;
    }

    /// <param name="page">What follows the position at which the checkpoint is taken to stand.</param>
    public async Task<BatchOutcome> RunAsync(
        ISubscriber subscriber, Ownership lease, OfferedPage page, CertificateHistory history, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        var (outcome, before) = await EnterAsync(connection, subscriber.Name, lease, page, cancellation);
        if (outcome != BatchOutcome.Moved) return outcome;

        if (FirstUnreadable(subscriber, page) is { } unreadable) throw unreadable;

        using var told = SubscriptionMeter.Start(subscriber.Name, page.Events.Count);
        try
        {
            await subscriber.HandleAsync(page.Events, connection, transaction, cancellation);
        }
        catch (Exception failure) when (connection.State != System.Data.ConnectionState.Open)
        {
            // Whatever the subscriber made of it: the server went away, and the events are not to blame.
            throw new NpgsqlException("The connection was lost in the middle of a batch.", failure);
        }

        // What was handed over is what is certified, whether or not the subscriber had any use for it.
        var after = page.CertificateFrom(before);
        var slot = history.SlotFor(before, after);
        await using var move = new NpgsqlCommand(Move, connection);
        object[] values =
            [subscriber.Name, page.Last.Sequence, lease.Epoch, page.After, lease.Owner, after.Offered, after.ChainBytes()];
        foreach (var value in values) move.Parameters.Add(new() { Value = value });
        move.Parameters.Add(new() { Value = slot is { } kept ? kept : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        if (await move.ExecuteScalarAsync(cancellation) is not 1L) return BatchOutcome.NotOurs;

        await transaction.CommitAsync(cancellation);
        told.Committed();
        history.Kept(slot);
        return BatchOutcome.Moved;
    }

    /// <summary>Nobody passes over what concerns it: a reader that needs the event stops at it, the others go on.</summary>
    static UnreadableEventException? FirstUnreadable(ISubscriber subscriber, OfferedPage page) =>
        page.Events.FirstOrDefault(stored =>
            stored.Unreadable is not null && subscriber.NeedOf(stored.Stream, stored.Type) == Need.Event)?.Unreadable;

    async Task<(BatchOutcome State, NoSkipCertificate Before)> EnterAsync(
        NpgsqlConnection connection, string name, Ownership lease, OfferedPage page, CancellationToken cancellation)
    {
        var silence = string.Create(CultureInfo.InvariantCulture,
            $"set local idle_in_transaction_session_timeout = {(int)settings.LongestSilence.TotalMilliseconds}");
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(silence),
                new(Enter) { Parameters = { new() { Value = name } } },
                new(ReadState)
                {
                    Parameters =
                    {
                        new() { Value = name }, new() { Value = lease.Owner }, new() { Value = lease.Epoch },
                        new() { Value = page.Last.Sequence }, new() { Value = page.Last.Id },
                    },
                },
            },
        };

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var entered = reader.GetBoolean(0);
        await reader.NextResultAsync(cancellation);
        if (!entered || !await reader.ReadAsync(cancellation) || !reader.GetBoolean(1))
            return (BatchOutcome.NotOurs, NoSkipCertificate.Start);

        var certificate = NoSkipCertificate.Of(reader.GetInt64(2), reader.GetFieldValue<byte[]>(3));
        var isHere = reader.GetInt64(0) == page.After && reader.GetBoolean(4);
        return (isHere ? BatchOutcome.Moved : BatchOutcome.Elsewhere, certificate);
    }

    NpgsqlCommand Command(string sql, string name)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = name });
        return command;
    }
}
