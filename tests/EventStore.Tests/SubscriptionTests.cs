using System.Diagnostics;
using EventStore.Subscriptions;
using TestKit;

namespace EventStore.Tests;

public sealed class SubscriptionTests : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
        await Diary.PrepareAsync(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_subscriber_gets_what_was_written_before_and_after_it_started()
    {
        await WriteAsync(1, 600);
        await using var runner = Run(new Diary("a"));
        await WriteAsync(601, 620);

        Assert.True(await runner.WaitForAsync("a", store.LastPosition, Patience, default));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "a"));
        var status = Assert.Single(await runner.StatusAsync(default));
        Assert.Equal((store.LastPosition, store.LastPosition), (status.Position, status.Horizon));
        Assert.Equal((true, null), (status.IsOwnedHere, status.Error));
    }

    [Fact]
    public async Task waiting_ends_when_the_time_is_over()
    {
        await using var runner = Run(new Diary("a"));

        Assert.False(await runner.WaitForAsync("a", 1, TimeSpan.FromMilliseconds(50), default));
    }

    [Fact]
    public async Task after_a_large_batch_it_gathers_and_after_a_small_one_it_follows_at_once()
    {
        await WriteAsync(1, 8);
        var patient = Diary.Fast with { Gathering = TimeSpan.FromHours(1) };
        await using var busy = new SubscriptionRunner(
            database.Projector, store, [new Diary("busy")], patient with { BusyFrom = 8 });
        await using var quiet = new SubscriptionRunner(
            database.Projector, store, [new Diary("quiet")], patient with { BusyFrom = 9 });
        busy.Start();
        quiet.Start();
        Assert.True(await busy.WaitForAsync("busy", store.LastPosition, Patience, default));
        Assert.True(await quiet.WaitForAsync("quiet", store.LastPosition, Patience, default));

        await WriteAsync(9, 9);
        Assert.True(await quiet.WaitForAsync("quiet", store.LastPosition, Patience, default));
        Assert.False(await busy.WaitForAsync("busy", store.LastPosition, TimeSpan.FromMilliseconds(500), default));
    }

    [Fact]
    public async Task what_another_node_writes_arrives_without_a_signal()
    {
        await using var runner = Run(new Diary("a"));
        var elsewhere = Matters.Store(database);

        var written = await elsewhere.WriteAsync(Matters.Note("matter/1", "k"), default).CommittedAsync();

        Assert.True(await runner.WaitForAsync("a", written.Position, Patience, default));
    }

    [Fact]
    public async Task poison_stops_its_own_subscriber_at_the_event_and_no_other()
    {
        await WriteAsync(1, 10);
        var (sick, well) = (new Diary("sick") { Poison = 7 }, new Diary("well"));
        await using var runner = Run(sick, well);

        Assert.True(await runner.WaitForAsync("well", 10, Patience, default));
        Assert.False(await runner.WaitForAsync("sick", 10, Patience, default));

        var status = (await runner.StatusAsync(default)).Single(each => each.Name == "sick");
        Assert.Equal((6, 7, 4), (status.Position, status.ErrorPosition, status.Lag));
        Assert.Contains("FormatException", status.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("person", status.Error, StringComparison.Ordinal);

        sick.Poison = null;
        Assert.True(await runner.ResumeAsync("sick", default));
        Assert.True(await runner.WaitForAsync("sick", 10, Patience, default));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "sick"));
        Assert.All(await runner.StatusAsync(default), each => Assert.Null(each.Error));
    }

    [Fact]
    public async Task poison_at_the_very_first_event_is_shown_too()
    {
        await WriteAsync(1, 3);
        await using var runner = Run(new Diary("sick") { Poison = 1 });

        Assert.False(await runner.WaitForAsync("sick", 1, Patience, default));

        var status = Assert.Single(await runner.StatusAsync(default));
        Assert.Equal((0, 1), (status.Position, status.ErrorPosition));
    }

    [Fact]
    public async Task an_event_nobody_can_read_stops_the_subscriber_there()
    {
        await WriteAsync(1, 3);
        await database.RunAsOwnerAsync("""update mt_events set data = '{"number":"not a number"}' where seq_id = 2""");
        await using var runner = Run(new Diary("a"));

        Assert.False(await runner.WaitForAsync("a", 3, Patience, default));

        var status = Assert.Single(await runner.StatusAsync(default));
        Assert.Equal((1, 2), (status.Position, status.ErrorPosition));
    }

    [Fact]
    public async Task two_nodes_share_a_subscriber_and_every_event_arrives_once()
    {
        await using var first = Run(new Diary("a"));
        await using var second = Run(new Diary("a"));
        await WriteAsync(1, 200);

        Assert.True(await first.WaitForAsync("a", store.LastPosition, Patience, default));
        Assert.True(await second.WaitForAsync("a", store.LastPosition, Patience, default));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "a"));
    }

    // Seen from the server a SIGKILL is this: all connections closed in the middle of a batch, no lease given up.
    [Fact]
    public async Task a_killed_owner_is_replaced_within_five_seconds_and_its_open_batch_leaves_nothing()
    {
        await using var wire = new FaultyWire(database.OwnerConnectionString);
        var (victim, entered, wake) = Sleeper();
        await using var killed = new SubscriptionRunner(wire.Source, store, [victim]);
        killed.Start();
        await WriteAsync(1, 50);
        await entered.WaitAsync(Patience);
        await using var heir = new SubscriptionRunner(database.Projector, store, [new Diary("a")]);
        heir.Start();

        using var pulse = new Pulse();
        pulse.Begin();
        wire.Kill();
        var watch = Stopwatch.StartNew();

        Assert.True(await heir.WaitForAsync("a", store.LastPosition, Patience, default));

        // Five seconds by a machine that runs; what this process itself was kept waiting is not the runner's doing.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5) + 4 * pulse.Longest);
        wake();
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "a"));
    }

    // Stopped in the middle of a batch for longer than its lease and the server's patience, then woken.
    [Fact]
    public async Task an_owner_that_was_paused_cannot_write_after_it_was_replaced()
    {
        await using var wire = new FaultyWire(database.OwnerConnectionString);
        var (sleeper, entered, wake) = Sleeper();
        await using var paused = new SubscriptionRunner(wire.Source, store, [sleeper], Diary.Fast);
        paused.Start();
        await WriteAsync(1, 50);
        await entered.WaitAsync(Patience);
        await using var heir = Run(new Diary("a"));

        wire.Freeze();
        Assert.True(await heir.WaitForAsync("a", store.LastPosition, Patience, default));
        wake();
        wire.Thaw();
        await WriteAsync(51, 60);

        Assert.True(await heir.WaitForAsync("a", store.LastPosition, Patience, default));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "a"));
        Assert.Equal(2L, await database.AskAsOwnerAsync("select epoch from regulation.checkpoints"));
    }

    [Fact]
    public async Task what_fails_just_as_it_is_asked_to_end_ends_and_is_taken_again()
    {
        var (diary, entered, wake) = Sleeper();
        var sleeping = diary.BeforeCommit;
        diary.BeforeCommit = async () =>
        {
            await sleeping();
            throw new InvalidOperationException();
        };
        var runner = Run(diary);
        await WriteAsync(1, 5);
        await entered.WaitAsync(Patience);

        var end = runner.DisposeAsync();
        wake();
        await end;

        await using var heir = Run(new Diary("a"));
        Assert.True(await heir.WaitForAsync("a", store.LastPosition, Patience, default));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "a"));
    }

    /// <summary>A subscriber that stays inside its first batch until it is woken.</summary>
    static (Diary Diary, Task Entered, Action Wake) Sleeper()
    {
        var (wake, entered) = (new TaskCompletionSource(), new TaskCompletionSource());
        var diary = new Diary("a")
        {
            BeforeCommit = async () =>
            {
                entered.TrySetResult();
                await wake.Task;
            },
        };
        return (diary, entered.Task, wake.SetResult);
    }

    SubscriptionRunner Run(params Diary[] diaries)
    {
        var runner = new SubscriptionRunner(database.Projector, store, diaries, Diary.Fast);
        runner.Start();
        return runner;
    }

    async Task WriteAsync(int first, int last)
    {
        for (var n = first; n <= last; n++)
            await store.WriteAsync(Matters.Note($"matter/{n % 20}", $"k{n}"), default).CommittedAsync();
    }
}
