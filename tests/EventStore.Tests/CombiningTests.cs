using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>Writes that come while others are under way are committed together, and none harms another.</summary>
public sealed class CombiningTests : IAsyncLifetime
{
    const long LockOfTheLog = 7887040406614865011;

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = StoreOf(new WriterSettings { Batches = 2 });
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task what_waits_is_committed_together_and_each_gets_its_own_answer()
    {
        var sizes = new ConcurrentBag<int>();
        using var listening = Listen(sizes);
        Task<WriteResult>[] writes;
        await using (await HoldTheLogAsync())
            writes = [.. Enumerable.Range(0, 200).Select(n => store.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default))];

        var answers = await Task.WhenAll(writes);

        Assert.All(answers, answer => Assert.IsType<WriteResult.Committed>(answer));
        Assert.Contains(sizes, size => size > 100);
        foreach (var (answer, n) in answers.Cast<WriteResult.Committed>().Select((answer, n) => (answer, n)))
        {
            var stored = Assert.Single(await store.ReadStreamAsync($"matter/{n}", StreamLimit.None, default));
            Assert.Equal(stored.Sequence, answer.Position);
            Assert.Equal(answer.Position, (await store.FindOutcomeAsync("app:test", $"k{n}", default))!.Position);
        }
    }

    [Fact]
    public async Task what_comes_while_a_batch_decides_is_the_next_batch_whole()
    {
        const int Others = 57;
        var sizes = new ConcurrentBag<int>();
        using var listening = Listen(sizes);
        var patient = StoreOf(new WriterSettings { LongestTurn = TimeSpan.FromMinutes(5), LongestLockWait = TimeSpan.FromMinutes(5) });
        await patient.WriteAsync(Matters.Note("matter/held", "first"), default).CommittedAsync();
        List<Task<WriteResult>> writes = [];
        await using (await HoldAsync("begin; select 1 from mt_streams where id = 'matter/held' for update"))
        {
            writes.Add(patient.WriteAsync(Matters.Note("matter/held", "second"), default));
            await UntilAsync(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'", 1);
            for (var n = 0; n < Others; n++) writes.Add(patient.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default));
        }

        Assert.All(await Task.WhenAll(writes), answer => Assert.IsType<WriteResult.Committed>(answer));
        Assert.Contains(Others, sizes);
    }

    [Fact]
    public async Task on_one_stream_each_decision_sees_what_its_predecessors_added()
    {
        Task<WriteResult>[] writes;
        await using (await HoldTheLogAsync())
            writes = [.. Enumerable.Range(0, 300).Select(n => store.WriteAsync(Matters.Note("matter/1", $"k{n}"), default))];
        await Task.WhenAll(writes);

        var events = await store.ReadStreamAsync("matter/1", StreamLimit.None, default);
        Assert.Equal(Enumerable.Range(1, 300), events.Select(stored => ((MatterNoted)stored.Data!).Number));
        Assert.Equal(events.Select(stored => stored.Sequence).Order(), events.Select(stored => stored.Sequence));
    }

    [Fact]
    public async Task a_stale_a_refused_a_failing_and_an_unstorable_write_leave_the_others_of_their_batch_alone()
    {
        foreach (var n in (int[])[8, 9]) await store.WriteAsync(Matters.Note($"matter/{n}", $"before {n}"), default);
        var failing = Matters.Note("matter/5", "failing", decide: (_, _) => throw new FormatException("no"));
        Task<WriteResult>[] good;
        Task<WriteResult> stale, refused, broken, unstorable, taken, shared;
        await using (await HoldTheLogAsync())
        {
            good = [.. Enumerable.Range(0, 20).Select(n => store.WriteAsync(Matters.Note("matter/1", $"a{n}"), default))];
            stale = store.WriteAsync(Matters.Note("matter/9", "stale", expected: 7), default);
            refused = store.WriteAsync(
                Matters.Note("matter/4", "refused", decide: (_, _) => new Decision.Refuse("matter.no", [])), default);
            broken = store.WriteAsync(failing, default);
            unstorable = store.WriteAsync(Matters.Note("matter/6", "zero", text: "a\0b"), default);

            // Opened by its decision, and there already: the server's error undoes the batch and its writes run one by one.
            taken = store.WriteAsync(Undeclared("taken", "matter/8"), default);
            shared = store.WriteAsync(Undeclared("shared", "matter/1"), default);
            good = [.. good, .. Enumerable.Range(0, 20).Select(n => store.WriteAsync(Matters.Note("matter/1", $"b{n}"), default))];
        }

        Assert.Equal(new WriteResult.Stale(7, 1), await stale);
        Assert.Equal("matter.no", Assert.IsType<WriteResult.Refused>(await refused).Code);
        await Assert.ThrowsAsync<FormatException>(() => broken);
        await Assert.ThrowsAsync<NotStorableException>(() => unstorable);
        await Assert.ThrowsAsync<PostgresException>(() => taken);
        await Assert.ThrowsAnyAsync<Exception>(() => shared);
        Assert.All(await Task.WhenAll(good), answer => Assert.IsType<WriteResult.Committed>(answer));
        Assert.Equal(40, (await store.ReadStreamAsync("matter/1", StreamLimit.None, default)).Count);
        foreach (var key in (string[])["stale", "failing", "zero", "taken", "shared"])
            Assert.Null(await store.FindOutcomeAsync("app:test", key, default));
        Assert.Equal(3L, await database.AskAsOwnerAsync("select count(*) from mt_streams"));
    }

    [Fact]
    public async Task copies_of_one_command_at_the_same_instant_on_two_nodes_do_it_once()
    {
        var other = StoreOf(new WriterSettings());
        for (var n = 0; n < 20; n++)
        {
            var key = $"k{n}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(copy => Task.Run(() =>
                (copy % 2 == 0 ? store : other).WriteAsync(Matters.Note("matter/1", key), default).CommittedAsync())));

            Assert.Single(answers, answer => !answer.Repeated);
            Assert.Single(answers.Select(answer => answer.Position).Distinct());
        }

        Assert.Equal(20, (await store.ReadStreamAsync("matter/1", StreamLimit.None, default)).Count);
    }

    [Fact]
    public async Task one_more_than_may_wait_is_refused_at_once_and_leaves_nothing()
    {
        var narrow = StoreOf(new WriterSettings { Batches = 1, LargestBatch = 1, LongestQueue = 3, LargestShare = 1 });
        List<Task<WriteResult>> writes = [];
        await using (await HoldTheLogAsync())
        {
            writes.Add(narrow.WriteAsync(Matters.Note("matter/0", "under way"), default));
            await UntilAsync(Matters.WaitingForTheLog, 1);
            for (var n = 0; n < 3; n++) writes.Add(narrow.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default));
            await Assert.ThrowsAsync<WriterBusyException>(() => narrow.WriteAsync(Matters.Note("matter/9", "k9"), default));
        }

        await Task.WhenAll(writes);
        Assert.Null(await store.FindOutcomeAsync("app:test", "k9", default));
        await narrow.WriteAsync(Matters.Note("matter/9", "k9"), default).CommittedAsync();
    }

    [Fact]
    public async Task a_caller_that_leaves_while_it_waits_has_asked_for_nothing()
    {
        var narrow = StoreOf(new WriterSettings { Batches = 1 });
        using var leaving = new CancellationTokenSource();
        Task<WriteResult> first, left;
        await using (await HoldTheLogAsync())
        {
            first = narrow.WriteAsync(Matters.Note("matter/0", "under way"), default);
            await UntilAsync(Matters.WaitingForTheLog, 1);
            left = narrow.WriteAsync(Matters.Note("matter/1", "left"), leaving.Token);
            await leaving.CancelAsync();
        }

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Null(await store.FindOutcomeAsync("app:test", "left", default));
    }

    [Fact]
    public async Task a_counter_in_a_batch_skips_no_number_for_a_refused_command()
    {
        Guard.Counter year = new("number", "2026");
        Task<WriteResult>[] writes;
        await using (await HoldTheLogAsync())
        {
            writes = [.. Enumerable.Range(0, 60).Select(n => store.WriteAsync(
                Matters.Note($"matter/{n}", $"k{n}", guards: [year], decide: (_, context) => n % 3 == 0
                    ? new Decision.Refuse("matter.no", [])
                    : Matters.Accept($"matter/{n}", new MatterNoted((int)context.Counters["number/2026"], "n"))),
                default))];
        }

        await Task.WhenAll(writes);
        var page = await store.ReadLogAsync(0, 1000, default);
        Assert.Equal(Enumerable.Range(1, 40), page.Events.Select(stored => ((MatterNoted)stored.Data!).Number).Order());
    }

    static Write<int> Undeclared(string key, string stream) =>
        Matters.Note("matter/7", key, decide: (_, _) => Matters.Accept(stream, new MatterOpened("again")));

    PostgresEventStore StoreOf(WriterSettings settings) =>
        new(database.Writer, database.Reader, Matters.Types, [], settings: settings);

    /// <summary>While it is held nothing can commit, so whatever is asked for meanwhile has to wait.</summary>
    Task<NpgsqlConnection> HoldTheLogAsync() => HoldAsync($"begin; select pg_advisory_xact_lock({LockOfTheLog})");

    async Task<NpgsqlConnection> HoldAsync(string sql)
    {
        var connection = await database.Writer.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    async Task UntilAsync(string question, long answer)
    {
        while ((long)(await database.AskAsOwnerAsync(question))! < answer) await Task.Delay(5);
    }

    static MeterListener Listen(ConcurrentBag<int> sizes)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "regulation.append.batch") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, size, _, _) => sizes.Add(size));
        listener.Start();
        return listener;
    }
}
