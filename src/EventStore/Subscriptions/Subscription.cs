using Npgsql;

namespace EventStore.Subscriptions;

/// <summary>The loop of one subscriber on one node: wait for the horizon, take a batch, stop at poison.</summary>
sealed class Subscription(
    ISubscriber subscriber, NpgsqlDataSource source, SubscriptionBatch batches, Leases leases,
    AppendSignal horizon, SubscriptionSettings settings)
{
    /// <summary>Tries at the one event that fails before it counts as poison.</summary>
    const int TriesAtOneEvent = 3;

    const string RecordError =
        "update regulation.checkpoints set error = $2, error_position = $3, updated_at = clock_timestamp() "
        + "where name = $1 and position = $4";

    const string NextPosition = """
        select c.position, (select min(seq_id) from public.mt_events where seq_id > c.position)
        from regulation.checkpoints as c where c.name = $1
        """;

    (long Epoch, string Error, long Position)? poison;

    public string Name => subscriber.Name;

    /// <summary>Moves with the checkpoint, as far as this node moved it or looked it up.</summary>
    public AppendSignal Reached { get; } = new();

    /// <summary>Why and where this node stopped.</summary>
    public (string Error, long Position)? Stopped => poison is { } found ? (found.Error, found.Position) : null;

    /// <summary>Tries again at the event it stopped at.</summary>
    public void Resume() => poison = null;

    public async Task RunAsync(CancellationToken cancellation)
    {
        // After a failure as many events go one by one as the batch had, so that all before the poison are taken.
        var (singles, failures) = (0, 0);
        while (true)
        {
            // A new owner, also this node after it lost and regained the lease, tries the poisoned event again.
            if (leases.EpochOf(Name) is not { } epoch || poison?.Epoch == epoch)
            {
                await Task.Delay(settings.Renewal / 10, cancellation);
                continue;
            }

            try
            {
                poison = null;
                var seen = horizon.Position;
                var limit = singles > 0 ? 1 : settings.BatchSize;
                var result = await batches.RunAsync(subscriber, leases.Owner, epoch, limit, cancellation);
                if (result.Outcome == BatchOutcome.Moved) (singles, failures) = (Math.Max(0, singles - 1), 0);
                await SettleAsync(result, seen, cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                if (IsPassing(failure))
                {
                    await Task.Delay(settings.Renewal / 4, cancellation);
                    continue;
                }

                failures = singles > 0 ? failures + 1 : 0;
                if (singles == 0) singles = settings.BatchSize;
                if (failures >= TriesAtOneEvent && await StopAsync(epoch, failure, cancellation))
                    (singles, failures) = (0, 0);
            }
        }
    }

    async Task SettleAsync(BatchResult result, long seenHorizon, CancellationToken cancellation)
    {
        if (result.Position > 0) Reached.Publish(result.Position);
        if (result.Outcome == BatchOutcome.NotOurs)
            await Task.Delay(settings.Renewal / 10, cancellation);
        else if (result.Outcome == BatchOutcome.CaughtUp)
            await horizon.WaitBeyondAsync(Math.Max(seenHorizon, result.Position), settings.Renewal, cancellation);
    }

    async Task<bool> StopAsync(long epoch, Exception failure, CancellationToken cancellation)
    {
        try
        {
            await using var find = source.CreateCommand(NextPosition);
            find.Parameters.Add(new() { Value = Name });
            await using var reader = await find.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation) || reader.IsDBNull(1)) return false;
            var (checkpoint, position) = (reader.GetInt64(0), reader.GetInt64(1));
            await reader.DisposeAsync();

            await using var record = source.CreateCommand(RecordError);
            foreach (var value in new object[] { Name, Describe(failure), position, checkpoint })
                record.Parameters.Add(new() { Value = value });
            await record.ExecuteNonQueryAsync(cancellation);
            poison = (epoch, Describe(failure), position);
            return true;
        }
        catch (Exception away) when (away is NpgsqlException or IOException or TimeoutException)
        {
            return false;
        }
    }

    // Kinds and places, no messages: a message may quote what a person wrote.
    static string Describe(Exception failure) => failure switch
    {
        PostgresException server =>
            $"{nameof(PostgresException)} {server.SqlState} {server.TableName} {server.ConstraintName}".TrimEnd(),
        UnreadableEventException unreadable => unreadable.Message,
        _ => $"{failure.GetType().Name} in {failure.TargetSite?.DeclaringType?.Name}.{failure.TargetSite?.Name}",
    };

    static bool IsPassing(Exception failure) => failure switch
    {
        PostgresException server => server.IsTransient || server.Severity is "FATAL" or "PANIC"
            || server.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled,
        NpgsqlException or IOException or TimeoutException => true,
        _ => false,
    };
}
