using System.Diagnostics;
using Npgsql;

namespace EventStore.Subscriptions;

/// <summary>The loop of one subscriber on one node: wait for the horizon, take a page, stop at poison.</summary>
sealed class Subscription(
    ISubscriber subscriber, SubscriptionBatch batches, LogPages pages, StoppedReaders stops, Leases leases, AppendSignal horizon,
    SubscriptionSettings settings)
{
    /// <summary>Tries at the one event that fails before it counts as poison.</summary>
    const int TriesAtOneEvent = 3;

    readonly CertificateHistory history = new();
    long lastBatchAt;
    (long Epoch, long Position)? place;
    (long Epoch, string Error, long Position)? poison;

    public string Name => subscriber.Name;

    /// <summary>Moves with the checkpoint, as far as this node moved it or looked it up.</summary>
    public AppendSignal Reached { get; } = new();

    /// <summary>Why and where this node stopped.</summary>
    public (string Error, long Position)? Stopped => poison is { } found ? (found.Error, found.Position) : null;

    /// <summary>This node need not ask whether it may go on.</summary>
    public void Resume() => poison = null;

    /// <summary>Events of the last batch this node committed; 0 before the first.</summary>
    public int LastBatch { get; private set; }

    /// <summary>Told when this node stops at an event.</summary>
    public event Action<string, string, long>? HasStopped;

    public async Task RunAsync(CancellationToken cancellation)
    {
        // After a failure as many events go one by one as the batch had, so that all before the poison are taken.
        var (singles, failures) = (0, 0);
        while (true)
        {
            try
            {
                if (leases.EpochOf(Name) is not { } epoch || await IsStoppedAsync(epoch, cancellation))
                {
                    await Task.Delay(poison is null ? settings.Renewal / 10 : settings.Renewal / 2, cancellation);
                    continue;
                }

                var outcome = await TakeAsync(epoch, singles > 0 ? 1 : settings.BatchSize, cancellation);
                if (outcome == BatchOutcome.Moved) (singles, failures) = (Math.Max(0, singles - 1), 0);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                // Where it stands, and what it read ahead, is asked for again.
                place = null;
                if (IsPassing(failure))
                {
                    pages.Forget();
                    await Task.Delay(settings.Renewal / 4, cancellation);
                    continue;
                }

                failures = singles > 0 ? failures + 1 : 0;
                if (singles == 0) singles = settings.BatchSize;
                if (failures >= TriesAtOneEvent && await StopAsync(failure, cancellation)) (singles, failures) = (0, 0);
            }
            catch (Exception) when (cancellation.IsCancellationRequested)
            {
                // What failed just as it was asked to end is no failure of the end; nothing of it was settled.
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    /// <returns>Null where nothing is to be read.</returns>
    async Task<BatchOutcome?> TakeAsync(long epoch, int limit, CancellationToken cancellation)
    {
        if (place?.Epoch != epoch) place = (epoch, await batches.OpenAsync(Name, cancellation));
        var position = place.Value.Position;
        Reached.Publish(position);

        await GatherAsync(position, limit, cancellation);
        var seen = horizon.Position;
        var page = seen > position ? await pages.AfterAsync(position, limit, cancellation) : null;
        if (page is null)
        {
            // In a long silence the checkpoint is looked at again: somebody may have set it back.
            if (!await horizon.WaitBeyondAsync(Math.Max(seen, position), settings.LongestRest, cancellation)) place = null;
            return null;
        }

        var outcome = await batches.RunAsync(subscriber, new Ownership(leases.Owner, epoch), page, history, cancellation);
        if (outcome == BatchOutcome.Moved)
        {
            place = (epoch, page.Last.Sequence);
            LastBatch = page.Events.Count;
            lastBatchAt = Stopwatch.GetTimestamp();
            Reached.Publish(page.Last.Sequence);
            return outcome;
        }

        place = null;
        if (outcome == BatchOutcome.Elsewhere) pages.Forget();
        await Task.Delay(settings.Renewal / 10, cancellation);
        return outcome;
    }

    /// <summary>In a rush, waits a moment for more to come.</summary>
    async Task GatherAsync(long position, int limit, CancellationToken cancellation)
    {
        var left = settings.Gathering - Stopwatch.GetElapsedTime(lastBatchAt);
        if (LastBatch >= settings.BusyFrom && left > TimeSpan.Zero && horizon.Position - position < limit)
            await Task.Delay(left, cancellation);
    }

    // A new owner, also this node after it lost and regained the lease, tries the poisoned event again.
    async Task<bool> IsStoppedAsync(long epoch, CancellationToken cancellation)
    {
        if (poison is not { } found) return false;
        if (found.Epoch == epoch && await stops.IsStoppedAsync(Name, cancellation)) return true;

        poison = null;
        return false;
    }

    async Task<bool> StopAsync(Exception failure, CancellationToken cancellation)
    {
        try
        {
            var error = Describe(failure);
            if (leases.EpochOf(Name) is not { } epoch || await stops.RecordAsync(Name, error, cancellation) is not { } position)
                return false;

            poison = (epoch, error, position);
            HasStopped?.Invoke(Name, error, position);
            return true;
        }
        catch (Exception away) when (away is NpgsqlException or IOException or TimeoutException)
        {
            return false;
        }
    }

    // Kinds and places, no messages: a message may quote what a person wrote. That of a missing table names the table.
    static string Describe(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } server =>
            $"{nameof(PostgresException)} {server.SqlState} {server.MessageText}",
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
