using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;

namespace EventStore.Tests;

/// <summary>The server stops, dies, or has no disk left under load: whatever was acknowledged is there, once, and the same
/// store goes on without a restart of its own process.</summary>
public sealed class ServerTroubleTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly ConcurrentDictionary<string, WriteResult.Committed> acknowledged = new();
    readonly ConcurrentQueue<Exception> told = new();
    volatile bool over;

    [Fact]
    public async Task restarted_and_killed_under_load_it_loses_nothing_and_does_nothing_twice()
    {
        await using var server = await OwnServer.StartAsync();
        var store = Matters.Store(server.Database);
        var load = LoadAsync(store, () => "n");

        await MoreAsync(50);
        await server.RestartAsync();
        await MoreAsync(50);
        await server.KillOneBackendAsync();
        await MoreAsync(50);
        await server.KillAsync();
        await server.StartAgainAsync();
        await MoreAsync(50);

        await EndAsync(load);
        await AssertAllThereAsync(store);
    }

    [SmallDiskFact]
    public async Task a_full_disk_is_told_and_once_there_is_room_the_store_goes_on_with_all_it_acknowledged()
    {
        await using var server = await OwnServer.StartAsync(megabytes: 300);
        var store = Matters.Store(server.Database);
        var load = LoadAsync(store, () => Convert.ToHexString(RandomNumberGenerator.GetBytes(30_000)));
        await MoreAsync(20);

        await server.FillAsync(bytesLeft: 4 * 1024 * 1024);
        await UntilAsync(() => !told.IsEmpty);
        server.Free();
        await server.StartAgainAsync();
        await MoreAsync(20);

        await EndAsync(load);
        await AssertAllThereAsync(store);
        Assert.All(told, failure => Assert.True(
            failure is NpgsqlException or OutcomeUnknownException or WriterBusyException or IOException, failure.ToString()));
    }

    /// <summary>Six callers on four streams; each asks again with the same key until it has an answer.</summary>
    Task LoadAsync(PostgresEventStore store, Func<string> text) => Task.WhenAll(Enumerable.Range(0, 6).Select(caller => Task.Run(async () =>
    {
        for (var n = 0; !over; n++)
        {
            var key = $"{caller}-{n}";
            var write = Matters.Note($"matter/{(caller + n) % 4}", key, text: text());
            while (!acknowledged.ContainsKey(key))
            {
                try
                {
                    acknowledged[key] = await store.WriteAsync(write, default).CommittedAsync();
                }
                catch (Exception failure) when (failure is NpgsqlException or OutcomeUnknownException or WriterBusyException
                    or IOException or TimeoutException)
                {
                    told.Enqueue(failure);
                    await Task.Delay(50);
                }
            }
        }
    })));

    Task MoreAsync(int answers)
    {
        var before = acknowledged.Count;
        return UntilAsync(() => acknowledged.Count >= before + answers);
    }

    static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(10, patience.Token);
    }

    async Task EndAsync(Task load)
    {
        over = true;
        await load.WaitAsync(Patience);
    }

    async Task AssertAllThereAsync(PostgresEventStore store)
    {
        var stored = (await store.ReadLogAsync(0, 100_000, default)).Events;
        Assert.Equal(acknowledged.Count, stored.Count);
        foreach (var stream in stored.GroupBy(one => one.Stream))
        {
            Assert.Equal(
                Enumerable.Range(1, stream.Count()), stream.OrderBy(one => one.Version).Select(one => ((MatterNoted)one.Data!).Number));
        }

        var byPlace = stored.ToDictionary(one => (one.Stream, one.Version), one => one.Sequence);
        foreach (var answer in acknowledged.Values)
        {
            var (stream, version) = Assert.Single(answer.Versions);
            Assert.Equal(answer.Position, byPlace[(stream, version)]);
        }
    }
}
