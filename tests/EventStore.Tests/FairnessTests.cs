using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>Under overload each waits its turn: neither a caller with thousands nor a hot stream stands before the others.</summary>
public sealed class FairnessTests : IAsyncLifetime
{
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_caller_with_one_command_does_not_wait_for_another_callers_hundreds()
    {
        var store = Store(new WriterSettings { Batches = 1, LargestBatch = 20 });
        List<Task<WriteResult>> many = [];
        Task<WriteResult> single;
        await using (await HoldTheLogAsync())
        {
            many.Add(store.WriteAsync(Matters.Note("matter/0", "under way"), default));
            await UntilOneWaitsForTheLogAsync();
            for (var n = 1; n <= 400; n++) many.Add(store.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default));
            single = store.WriteAsync(Of("person/2", "matter/single", "only"), default);
        }

        var position = (await single.CommittedAsync()).Position;
        await Task.WhenAll(many);

        // Of 402 events it is in the second batch of twenty, not in the last.
        Assert.InRange(position, 2, 41);
    }

    [Fact]
    public async Task writes_on_a_stream_that_is_under_way_let_the_others_pass_and_go_together_afterwards()
    {
        var store = Store(new WriterSettings { Batches = 2, LargestBatch = 50 });
        List<Task<WriteResult>> hot = [];
        Task<WriteResult>[] cold;
        await using (var holder = await LockStreamAsync(store, "matter/hot"))
        {
            for (var n = 0; n < 150; n++) hot.Add(store.WriteAsync(Matters.Note("matter/hot", $"h{n}"), default));
            cold = [.. Enumerable.Range(0, 100).Select(n => store.WriteAsync(Matters.Note($"matter/{n}", $"c{n}"), default))];

            // One transaction waits for the hot stream; the cold ones are answered beside it.
            await Task.WhenAll(cold).WaitAsync(TimeSpan.FromSeconds(60));
            Assert.All(hot, write => Assert.False(write.IsCompleted));
        }

        Assert.All(await Task.WhenAll(hot), answer => Assert.IsType<WriteResult.Committed>(answer));
        Assert.Equal(151, (await store.ReadStreamAsync("matter/hot", StreamLimit.None, default)).Count);
    }

    [Fact]
    public async Task a_command_on_two_busy_streams_is_not_overtaken_for_ever()
    {
        var store = Store(new WriterSettings { Batches = 3, LargestBatch = 4 });
        var both = Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
            {
                await store.WriteAsync(
                    Matters.Note("matter/1", $"both{n}", also: [new("matter/2", "matter")]), default).CommittedAsync();
            }
        });
        var load = Enumerable.Range(0, 12).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; !both.IsCompleted; n++)
                await store.WriteAsync(Matters.Note($"matter/{(writer % 2) + 1}", $"{writer}-{n}"), default).CommittedAsync();
        }));

        await both.WaitAsync(TimeSpan.FromSeconds(120));
        await Task.WhenAll(load);
    }

    [Fact]
    public async Task one_caller_or_one_stream_may_fill_a_part_of_the_queue_and_the_rest_is_for_the_others()
    {
        var store = Store(new WriterSettings { Batches = 1, LargestBatch = 1, LongestQueue = 9, LargestShare = 0.45 });
        List<Task<WriteResult>> writes = [];
        await using (await HoldTheLogAsync())
        {
            writes.Add(store.WriteAsync(Matters.Note("matter/0", "under way"), default));
            await UntilOneWaitsForTheLogAsync();
            for (var n = 0; n < 4; n++) writes.Add(store.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default));
            await Assert.ThrowsAsync<WriterBusyException>(() => store.WriteAsync(Matters.Note("matter/9", "k9"), default));

            for (var n = 0; n < 4; n++) writes.Add(store.WriteAsync(Of($"person/{n}", "matter/hot", "k"), default));
            await Assert.ThrowsAsync<WriterBusyException>(() => store.WriteAsync(Of("person/4", "matter/hot", "k"), default));

            writes.Add(store.WriteAsync(Of("person/5", "matter/cold", "k"), default));
            await Assert.ThrowsAsync<WriterBusyException>(() => store.WriteAsync(Of("person/6", "matter/other", "k"), default));
        }

        Assert.All(await Task.WhenAll(writes), answer => Assert.IsType<WriteResult.Committed>(answer));
    }

    /// <summary>Beside a thousand on one stream the other callers' writes come through in bounded time.</summary>
    [Fact]
    public async Task a_flood_on_one_stream_keeps_nobody_from_the_other_streams()
    {
        var store = Store(new WriterSettings { LongestQueue = 1_000 });
        var flood = Enumerable.Range(0, 2_000).Select(n => Task.Run(async () =>
        {
            try
            {
                await store.WriteAsync(Of($"person/{n}", "matter/hot", "k"), default);
                return 1;
            }
            catch (WriterBusyException)
            {
                return 0;
            }
        })).ToList();
        for (var n = 0; n < 20; n++)
            await store.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default).WaitAsync(TimeSpan.FromSeconds(60));

        var taken = (await Task.WhenAll(flood)).Sum();
        Assert.Equal(taken, (await store.ReadStreamAsync("matter/hot", StreamLimit.None, default)).Count);
    }

    static Write<int> Of(string caller, string stream, string key) => new()
    {
        Command = new CommandId(caller, key, new byte[32]), Stream = stream, StreamType = Matters.StreamType,
        Initial = 0, Evolve = Matters.CountNotes,
        Decide = (notes, _) => Matters.Accept(stream, new MatterNoted(notes + 1, "n")),
        Metadata = Matters.At(Matters.Morning),
    };

    PostgresEventStore Store(WriterSettings settings) =>
        new(database.Writer, database.Reader, Matters.Types, [], settings: settings);

    async Task<NpgsqlConnection> HoldTheLogAsync() =>
        await HoldAsync("begin; select pg_advisory_xact_lock(7887040406614865011)");

    async Task<NpgsqlConnection> LockStreamAsync(PostgresEventStore store, string stream)
    {
        await store.WriteAsync(Matters.Note(stream, "first"), default).CommittedAsync();
        return await HoldAsync($"begin; select 1 from mt_streams where id = '{stream}' for update");
    }

    async Task<NpgsqlConnection> HoldAsync(string sql)
    {
        var connection = await database.Writer.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    async Task UntilOneWaitsForTheLogAsync()
    {
        while ((long)(await database.AskAsOwnerAsync(Matters.WaitingForTheLog))! == 0) await Task.Delay(5);
    }
}
