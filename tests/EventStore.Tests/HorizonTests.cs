using System.Globalization;
using EventStore.Subscriptions;
using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>No reader ever passes an event that becomes visible later, and no hole stalls one (ADR 0002).</summary>
public sealed class HorizonTests : IAsyncLifetime
{
    const string Append = """
        insert into mt_streams (id, type, version) values ('raw/' || gen_random_uuid(), 'raw', 1);
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
        select nextval('mt_events_sequence'), gen_random_uuid(), id, 1, '{"title":"raw"}', 'matter_opened', now()
        from mt_streams where type = 'raw' and not exists (select 1 from mt_events where stream_id = mt_streams.id);
        """;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    TestDatabase database = null!;
    PostgresEventStore store = null!;
    SubscriptionRunner runner = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
        await Diary.PrepareAsync(database);
        runner = new SubscriptionRunner(database.Projector, store, [new Diary("a")], Diary.Fast);
        runner.Start();
    }

    public async Task DisposeAsync()
    {
        await runner.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task an_append_that_is_held_open_across_later_ones_is_never_skipped()
    {
        await WriteAsync("before");
        await using var slow = await OpenAsync();
        var transaction = await slow.BeginTransactionAsync();
        await RunAsync(slow, Append);

        var later = Task.WhenAll(Enumerable.Range(0, 5).Select(n => WriteAsync($"later{n}")));
        await Task.Delay(300);
        Assert.Equal(1, await store.HorizonAsync(default));
        await transaction.CommitAsync();
        await later;

        await AssertAllSeenAsync(7);
    }

    [Fact]
    public async Task an_append_that_aborts_leaves_a_hole_and_no_reader_waits_for_it()
    {
        await using var slow = await OpenAsync();
        var transaction = await slow.BeginTransactionAsync();
        await RunAsync(slow, Append);
        var later = WriteAsync("later");
        await transaction.RollbackAsync();
        await later;

        await AssertAllSeenAsync(1);
        Assert.Equal(2, await store.HorizonAsync(default));
    }

    [Fact]
    public async Task a_backend_that_dies_with_numbers_drawn_stalls_nobody()
    {
        await using var dying = await OpenAsync();
        await dying.BeginTransactionAsync();
        for (var n = 0; n < 32; n++) await RunAsync(dying, Append);
        await database.RunAsOwnerAsync($"select pg_terminate_backend({dying.ProcessID})");

        await WriteAsync("after");

        await AssertAllSeenAsync(1);
        Assert.Equal(33, await store.HorizonAsync(default));
    }

    // Prepared transactions are off by default; where they are on, one holds the log until it is ended.
    [Fact]
    public async Task a_prepared_transaction_is_waited_for_and_not_skipped()
    {
        if ("0".Equals(await database.AskAsOwnerAsync("show max_prepared_transactions")))
        {
            await using var one = await OpenAsync();
            await using var refused = new NpgsqlCommand($"begin; {Append} prepare transaction 'p'", one);
            var answer = await Assert.ThrowsAsync<PostgresException>(() => refused.ExecuteNonQueryAsync());
            Assert.Equal("55000", answer.SqlState);
            return;
        }

        var name = $"p_{database.Name}";
        await using (var first = await OpenAsync())
            await RunAsync(first, $"begin; {Append} prepare transaction '{name}'");
        var later = WriteAsync("later");
        await Task.Delay(300);
        Assert.False(later.IsCompleted);
        Assert.Equal(0, await store.HorizonAsync(default));

        await using var second = await OpenAsync();
        await RunAsync(second, $"commit prepared '{name}'");
        await later;

        await AssertAllSeenAsync(2);
    }

    // Marten's Rich mode, or a person in psql: the number is drawn first and used after others have committed.
    [Fact]
    public async Task a_number_drawn_before_the_lock_and_passed_meanwhile_is_refused_loudly()
    {
        await using var early = await OpenAsync();
        await using var draw = new NpgsqlCommand("select nextval('mt_events_sequence')", early);
        var number = (long)(await draw.ExecuteScalarAsync())!;
        await WriteAsync("meanwhile");

        var late = Append.Replace(
            "nextval('mt_events_sequence')", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var answer = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(early, late));

        Assert.Equal("40001", answer.SqlState);
        await AssertAllSeenAsync(1);
    }

    // Shortened only by REGULATION_TEST_APPEND_SECONDS.
    [Fact]
    public async Task a_subscriber_sees_every_event_of_eight_appenders_exactly_once_and_in_order()
    {
        var seconds = Environment.GetEnvironmentVariable("REGULATION_TEST_APPEND_SECONDS") is { Length: > 0 } given
            ? double.Parse(given, CultureInfo.InvariantCulture)
            : 60;
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(appender => Task.Run(async () =>
        {
            var count = 0;
            while (!over.IsCancellationRequested)
            {
                // Appenders 6 and 7 are foreign: plain SQL, each fifth time rolled back.
                if (appender >= 6) await AppendRawAsync(rollBack: count % 5 == 4);
                else await WriteAsync($"{appender}-{count}", stream: $"matter/{(count + appender) % 50}");
                count++;
            }

            return count;
        })));

        Assert.True(written.Sum() > 8);
        Assert.True(await runner.WaitForAsync("a", await store.HorizonAsync(default), Patience, default));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "a"));
    }

    async Task AppendRawAsync(bool rollBack)
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, Append);
        if (rollBack) await transaction.RollbackAsync();
        else await transaction.CommitAsync();
    }

    async Task AssertAllSeenAsync(long events)
    {
        Assert.True(await runner.WaitForAsync("a", await store.HorizonAsync(default), Patience, default));
        Assert.Equal(events, await database.AskAsOwnerAsync("select count(*) from mt_events"));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "a"));
    }

    Task<WriteResult.Committed> WriteAsync(string key, string? stream = null) =>
        store.WriteAsync(Matters.Note(stream ?? $"matter/{key}", key), default).CommittedAsync();

    async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
