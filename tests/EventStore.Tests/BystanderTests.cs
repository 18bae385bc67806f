using System.Diagnostics;
using EventStore.Subscriptions;
using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>Other transactions in the database: most of them disturb nobody, and one that holds the log is told of.</summary>
public sealed class BystanderTests : IAsyncLifetime
{
    const string RawAppend = """
        insert into mt_streams (id, type, version) values ('raw/1', 'raw', 1);
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
        values (nextval('mt_events_sequence'), gen_random_uuid(), 'raw/1', 1, '{"title":"raw"}', 'matter_opened', now())
        """;

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await Diary.PrepareAsync(database);
        store = new PostgresEventStore(database.Writer, database.Reader, Matters.Types, [],
            settings: new WriterSettings { LongestLockWait = TimeSpan.FromSeconds(2) });
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_report_and_an_idle_transaction_stall_neither_writers_nor_readers()
    {
        await using var runner = new SubscriptionRunner(database.Projector, store, [new Diary("a")], Diary.Fast);
        runner.Start();
        await WriteAsync("before");

        // An old snapshot, a row of another table written, and a query that would run for a minute.
        await using var idle = await OpenAsync(
            "begin isolation level repeatable read; select count(*) from mt_events; "
            + "insert into regulation.claims (name, key, holder) values ('foreign', 'k', 'x')");
        await using var report = await OpenAsync("begin");
        var reporting = RunAsync(report, "select count(*) from mt_events, pg_sleep(60)");
        for (var n = 0; n < 50; n++) await WriteAsync($"k{n}");
        Assert.True(await runner.WaitForAsync("a", store.LastPosition, TimeSpan.FromSeconds(30), default));

        Assert.False(reporting.IsCompleted);
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "a"));
        await database.RunAsOwnerAsync($"select pg_cancel_backend({report.ProcessID})");
        await Assert.ThrowsAsync<PostgresException>(() => reporting);
    }

    /// <summary>Number order is commit order, so nobody can append past it; that is known and must not hang anybody.</summary>
    [Fact]
    public async Task who_waits_for_a_foreign_append_that_stays_open_is_told_in_time_and_goes_on_afterwards()
    {
        await WriteAsync("before");
        await using (var foreign = await OpenAsync($"begin; {RawAppend}"))
        {
            var waited = Stopwatch.StartNew();
            var told = await Task.WhenAll(Enumerable.Range(0, 40).Select(async n =>
                await Assert.ThrowsAsync<WriterBlockedException>(() => WriteAsync($"held{n}"))));
            Assert.Equal(40, told.Length);
            Assert.InRange(waited.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

            // Reading goes on meanwhile.
            Assert.Equal(store.LastPosition, await store.HorizonAsync(default));
        }

        await WriteAsync("held0");
        await WriteAsync("after");
        Assert.Equal(3L, await database.AskAsOwnerAsync("select count(*) from mt_events"));
        Assert.Equal(3L, await database.AskAsOwnerAsync("select count(*) from regulation.commands"));
    }

    [Fact]
    public async Task a_foreign_lock_on_one_stream_is_told_to_its_own_writes_alone()
    {
        await WriteAsync("locked");
        Task<WriteResult>[] others;
        Task<WriteResult> held;
        await using (var foreign = await OpenAsync("begin; select 1 from mt_streams where id = 'matter/locked' for update"))
        {
            held = store.WriteAsync(Matters.Note("matter/locked", "k"), default);
            others = [.. Enumerable.Range(0, 30).Select(n => store.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default))];

            await Assert.ThrowsAsync<WriterBlockedException>(() => held);
            Assert.All(await Task.WhenAll(others), answer => Assert.IsType<WriteResult.Committed>(answer));
        }

        Assert.Null(await store.FindOutcomeAsync("app:test", "k", default));
    }

    [Fact]
    public async Task a_stream_that_somebody_else_is_opening_is_told_to_its_own_writes_alone()
    {
        List<Task<WriteResult>> others = [];
        Task<WriteResult> held;
        await using (var foreign = await OpenAsync(
            "begin; insert into mt_streams (id, type, version) values ('matter/opening', 'matter', 0)"))
        {
            for (var n = 0; n < 10; n++) others.Add(store.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default));
            held = store.WriteAsync(Matters.Note("matter/opening", "k"), default);
            for (var n = 10; n < 30; n++) others.Add(store.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default));

            await Assert.ThrowsAsync<WriterBlockedException>(() => held);
            Assert.All(await Task.WhenAll(others), answer => Assert.IsType<WriteResult.Committed>(answer));
        }

        Assert.Null(await store.FindOutcomeAsync("app:test", "k", default));
        await store.WriteAsync(Matters.Note("matter/opening", "k"), default).CommittedAsync();
    }

    Task<WriteResult.Committed> WriteAsync(string key) =>
        store.WriteAsync(Matters.Note($"matter/{key}", key), default).CommittedAsync();

    async Task<NpgsqlConnection> OpenAsync(string sql)
    {
        var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await RunAsync(connection, sql);
        return connection;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
