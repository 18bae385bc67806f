using TestKit;

namespace EventStore.Tests;

/// <summary>A hot stream is not read whole for every batch, and what is remembered never decides against the log.</summary>
public sealed class RememberedStateTests : IAsyncLifetime
{
    const string Stream = "matter/1";

    TestDatabase database = null!;
    PostgresEventStore one = null!;
    PostgresEventStore other = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        one = Store(new WriterSettings { LongStream = 3, KeptStreams = 2 });
        other = Store(new WriterSettings { LongStream = 3, KeptStreams = 2 });
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_long_stream_is_folded_once_and_then_only_from_its_new_events()
    {
        var folded = 0;
        int Count(int notes)
        {
            folded++;
            return notes + 1;
        }

        Counting.Seen = Count;
        for (var n = 0; n < 20; n++) await one.WriteAsync(Counted($"k{n}"), default).CommittedAsync();

        // Without memory: 0 + 1 + … + 19 = 190. With it, two short readings and one event for each write.
        Assert.InRange(folded, 20, 30);
        Assert.Equal(20, await VersionAsync());
    }

    [Fact]
    public async Task what_another_node_wrote_meanwhile_is_seen_by_the_next_decision()
    {
        for (var n = 0; n < 40; n++)
            await (n % 3 == 0 ? other : one).WriteAsync(Matters.Note(Stream, $"k{n}"), default).CommittedAsync();

        await AssertNumberedAsync(40);
    }

    /// <summary>A restored database: fewer events first, then others in their place.</summary>
    [Fact]
    public async Task a_log_that_is_not_the_one_remembered_is_read_anew()
    {
        for (var n = 0; n < 10; n++) await one.WriteAsync(Matters.Note(Stream, $"k{n}"), default).CommittedAsync();
        await database.RunAsOwnerAsync(
            "delete from mt_events where version > 4; update mt_streams set version = 4; delete from regulation.commands");

        var shorter = await one.WriteAsync(Matters.Note(Stream, "after"), default).CommittedAsync();
        Assert.Equal(5, shorter.Versions[Stream]);
        for (var n = 0; n < 5; n++) await other.WriteAsync(Matters.Note(Stream, $"o{n}"), default).CommittedAsync();
        await database.RunAsOwnerAsync("update mt_events set id = gen_random_uuid()");
        await one.WriteAsync(Matters.Note(Stream, "last"), default).CommittedAsync();

        await AssertNumberedAsync(11);
    }

    [Fact]
    public async Task a_batch_that_comes_to_nothing_is_not_remembered()
    {
        for (var n = 0; n < 5; n++) await one.WriteAsync(Matters.Note(Stream, $"k{n}"), default).CommittedAsync();

        // The decision appends to this stream and opens one that exists: the server undoes both.
        await one.WriteAsync(Matters.Note("matter/taken", "t"), default).CommittedAsync();
        var undone = Matters.Note(Stream, "undone", decide: (notes, _) => new Decision.Accept(
        [
            new StreamAppend(Stream, "matter", [new MatterNoted(notes + 1, "undone")]),
            new StreamAppend("matter/taken", "matter", [new MatterOpened("again")]),
        ]));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => one.WriteAsync(undone, default));
        await one.WriteAsync(Matters.Note(Stream, "after"), default).CommittedAsync();

        await AssertNumberedAsync(6);
    }

    [Fact]
    public async Task two_deciders_of_one_stream_each_have_their_own_state()
    {
        for (var n = 0; n < 10; n++)
        {
            await one.WriteAsync(Matters.Note(Stream, $"a{n}"), default).CommittedAsync();
            var titles = new Write<string>
            {
                Command = Matters.Command($"b{n}"), Stream = Stream, StreamType = Matters.StreamType, Initial = "",
                Evolve = static (state, @event) => state + (@event is MatterNoted ? "n" : "o"),
                Decide = (state, _) => Matters.Accept(Stream, new MatterOpened(state)),
                Metadata = Matters.At(Matters.Morning),
            };
            await one.WriteAsync(titles, default).CommittedAsync();
        }

        var events = await one.ReadStreamAsync(Stream, StreamLimit.None, default);
        Assert.Equal(Enumerable.Range(1, 10), events.Select(stored => stored.Data).OfType<MatterNoted>().Select(note => note.Number));
        Assert.Equal(
            Enumerable.Range(0, 10).Select(n => string.Concat(Enumerable.Repeat("no", n)) + "n"),
            events.Select(stored => stored.Data).OfType<MatterOpened>().Select(opened => opened.Title));
    }

    [Fact]
    public async Task a_stream_that_others_rest_on_is_handed_over_whole_all_the_same()
    {
        for (var n = 0; n < 5; n++) await one.WriteAsync(Matters.Note(Stream, $"k{n}"), default).CommittedAsync();
        var seen = 0;

        await one.WriteAsync(
            Matters.Note("matter/2", "reads", also: [new(Stream, "matter", Read: true)], decide: (_, context) =>
            {
                seen = context.Histories[Stream].Count;
                return Matters.Accept("matter/2", new MatterNoted(1, "n"));
            }),
            default);

        Assert.Equal(5, seen);
    }

    async Task AssertNumberedAsync(int count) => Assert.Equal(
        Enumerable.Range(1, count),
        (await one.ReadStreamAsync(Stream, StreamLimit.None, default)).Select(stored => ((MatterNoted)stored.Data!).Number));

    async Task<int> VersionAsync() => (await one.ReadStreamAsync(Stream, StreamLimit.None, default)).Count;

    static Write<int> Counted(string key) => new()
    {
        Command = Matters.Command(key), Stream = Stream, StreamType = Matters.StreamType, Initial = 0,
        Evolve = Fold.Of<int, MatterNoted>(Counting.Evolve),
        Decide = (notes, _) => Matters.Accept(Stream, new MatterNoted(notes + 1, "n")),
        Metadata = Matters.At(Matters.Morning),
    };

    PostgresEventStore Store(WriterSettings settings) =>
        new(database.Writer, database.Reader, Matters.Types, [], settings: settings);

    static class Counting
    {
        public static Func<int, int> Seen { get; set; } = notes => notes + 1;

        public static int Evolve(int notes, MatterNoted note) => Seen(notes);
    }
}
