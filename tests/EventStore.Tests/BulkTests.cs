using System.Runtime.CompilerServices;
using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>ADR 0021: very many streams at once, all or none, whatever dies and whenever.</summary>
public sealed class BulkTests : IAsyncLifetime
{
    const string Everything = """
        select concat_ws(' ', (select count(*) from mt_events), (select count(*) from mt_streams),
            (select count(*) from regulation.commands), (select count(*) from regulation.claims),
            (select coalesce(sum(value), 0) from regulation.counters), (select count(*) from regulation.staged_events))
        """;

    // Waits until they are gone: their locks go with them, and a repeat must not meet these.
    const string KillWriters = """
        select count(pg_terminate_backend(pid, 60000)) from pg_stat_activity
        where usename = 'regulation_writer' and datname = current_database() and state <> 'idle'
        """;

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task all_streams_stand_in_the_log_in_their_order_and_the_decision_after_them()
    {
        var done = await store.Bulk.WriteAsync(Write(chunks: 3, size: 100), default).CommittedAsync();

        Assert.Equal("301 301 1 300 300 0", await database.AskAsOwnerAsync(Everything));
        var page = await store.ReadLogAsync(0, 1000, default);
        Assert.Equal(
            [.. Enumerable.Range(0, 300).Select(n => $"thing/{n}"), "matter/bulk"], page.Events.Select(stored => stored.Stream));
        Assert.Equal((done.Position, done.Position), (page.Events[^1].Sequence, store.LastPosition));
        Assert.Equal("from 1 to 300", ((MatterNoted)page.Events[^1].Data!).Note);
        Assert.Equal(1, (await store.ReadStreamAsync("thing/7", StreamLimit.None, default)).Single().Version);
    }

    [Fact]
    public async Task the_same_command_again_is_answered_as_before_and_with_another_digest_refused()
    {
        var first = await store.Bulk.WriteAsync(Write(1, 10), default).CommittedAsync();

        var second = await store.Bulk.WriteAsync(Write(1, 10), default).CommittedAsync();
        Assert.Equal((first.Position, true), (second.Position, second.Repeated));
        Assert.IsType<WriteResult.KeyReused>(await store.Bulk.WriteAsync(Write(1, 10, digest: 2), default));
    }

    [Fact]
    public async Task a_refusal_a_taken_guard_and_a_taken_stream_leave_nothing()
    {
        var before = await database.AskAsOwnerAsync(Everything);
        var refused = Write(2, 50, decide: (_, _) => new Decision.Refuse("matter.no", []));
        Assert.Equal("matter.no", Assert.IsType<WriteResult.Refused>(await store.Bulk.WriteAsync(refused, default)).Code);
        Assert.Equal(before, await database.AskAsOwnerAsync(Everything));

        await store.WriteAsync(Matters.Note("matter/1", "a", guards: [new Guard.Unique("thing", "57", "matter/1")]), default);
        before = await database.AskAsOwnerAsync(Everything);
        await Assert.ThrowsAsync<BulkTakenException>(() => store.Bulk.WriteAsync(Write(2, 50), default));
        Assert.Equal(before, await database.AskAsOwnerAsync(Everything));

        await store.WriteAsync(Matters.Note("thing/20", "b"), default);
        before = await database.AskAsOwnerAsync(Everything);
        await Assert.ThrowsAsync<BulkTakenException>(() => store.Bulk.WriteAsync(Write(1, 50), default));
        Assert.Equal(before, await database.AskAsOwnerAsync(Everything));
    }

    [Fact]
    public async Task a_writer_killed_between_two_chunks_leaves_nothing_and_a_repeat_is_whole()
    {
        var before = await database.AskAsOwnerAsync(Everything);
        var killed = Write(3, 100, between: chunk => chunk == 2 ? database.AskAsOwnerAsync(KillWriters) : Task.CompletedTask);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.Bulk.WriteAsync(killed, default));

        Assert.Equal(before, await database.AskAsOwnerAsync(Everything));
        await store.Bulk.WriteAsync(Write(3, 100), default).CommittedAsync();
        Assert.Equal("301 301 1 300 300 0", await database.AskAsOwnerAsync(Everything));
    }

    [Fact]
    public async Task a_writer_killed_before_its_commit_leaves_nothing_and_does_not_know_it()
    {
        var before = await database.AskAsOwnerAsync(Everything);
        await using var holder = await HoldLogAsync();
        var writing = store.Bulk.WriteAsync(Write(2, 100), default);
        await WaitForAsync($"select ({Matters.WaitingForTheLog}) > 0");

        await database.AskAsOwnerAsync(KillWriters);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => writing);
        await holder.CloseAsync();
        Assert.Equal(before, await database.AskAsOwnerAsync(Everything));
        await store.Bulk.WriteAsync(Write(2, 100), default).CommittedAsync();
    }

    [Fact]
    public async Task others_write_while_chunks_are_staged_and_a_second_bulk_is_turned_away()
    {
        var between = 0L;
        var write = Write(2, 100, between: async chunk =>
        {
            between = (await store.WriteAsync(Matters.Note("matter/1", $"k{chunk}"), default).CommittedAsync()).Position;
            await Assert.ThrowsAsync<BulkBusyException>(() => store.Bulk.WriteAsync(Write(1, 1, key: $"other{chunk}"), default));
        });

        var done = await store.Bulk.WriteAsync(write, default).CommittedAsync();

        Assert.InRange(between, 1, done.Position - 1);
        Assert.Equal("203 202 3 200 200 0", await database.AskAsOwnerAsync(Everything));
    }

    [Fact]
    public async Task who_cannot_have_the_log_in_time_lets_go_of_it()
    {
        var before = await database.AskAsOwnerAsync(Everything);
        await using var holder = await HoldLogAsync();

        await Assert.ThrowsAsync<BulkBusyException>(
            () => store.Bulk.WriteAsync(Write(1, 10, hold: TimeSpan.FromMilliseconds(300)), default));

        await holder.CloseAsync();
        Assert.Equal(before, await database.AskAsOwnerAsync(Everything));
    }

    [Fact]
    public async Task holders_and_streams_are_found_in_sets()
    {
        await store.Bulk.WriteAsync(Write(1, 10), default).CommittedAsync();

        Assert.Equal(["thing/3"], (await store.Bulk.FindStreamsAsync(["thing/3", "thing/99"], default)).ToList());
        Assert.Equal(["3"], (await store.Bulk.FindHoldersAsync("thing", ["3", "99"], default)).Keys);
    }

    static BulkWrite<int> Write(
        int chunks, int size, string key = "bulk", byte digest = 1, Func<int, Task>? between = null,
        Func<int, DecisionContext, Decision>? decide = null, TimeSpan? hold = null) => new()
        {
            Command = Matters.Command(key, digest),
            Stream = "matter/bulk",
            StreamType = Matters.StreamType,
            Initial = 0,
            Evolve = Matters.CountNotes,
            Decide = decide ?? ((notes, context) => Matters.Accept(
                "matter/bulk", new MatterNoted(notes, $"from {context.Counters["thing-no/all"]} to {chunks * size}"))),
            Counters = new Dictionary<Guard.Counter, int> { [new Guard.Counter("thing-no", "all")] = chunks * size },
            Chunks = _ => ChunksAsync(chunks, size, between),
            Metadata = Matters.At(Matters.Morning),
            LongestHold = hold ?? TimeSpan.FromSeconds(25),
        };

    static async IAsyncEnumerable<BulkChunk> ChunksAsync(
        int chunks, int size, Func<int, Task>? between, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var chunk = 1; chunk <= chunks; chunk++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (between is not null) await between(chunk);
            var numbers = Enumerable.Range((chunk - 1) * size, size).ToList();
            yield return new BulkChunk(
                [.. numbers.Select(n => new StreamAppend($"thing/{n}", "thing", [new MatterOpened($"t{n}")]))],
                [.. numbers.Select(n => new Guard.Unique("thing", $"{n}", $"thing/{n}"))], []);
        }
    }

    async Task<NpgsqlConnection> HoldLogAsync()
    {
        var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_advisory_lock(7887040406614865011)", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    async Task WaitForAsync(string question)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await database.AskAsOwnerAsync(question) is true) return;
            await Task.Delay(50);
        }

        Assert.Fail("It did not come about.");
    }
}
