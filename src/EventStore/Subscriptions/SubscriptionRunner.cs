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
    readonly StoppedReaders stops;
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
        stops = new StoppedReaders(projector);
        var (batches, pages) = (new SubscriptionBatch(projector, this.settings), new LogPages(projector, store.Codec));
        subscriptions = subscribers.ToDictionary(
            subscriber => subscriber.Name,
            subscriber => new Subscription(subscriber, batches, pages, stops, leases, watch.Horizon, this.settings));
        foreach (var subscription in subscriptions.Values)
            subscription.HasStopped += (name, error, position) => ReaderStopped?.Invoke(name, error, position);
    }

    /// <summary>Name, error and position of a reader that this node had to stop, so that somebody is told.</summary>
    public event Action<string, string, long>? ReaderStopped;

    public IReadOnlyCollection<string> Names => subscriptions.Keys;

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
        var found = (await StatusQuestion.AskAsync(source, [.. subscriptions.Keys], cancellation))
            .ToDictionary(status => status.Name);
        return
        [
            .. subscriptions.Values.Select(subscription =>
            {
                var status = found.GetValueOrDefault(subscription.Name)
                    ?? new SubscriptionStatus(subscription.Name, 0, watch.Horizon.Position, false, null, null);
                subscription.Reached.Publish(status.Position);
                var owned = leases.EpochOf(status.Name) is not null;
                return status with
                {
                    IsOwnedHere = owned,
                    LastBatch = owned ? subscription.LastBatch : 0,
                    Waiting = watch.LagOf(status.Position),
                };
            }),
        ];
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

    /// <summary>After the cause is mended: whichever node owns the subscriber tries again at the event it stopped at.</summary>
    /// <returns>False where it was not stopped.</returns>
    public async Task<bool> ResumeAsync(string name, CancellationToken cancellation)
    {
        var wasStopped = await stops.ResumeAsync(name, cancellation);
        subscriptions[name].Resume();
        return wasStopped;
    }

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
