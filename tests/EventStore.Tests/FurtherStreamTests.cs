using TestKit;

namespace EventStore.Tests;

/// <summary>A decision on one stream that rests on another: a request on a permit, an application on a bar.</summary>
public sealed class FurtherStreamTests : IAsyncLifetime
{
    const string Shared = "matter/shared";

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_stream_that_is_not_declared_to_be_read_is_not_handed_over()
    {
        var seen = new List<int>();
        await store.WriteAsync(
            Matters.Note("matter/1", "k", also: [new(Shared, "matter")], decide: (_, context) =>
            {
                seen.Add(context.Histories.Count);
                return Matters.Accept("matter/1", new MatterNoted(1, "n"));
            }),
            default);

        Assert.Equal([0], seen);
    }

    [Fact]
    public async Task one_that_does_not_exist_is_empty_and_leaves_no_row()
    {
        var seen = new List<int>();
        await store.WriteAsync(
            Matters.Note("matter/1", "k", also: [new(Shared, "matter", Read: true)], decide: (_, context) =>
            {
                seen.Add(context.Histories[Shared].Count);
                return Matters.Accept("matter/1", new MatterNoted(1, "n"));
            }),
            default);

        Assert.Equal([0], seen);
        Assert.Equal(1L, await database.AskAsOwnerAsync("select count(*) from mt_streams"));
    }

    [Fact]
    public async Task its_events_come_in_order_beside_the_primary_history()
    {
        await store.WriteAsync(Matters.Note(Shared, "k1"), default);
        await store.WriteAsync(Matters.Note(Shared, "k2"), default);
        await store.WriteAsync(Matters.Note("matter/1", "k3"), default);
        var seen = new List<(int, long, IReadOnlyList<object?>)>();

        await store.WriteAsync(
            Matters.Note("matter/1", "k4", also: [new(Shared, "matter", Read: true)], decide: (notes, context) =>
            {
                seen.Add((notes, context.Version, [.. context.Histories[Shared]]));
                return Matters.Accept("matter/1", new MatterNoted(2, "n"));
            }),
            default);

        var (count, version, history) = Assert.Single(seen);
        Assert.Equal((1, 1L), (count, version));
        Assert.Equal([new MatterNoted(1, "n"), new MatterNoted(2, "n")], history);
    }

    /// <summary>Twenty matters want the one place on the shared stream at the same moment.</summary>
    [Fact]
    public async Task nothing_slips_between_the_decision_and_the_append()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => store.WriteAsync(TakeThePlace(number), default)));

        Assert.Single(results.OfType<WriteResult.Committed>());
        Assert.Equal(19, results.OfType<WriteResult.Refused>().Count());
        Assert.Single(await store.ReadStreamAsync(Shared, StreamLimit.None, default));
    }

    /// <summary>A writer of the shared stream alone is waited for, and what it wrote is seen.</summary>
    [Fact]
    public async Task an_ending_that_commits_first_is_seen_by_the_decision_that_waited()
    {
        var inside = new TaskCompletionSource();
        var goOn = new ManualResetEventSlim();
        var ending = store.WriteAsync(
            Matters.Note(Shared, "end", decide: (_, _) =>
            {
                inside.TrySetResult();
                goOn.Wait(TimeSpan.FromSeconds(90));
                return Matters.Accept(Shared, new MatterNoted(1, "ended"));
            }),
            default);
        await inside.Task;

        var request = store.WriteAsync(TakeThePlace(1), default);
        await Task.Delay(200);
        Assert.False(request.IsCompleted);
        goOn.Set();

        await ending;
        Assert.Equal("place.taken", Assert.IsType<WriteResult.Refused>(await request).Code);
    }

    static Write<int> TakeThePlace(int number)
    {
        var own = $"matter/{number}";
        return Matters.Note(own, $"k{number}", also: [new(Shared, "matter", Read: true)], decide: (_, context) =>
            context.Histories[Shared].Count > 0
                ? new Decision.Refuse("place.taken", [])
                : new Decision.Accept(
                [
                    new StreamAppend(own, "matter", [new MatterNoted(1, "asked")]),
                    new StreamAppend(Shared, "matter", [new MatterNoted(1, "taken")]),
                ]));
    }
}
