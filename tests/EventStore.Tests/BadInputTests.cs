using TestKit;

namespace EventStore.Tests;

/// <summary>What nobody should ask for has a precise answer, and leaves everything as it was.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    public async Task a_version_the_stream_does_not_have_is_stale(long expected)
    {
        await store.WriteAsync(Matters.Note("matter/1", "first"), default);

        var answer = await store.WriteAsync(Matters.Note("matter/1", "k", expected: expected), default);

        Assert.Equal(new WriteResult.Stale(expected, 1), answer);
        await AssertLeftAsync(events: 1, streams: 1, commands: 1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task a_missing_stream_has_version_nought_and_no_row_afterwards(long expected)
    {
        var answer = await store.WriteAsync(Matters.Note("matter/missing", "k", expected: expected), default);

        Assert.Equal(new WriteResult.Stale(expected, 0), answer);
        await AssertLeftAsync(events: 0, streams: 0, commands: 0);
    }

    [Fact]
    public async Task no_events_are_an_accepted_command_without_a_trace_in_the_log()
    {
        var answer = await store.WriteAsync(
            Matters.Note("matter/1", "k", decide: (_, _) => Matters.Accept("matter/1")), default).CommittedAsync();

        Assert.Equal((0L, 0), (answer.Position, answer.Versions.Count));
        await AssertLeftAsync(events: 0, streams: 0, commands: 1);
    }

    [Fact]
    public async Task ten_thousand_events_in_one_append_are_all_there_in_order()
    {
        var events = Enumerable.Range(1, 10_000).Select(n => (object)new MatterNoted(n, "n")).ToArray();

        var answer = await store.WriteAsync(
            Matters.Note("matter/1", "k", decide: (_, _) => Matters.Accept("matter/1", events)), default).CommittedAsync();

        Assert.Equal(10_000, answer.Versions["matter/1"]);
        var stored = await store.ReadStreamAsync("matter/1", StreamLimit.None, default);
        Assert.Equal(Enumerable.Range(1, 10_000), stored.Select(one => ((MatterNoted)one.Data!).Number));
        Assert.Equal(answer.Position, stored[^1].Sequence);
        await store.WriteAsync(Matters.Note("matter/1", "next", expected: 10_000), default).CommittedAsync();
    }

    [Fact]
    public async Task an_event_of_five_megabytes_is_refused_and_its_batch_goes_on()
    {
        var large = store.WriteAsync(Matters.Note("matter/1", "large", text: new string('x', 5_000_000)), default);
        var beside = store.WriteAsync(Matters.Note("matter/2", "beside"), default);

        await Assert.ThrowsAsync<NotStorableException>(() => large);
        await beside.CommittedAsync();
        await AssertLeftAsync(events: 1, streams: 1, commands: 1);
    }

    [Fact]
    public async Task the_limits_of_an_event_and_of_a_write_are_settings()
    {
        var narrow = new PostgresEventStore(
            database.Writer, database.Reader, Matters.Types, [],
            settings: new WriterSettings { LargestEvent = 100, LargestWrite = 250 });
        object[] Of(int count) => [.. Enumerable.Range(0, count).Select(n => new MatterNoted(n, new string('x', 50)))];

        await narrow.WriteAsync(
            Matters.Note("matter/1", "a", decide: (_, _) => Matters.Accept("matter/1", Of(3))), default).CommittedAsync();
        await Assert.ThrowsAsync<NotStorableException>(() => narrow.WriteAsync(
            Matters.Note("matter/1", "b", decide: (_, _) => Matters.Accept("matter/1", Of(4))), default));
        await Assert.ThrowsAsync<NotStorableException>(() => narrow.WriteAsync(
            Matters.Note("matter/1", "c", text: new string('x', 100)), default));

        await AssertLeftAsync(events: 3, streams: 1, commands: 1);
    }

    /// <summary>Two nodes, one key, two contents, at the same instant: one is done, the other is told.</summary>
    [Fact]
    public async Task the_same_key_with_two_contents_at_the_same_instant_on_two_nodes_does_one_of_them()
    {
        var other = Matters.Store(database);
        for (var round = 0; round < 20; round++)
        {
            var (key, one, two) = ($"k{round}", $"matter/{round}a", $"matter/{round}b");
            var answers = await Task.WhenAll(
                Task.Run(() => store.WriteAsync(Matters.Note(one, key, digest: 1), default)),
                Task.Run(() => other.WriteAsync(Matters.Note(two, key, digest: 2), default)));

            Assert.Single(answers.OfType<WriteResult.Committed>());
            Assert.Single(answers.OfType<WriteResult.KeyReused>());
        }

        await AssertLeftAsync(events: 20, streams: 20, commands: 20);
    }

    [Fact]
    public async Task a_clock_moved_back_is_told_and_moved_forward_again_it_goes_on()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a"), default).CommittedAsync();
        var before = Matters.Morning - NodaTime.Duration.FromDays(400);

        Assert.Equal(
            new WriteResult.ClockBehind(Matters.Morning), await store.WriteAsync(Matters.Note("matter/1", "b", at: before), default));
        await store.WriteAsync(Matters.Note("matter/2", "c", at: before), default).CommittedAsync();
        await store.WriteAsync(Matters.Note("matter/1", "b"), default).CommittedAsync();

        await AssertLeftAsync(events: 3, streams: 2, commands: 3);
    }

    async Task AssertLeftAsync(long events, long streams, long commands) => Assert.Equal(
        $"{events} {streams} {commands}",
        await database.AskAsOwnerAsync(
            """
            select concat_ws(' ', (select count(*) from mt_events), (select count(*) from mt_streams),
                (select count(*) from regulation.commands))
            """));
}
