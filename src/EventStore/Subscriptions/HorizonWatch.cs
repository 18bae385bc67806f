using Npgsql;

namespace EventStore.Subscriptions;

/// <summary>The horizon as this node knows it: at once for its own commits, by one poll for those of others.</summary>
sealed class HorizonWatch(NpgsqlDataSource source, AppendSignal ownCommits, SubscriptionSettings settings)
{
    readonly HorizonTimes times = new();

    public AppendSignal Horizon { get; } = new();

    /// <summary>How long this node has known of an event behind the position; zero where it knows of none.</summary>
    public TimeSpan LagOf(long position) => times.Since(position);

    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(FollowOwnCommitsAsync(cancellation), PollAsync(cancellation));

    async Task FollowOwnCommitsAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await ownCommits.WaitBeyondAsync(Horizon.Position, Timeout.InfiniteTimeSpan, cancellation);
            Publish(ownCommits.Position);
        }
    }

    async Task PollAsync(CancellationToken cancellation)
    {
        var pause = settings.FastestPoll;
        while (true)
        {
            var before = Horizon.Position;
            if (await AskAsync(cancellation) is { } found) Publish(found);
            pause = Horizon.Position > before ? settings.FastestPoll : Slower(pause);
            await Task.Delay(pause, cancellation);
        }
    }

    void Publish(long position)
    {
        times.Note(position);
        Horizon.Publish(position);
    }

    TimeSpan Slower(TimeSpan pause) => pause * 2 < settings.SlowestPoll ? pause * 2 : settings.SlowestPoll;

    async Task<long?> AskAsync(CancellationToken cancellation)
    {
        try
        {
            await using var command = source.CreateCommand("select coalesce(max(seq_id), 0) from public.mt_events");
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
        {
            // The server is away; the subscribers notice by themselves and health says so.
            return null;
        }
    }
}
