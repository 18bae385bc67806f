using System.Globalization;
using EventStore.Certification;
using EventStore.Subscriptions;
using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>Readers under everything at once: their certificates are what an independent look at the log makes of it (LOG-6).</summary>
public sealed class ReaderStormTests : IAsyncLifetime
{
    const int Seed = 20261130;

    // One backend of this database at a time, whoever it works for.
    const string KillOne = """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename in ('regulation_projector', 'regulation_writer') and pid <> pg_backend_pid()
        order by md5(pid::text || $1) limit 1
        """;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    static readonly string[] Names = ["a", "b", "c", "d"];

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
        await Diary.PrepareAsync(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    // Shortened only by REGULATION_TEST_APPEND_SECONDS.
    [Fact]
    public async Task eight_appenders_two_nodes_and_killed_backends_leave_certificates_that_hold()
    {
        var seconds = Environment.GetEnvironmentVariable("REGULATION_TEST_APPEND_SECONDS") is { Length: > 0 } given
            ? double.Parse(given, CultureInfo.InvariantCulture)
            : 30;
        await using var first = Run();
        await using var second = Run();
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        await Task.WhenAll(
            [.. Enumerable.Range(0, 8).Select(appender => Task.Run(() => AppendAsync(appender, over.Token))), KillAsync(over.Token)]);

        var end = await store.HorizonAsync(default);
        using var patience = new CancellationTokenSource(Patience);
        while ((long)(await database.AskAsOwnerAsync("select min(position) from regulation.checkpoints"))! < end)
            await Task.Delay(100, patience.Token);
        var report = await new LogCertifier(database.Reader).CheckAsync(null, default);

        Assert.True(report.Holds);
        Assert.Equal(Names, report.Readers.Select(reader => reader.Reader));
        var count = (long)(await database.AskAsOwnerAsync("select count(*) from mt_events"))!;
        Assert.All(report.Readers, reader => Assert.Equal((count, end), (reader.Offered, reader.Position)));
        foreach (var name in Names) Assert.True(await Diary.IsCompleteAndInOrderAsync(database, name));
    }

    [Fact]
    public async Task a_foreign_idle_transaction_and_a_burnt_number_hold_up_no_reader()
    {
        await using var runner = Run();
        await using var foreign = new NpgsqlConnection(database.OwnerConnectionString);
        await foreign.OpenAsync();
        await using var idle = await foreign.BeginTransactionAsync();
        await using (var touch = new NpgsqlCommand("select pg_current_xact_id(), (select count(*) from mt_events)", foreign))
            await touch.ExecuteNonQueryAsync();
        await database.RunAsOwnerAsync("select nextval('mt_events_sequence') from generate_series(1, 32)");

        var written = await store.WriteAsync(Matters.Note("matter/1", "k"), default).CommittedAsync();

        // Still open: nothing waits for it to end.
        Assert.Equal(33, written.Position);
        foreach (var name in Names) Assert.True(await runner.WaitForAsync(name, written.Position, Patience, default));
        await idle.RollbackAsync();
    }

    SubscriptionRunner Run()
    {
        var runner = new SubscriptionRunner(database.Projector, store, [.. Names.Select(name => new Diary(name))], Diary.Fast);
        runner.Start();
        return runner;
    }

    async Task AppendAsync(int appender, CancellationToken over)
    {
        for (var n = 0; !over.IsCancellationRequested; n++)
        {
            try
            {
                await store.WriteAsync(Matters.Note($"matter/{(n + appender) % 50}", $"{appender}-{n}"), default);
            }
            catch (Exception cut) when (cut is NpgsqlException or IOException or OutcomeUnknownException)
            {
                // Killed; the next one goes on. What was committed all the same is in the log and must be read.
            }
        }
    }

    async Task KillAsync(CancellationToken over)
    {
        var random = new Random(Seed);
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(random.Next(200, 600), CancellationToken.None);
            await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
            await connection.OpenAsync(CancellationToken.None);
            await using var kill = new NpgsqlCommand(KillOne, connection);
            kill.Parameters.Add(new() { Value = random.Next().ToString(CultureInfo.InvariantCulture) });
            await kill.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
