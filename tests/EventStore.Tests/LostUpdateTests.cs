using EventStore.Subscriptions;
using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>
/// The experiment in which a store with inline snapshots lost a tenth of its updates: eight writers on twenty streams, each
/// stream with a snapshot. Here over two nodes, the snapshots being the rows of a read model that both nodes may run.
/// </summary>
public sealed class LostUpdateTests : IAsyncLifetime
{
    const int Writers = 8;
    const int Streams = 20;
    const int Each = 60;

    TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.RunAsOwnerAsync(
            """
            create table regulation.snapshot (stream text primary key, notes int not null, last int not null, version bigint not null);
            grant select, insert, update on regulation.snapshot to regulation_projector;
            """);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task eight_writers_on_twenty_streams_over_two_nodes_lose_nothing_in_the_log_and_nothing_in_the_snapshots()
    {
        PostgresEventStore[] nodes = [Matters.Store(database), Matters.Store(database)];
        await using var first = Run(nodes[0]);
        await using var second = Run(nodes[1]);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < Each; n++)
            {
                var stream = $"matter/{((writer * 7) + n) % Streams}";
                await nodes[(writer + n) % 2].WriteAsync(Matters.Note(stream, $"{writer}-{n}"), default).CommittedAsync();
            }
        })));
        var horizon = await nodes[0].HorizonAsync(default);
        Assert.True(await first.WaitForAsync("snapshot", horizon, TimeSpan.FromSeconds(60), default));

        var events = (await nodes[0].ReadLogAsync(0, 10_000, default)).Events;
        Assert.Equal(Writers * Each, events.Count);
        foreach (var stream in events.GroupBy(stored => stored.Stream))
            Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(stored => ((MatterNoted)stored.Data!).Number));
        Assert.Equal(
            $"{Streams} {Writers * Each} {Writers * Each} 0",
            await database.AskAsOwnerAsync(
                """
                select concat_ws(' ', count(*), sum(notes), sum(last), count(*) filter (where s.version <> m.version))
                from regulation.snapshot as s join mt_streams as m on m.id = s.stream
                """));
    }

    SubscriptionRunner Run(PostgresEventStore node)
    {
        var runner = new SubscriptionRunner(database.Projector, node, [new Snapshots()], Diary.Fast);
        runner.Start();
        return runner;
    }

    /// <summary>Adds to what is there, so that an event taken twice or not at all shows in the sum.</summary>
    sealed class Snapshots : ISubscriber
    {
        public string Name => "snapshot";

        public async Task HandleAsync(
            IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction,
            CancellationToken cancellation)
        {
            foreach (var stored in batch)
            {
                await using var upsert = new NpgsqlCommand(
                    """
                    insert into regulation.snapshot as s (stream, notes, last, version) values ($1, 1, $2, $3)
                    on conflict (stream) do update set notes = s.notes + 1, last = excluded.last, version = excluded.version
                    """,
                    connection)
                {
                    Parameters =
                    {
                        new() { Value = stored.Stream }, new() { Value = ((MatterNoted)stored.Data!).Number },
                        new() { Value = stored.Version },
                    },
                };
                await upsert.ExecuteNonQueryAsync(cancellation);
            }
        }
    }
}
