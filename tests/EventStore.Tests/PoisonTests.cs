using EventStore.Reading;
using EventStore.Subscriptions;
using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>What stops a reader of the log stops no other, is shown by its event, and goes on by a word from any node.</summary>
public sealed class PoisonTests : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
        await Diary.PrepareAsync(database);
        for (var n = 1; n <= 10; n++)
            await store.WriteAsync(Matters.Note($"matter/{n % 3}", $"k{n}"), default).CommittedAsync();
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task the_event_is_named_by_place_id_stream_and_type_and_the_node_is_told()
    {
        var told = new TaskCompletionSource<(string, long)>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var runner = new SubscriptionRunner(database.Projector, store, [new Diary("sick") { Poison = 7 }], Diary.Fast);
        runner.ReaderStopped += (name, _, position) => told.TrySetResult((name, position));
        runner.Start();

        Assert.Equal(("sick", 7L), await told.Task.WaitAsync(Patience));
        var status = Assert.Single(await runner.StatusAsync(default));
        var stored = (await store.ReadLogAsync(6, 1, default)).Events[0];
        Assert.Equal((7, stored.Id, stored.Stream, "matter_noted"),
            (status.Poison!.Position, status.Poison.Id, status.Poison.Stream, status.Poison.Type));
        Assert.Equal(6, status.Certificate.Offered);
        Assert.True(status.Waiting > TimeSpan.Zero);
    }

    [Fact]
    public async Task an_event_that_nobody_can_read_stops_those_alone_that_need_it()
    {
        await database.RunAsOwnerAsync("update mt_events set data = '{\"number\": \"none\"}' where seq_id = 6");
        await using var runner = new SubscriptionRunner(
            database.Projector, store, [new Diary("reads"), new Diary("counts") { Asks = Need.Row }], Diary.Fast);
        runner.Start();

        Assert.True(await runner.WaitForAsync("counts", 10, Patience, default));
        Assert.False(await runner.WaitForAsync("reads", 10, Patience, default));

        var status = (await runner.StatusAsync(default)).Single(one => one.Name == "reads");
        Assert.Equal((5, 6), (status.Position, status.ErrorPosition));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "counts"));
    }

    [Fact]
    public async Task a_word_from_another_node_makes_the_owner_try_again()
    {
        var sick = new Diary("sick") { Poison = 4 };
        await using var owner = Run(sick);
        Assert.False(await owner.WaitForAsync("sick", 10, Patience, default));
        var elsewhere = new StoppedReaders(database.Projector);
        Assert.Equal(4, await elsewhere.PositionAsync("sick", default));

        sick.Poison = null;
        Assert.True(await elsewhere.ResumeAsync("sick", default));

        Assert.True(await ReachedAsync(owner, "sick", 10));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "sick"));
        Assert.False(await elsewhere.ResumeAsync("sick", default));
    }

    [Fact]
    public async Task a_word_too_early_ends_at_the_same_event_again()
    {
        await using var owner = Run(new Diary("sick") { Poison = 4 });
        Assert.False(await owner.WaitForAsync("sick", 10, Patience, default));

        Assert.True(await owner.ResumeAsync("sick", default));

        using var over = new CancellationTokenSource(Patience);
        while (Assert.Single(await owner.StatusAsync(over.Token)).Error is null) await Task.Delay(50, over.Token);
        Assert.Equal((3, 4), (Assert.Single(await owner.StatusAsync(default)) is var now ? (now.Position, now.ErrorPosition) : default));
    }

    [Fact]
    public async Task a_restarted_node_tries_again_by_itself()
    {
        await using (var before = Run(new Diary("sick") { Poison = 4 }))
            Assert.False(await before.WaitForAsync("sick", 10, Patience, default));

        await using var after = Run(new Diary("sick"));

        Assert.True(await ReachedAsync(after, "sick", 10));
        Assert.Null(Assert.Single(await after.StatusAsync(default)).Error);
    }

    [Fact]
    public async Task a_table_that_was_dropped_stops_its_own_reader_and_says_which()
    {
        await using var runner = new SubscriptionRunner(database.Projector, store, [new Rows("gone"), new Diary("well")], Diary.Fast);
        runner.Start();

        Assert.True(await runner.WaitForAsync("well", 10, Patience, default));
        Assert.False(await runner.WaitForAsync("gone", 10, Patience, default));
        var status = (await runner.StatusAsync(default)).Single(each => each.Name == "gone");
        Assert.Equal((0, 1), (status.Position, status.ErrorPosition));
        Assert.Contains("read.gone_1", status.Error, StringComparison.Ordinal);

        await database.RunAsOwnerAsync(
            "create table read.gone_1 (seq_id bigint primary key); grant all on read.gone_1 to regulation_projector");
        await runner.ResumeAsync("gone", default);
        Assert.True(await ReachedAsync(runner, "gone", 10));
        Assert.Equal(10L, await database.AskAsOwnerAsync("select count(*) from read.gone_1"));
    }

    /// <summary>Waits through the moment in which the owner has not yet heard that it may go on.</summary>
    static async Task<bool> ReachedAsync(SubscriptionRunner runner, string name, long position)
    {
        using var over = new CancellationTokenSource(Patience);
        while (!await runner.WaitForAsync(name, position, TimeSpan.FromSeconds(5), over.Token)) await Task.Delay(50, over.Token);
        return true;
    }

    SubscriptionRunner Run(Diary diary)
    {
        var runner = new SubscriptionRunner(database.Projector, store, [diary], Diary.Fast);
        runner.Start();
        return runner;
    }

    /// <summary>A reader whose rows stand in a table of its own.</summary>
    sealed class Rows(string name) : ISubscriber
    {
        public string Name => name;

        public async Task HandleAsync(
            IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
        {
            await using var insert = new NpgsqlCommand($"insert into read.{name}_1 select unnest($1)", connection);
            insert.Parameters.Add(new() { Value = batch.Select(stored => stored.Sequence).ToArray() });
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }
}
