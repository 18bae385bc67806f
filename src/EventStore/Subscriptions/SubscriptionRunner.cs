using System.Diagnostics;
using Npgsql;

namespace EventStore.Subscriptions;

/// <summary>Runs the subscribers of a node. Nodes may share them; each has one owner at a time.</summary>
/// <remarks>No session state (design.md 4, promise 5): it works through PgBouncer in transaction mode.</remarks>
public sealed class SubscriptionRunner : IAsyncDisposable
{
    readonly NpgsqlDataSource source;
    readonly SubscriptionSettings settings;
    readonly Leases leases;
    readonly HorizonWatch watch;
    readonly Dictionary<string, Subscription> subscriptions;
    readonly CancellationTokenSource ending = new();
    int ended;
    Task running = Task.CompletedTask;

    /// <param name="projector">Connections of regulation_projector.</param>
    public SubscriptionRunner(
        NpgsqlDataSource projector, PostgresEventStore store, IReadOnlyList<ISubscriber> subscribers,
        SubscriptionSettings? settings = null)
    {
        source = projector;
        this.settings = settings ?? SubscriptionSettings.Default;
        leases = new Leases(projector, [.. subscribers.Select(subscriber => subscriber.Name)], this.settings);
        watch = new HorizonWatch(projector, store.Signal, this.settings);
        var batches = new SubscriptionBatch(projector, store.Codec, this.settings);
        subscriptions = subscribers.ToDictionary(
            subscriber => subscriber.Name,
            subscriber => new Subscription(subscriber, projector, batches, leases, watch.Horizon, this.settings));
    }

    public void Start()
    {
        if (ending.IsCancellationRequested || !running.IsCompleted)
            throw new InvalidOperationException("The runner runs once.");
        running = Task.WhenAll(
            subscriptions.Values.Select(subscription => subscription.RunAsync(ending.Token))
                .Append(watch.RunAsync(ending.Token))
                .Append(KeepLeasesAsync(ending.Token)));
    }

    /// <summary>Where every subscriber stands, as the database knows it.</summary>
    public async Task<IReadOnlyList<SubscriptionStatus>> StatusAsync(CancellationToken cancellation)
    {
        const string Ask = """
            select c.name, c.position, c.error, c.error_position,
                (select coalesce(max(seq_id), 0) from public.mt_events)
            from regulation.checkpoints as c where c.name = any($1)
            """;
        await using var command = source.CreateCommand(Ask);
        command.Parameters.Add(new() { Value = subscriptions.Keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<string, SubscriptionStatus>();
        while (await reader.ReadAsync(cancellation))
        {
            var name = reader.GetString(0);
            subscriptions[name].Reached.Publish(reader.GetInt64(1));
            found[name] = new SubscriptionStatus(
                name, reader.GetInt64(1), reader.GetInt64(4), leases.EpochOf(name) is not null,
                reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetInt64(3));
        }

        return [.. subscriptions.Keys.Select(name =>
            found.GetValueOrDefault(name)
            ?? new SubscriptionStatus(name, 0, watch.Horizon.Position, false, null, null))];
    }

    /// <summary>The position this node knows the subscriber to have reached; it may be further.</summary>
    public long PositionOf(string name) => subscriptions[name].Reached.Position;

    /// <returns>True when everything up to <paramref name="position"/> is in the subscriber's rows;
    /// false when the time is over or the subscriber has stopped at an event it cannot take.</returns>
    public async Task<bool> WaitForAsync(string name, long position, TimeSpan timeout, CancellationToken cancellation)
    {
        var subscription = subscriptions[name];
        var watched = Stopwatch.StartNew();
        while (subscription.Reached.Position < position)
        {
            var left = timeout - watched.Elapsed;
            if (left <= TimeSpan.Zero || subscription.Stopped is not null) return false;

            if (leases.EpochOf(name) is null && await IsStoppedElsewhereAsync(name, cancellation)) return false;
            var pause = leases.EpochOf(name) is null ? settings.FastestPoll * 2 : settings.Renewal / 4;
            await subscription.Reached.WaitBeyondAsync(position - 1, left < pause ? left : pause, cancellation);
        }

        return true;
    }

    /// <summary>After the cause is mended: tries again at the event a subscriber stopped at.</summary>
    public void Resume(string name) => subscriptions[name].Resume();

    /// <remarks>The host's stop and its container both end it; the second time there is nothing to do.</remarks>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref ended, 1) != 0) return;

        await ending.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // Asked for.
        }

        try
        {
            await leases.GiveUpAsync();
        }
        catch (NpgsqlException)
        {
            // The lease then ends by itself.
        }

        ending.Dispose();
    }

    async Task<bool> IsStoppedElsewhereAsync(string name, CancellationToken cancellation) =>
        (await StatusAsync(cancellation)).Single(status => status.Name == name).Error is not null;

    async Task KeepLeasesAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await leases.RenewAsync(cancellation);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
            {
                // Without renewal the leases run out here and everywhere, and the work stops until the server is back.
            }

            await Task.Delay(settings.Renewal, cancellation);
        }
    }
}
