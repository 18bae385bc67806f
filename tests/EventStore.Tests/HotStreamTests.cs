using TestKit;

namespace EventStore.Tests;

public sealed class HotStreamTests : IAsyncLifetime
{
    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task commands_that_cross_over_the_same_two_streams_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var (own, other) = writer % 2 == 0 ? ("matter/1", "matter/2") : ("matter/2", "matter/1");
            for (var n = 0; n < 25; n++)
            {
                var both = new Decision.Accept(
                [
                    new StreamAppend(own, "matter", [new MatterOpened("a")]),
                    new StreamAppend(other, "matter", [new MatterOpened("b")]),
                ]);
                await store.WriteAsync(
                    Matters.Note(own, $"{writer}-{n}", also: [new(other, "matter")], decide: (_, _) => both),
                    default).CommittedAsync();
            }
        })));

        Assert.Equal(200, (await store.ReadStreamAsync("matter/1", StreamLimit.None, default)).Count);
        Assert.Equal(200, (await store.ReadStreamAsync("matter/2", StreamLimit.None, default)).Count);
    }

    // A real Marten appends through this function; it must neither lose nor block our commands.
    [Fact]
    public async Task martens_own_append_and_ours_share_a_hot_stream()
    {
        const string Append = """
            select mt_quick_append_events('matter/1', 'matter', '*DEFAULT*', array[gen_random_uuid()],
                array['matter_noted']::varchar[], array[null]::varchar[], array['{"number":0,"note":"m"}']::jsonb[],
                array[null]::bytea[], array[null]::varchar[], array[null]::varchar[], array[null]::jsonb[],
                array[null]::varchar[], array[now()], null)
            """;
        var ours = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++)
                await store.WriteAsync(Matters.Note("matter/1", $"{writer}-{n}", at: Later), default).CommittedAsync();
        })));
        var martens = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++)
            {
                await using var command = database.Writer.CreateCommand(Append);
                await command.ExecuteScalarAsync();
            }
        })));

        await Task.WhenAll(ours, martens);

        var events = await store.ReadStreamAsync("matter/1", StreamLimit.None, default);
        Assert.Equal(200, events.Count);
        Assert.Equal(events.Select(stored => stored.Sequence).Order(), events.Select(stored => stored.Sequence));
    }

    // Marten's time is the server's; ours must not lie before it.
    static NodaTime.Instant Later => NodaTime.Instant.FromUtc(2100, 1, 1, 0, 0);
}
