using TestKit;

namespace EventStore.Tests;

/// <summary>Streams and the tallies that follow from them, read as they stood at one moment.</summary>
public sealed class SnapshotTests : IAsyncLifetime
{
    static readonly Guard.Tally Places = new("places", "all");
    static readonly Guard.Tally Untouched = new("places", "none");

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    ISnapshots Snapshots => store;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_tally_is_what_the_events_beside_it_say_while_others_write_and_what_is_not_there_is_nothing()
    {
        var writes = Task.WhenAll(Enumerable.Range(1, 200).Select(n => Task.Run(() => store.WriteAsync(Take(n), default))));
        do
        {
            var seen = await ReadAsync();
            Assert.Equal(seen.Streams["matter/0"].Count + seen.Streams["matter/1"].Count, seen.Tallies[Places]);
        }
        while (!writes.IsCompleted);
        Assert.All(await writes, answer => Assert.IsType<WriteResult.Committed>(answer));

        var all = await ReadAsync();
        Assert.Equal((100, 100, 0), (all.Streams["matter/0"].Count, all.Streams["matter/1"].Count, all.Streams["matter/2"].Count));
        Assert.Equal((200L, 0L), (all.Tallies[Places], all.Tallies[Untouched]));
    }

    [Fact]
    public async Task tallies_above_nothing_are_found_by_name_and_those_at_nothing_are_not()
    {
        await store.WriteAsync(Move(1, new("freed", "b"), 5), default).CommittedAsync();
        await store.WriteAsync(Move(2, new("freed", "a"), 1), default).CommittedAsync();
        await store.WriteAsync(Move(3, new("freed", "c"), 2), default).CommittedAsync();
        await store.WriteAsync(Move(4, new("other", "d"), 3), default).CommittedAsync();
        await store.WriteAsync(Move(5, new("freed", "c"), -2), default).CommittedAsync();

        Assert.Equal(["a", "b"], await Snapshots.TalliesAboveNothingAsync("freed", default));
        Assert.Empty(await Snapshots.TalliesAboveNothingAsync("free", default));
    }

    Task<Snapshot> ReadAsync() => Snapshots.ReadAsync(
        ["matter/0", "matter/1", "matter/2"], streams => streams["matter/2"].Count == 0 ? [Places, Untouched, Places] : [], default);

    static Write<int> Take(int n) => Move(n, Places, 1);

    static Write<int> Move(int n, Guard.Tally tally, long by) =>
        Matters.Note($"matter/{n % 2}", $"k{n}", guards: [tally], decide: (_, _) =>
            (Decision.Accept)Matters.Accept($"matter/{n % 2}", new MatterNoted(n, "n")) with { Moves = [new TallyMove(tally, by)] });
}
