using System.Collections.Concurrent;
using NodaTime;

namespace EventStore.Tests.Conformance;

/// <summary>The numbered promises of specs/event-store.md, asked of any implementation.</summary>
public abstract class StorePromises : IAsyncLifetime
{
    IStoreUnderTest under = null!;
    IEventStore store = null!;

    protected abstract Task<IStoreUnderTest> CreateAsync();

    /// <summary>How long a subscriber may take over a handful of events.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromSeconds(60);

    public async Task InitializeAsync()
    {
        under = await CreateAsync();
        store = under.OpenNode();
    }

    public async Task DisposeAsync() => await under.DisposeAsync();

    [Fact]
    public async Task promise_1_several_streams_are_appended_together_or_not_at_all()
    {
        var both = Notes.Take("notes/1", "both", also: [new("notes/2", Notes.StreamType)], decide: (_, _) => Both(1));
        var late = Notes.Take("notes/1", "late", expected: 0, also: [new("notes/2", Notes.StreamType)], decide: (_, _) => Both(2));

        var written = await store.WriteAsync(both, default).CommittedAsync();
        Assert.Equal(new WriteResult.Stale(0, 1), await store.WriteAsync(late, default));

        Assert.Equal(new Dictionary<string, long> { ["notes/1"] = 1, ["notes/2"] = 1 }, written.Versions);
        Assert.Equal([1], await NumbersAsync("notes/1"));
        Assert.Equal([1], await NumbersAsync("notes/2"));
        Assert.Null(await store.FindOutcomeAsync("app:promises", "late", default));

        static Decision Both(int number) => new Decision.Accept(
        [
            new StreamAppend("notes/1", Notes.StreamType, [new NoteTaken(number, "a")]),
            new StreamAppend("notes/2", Notes.StreamType, [new NoteTaken(number, "b")]),
        ]);
    }

    [Fact]
    public async Task promise_1_of_many_decisions_on_few_streams_over_two_nodes_none_is_lost()
    {
        IEventStore[] nodes = [store, under.OpenNode()];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++)
            {
                var take = Notes.Take($"notes/{((writer * 7) + n) % 5}", $"{writer}-{n}");
                await nodes[writer % 2].WriteAsync(take, default).CommittedAsync();
            }
        })));

        var streams = (await AllAsync()).GroupBy(stored => stored.Stream).ToList();
        Assert.Equal(200, streams.Sum(stream => stream.Count()));
        foreach (var stream in streams)
        {
            Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(stored => ((NoteTaken)stored.Data!).Number));
            Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(stored => (int)stored.Version));
        }
    }

    [Fact]
    public async Task promise_1_a_guard_has_one_owner_and_a_counter_no_holes()
    {
        Guard.Counter number = new("number", "2026");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(() =>
        {
            Guard[] guards = [number, new Guard.Unique("project", $"{n / 2}", $"notes/{n}")];
            return store.WriteAsync(
                Notes.Take($"notes/{n}", $"k{n}", guards: guards, decide: (_, context) =>
                    Notes.Accept($"notes/{n}", new NoteTaken((int)context.Counters["number/2026"], "n"))),
                default);
        })));

        Assert.Equal(6, answers.OfType<WriteResult.Committed>().Count());
        Assert.Equal(6, answers.OfType<WriteResult.GuardHeld>().Count());
        Assert.Equal(Enumerable.Range(1, 6), (await AllAsync()).Select(stored => ((NoteTaken)stored.Data!).Number).Order());
    }

    [Fact]
    public async Task promise_2_a_command_is_done_once_however_often_and_wherever_it_is_asked()
    {
        IEventStore[] nodes = [store, under.OpenNode()];
        for (var round = 0; round < 5; round++)
        {
            var key = $"k{round}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(copy => Task.Run(
                () => nodes[copy % 2].WriteAsync(Notes.Take("notes/1", key), default).CommittedAsync())));
            Assert.Single(answers, answer => !answer.Repeated);
            Assert.Single(answers.Select(answer => answer.Position).Distinct());
        }

        Assert.Equal(5, (await AllAsync()).Count);
        var later = await under.OpenNode().WriteAsync(Notes.Take("notes/1", "k0", expected: 0), default).CommittedAsync();
        Assert.True(later.Repeated);
    }

    [Fact]
    public async Task promise_2_answers_and_refusals_stick_and_another_content_is_told()
    {
        var no = Notes.Take("notes/1", "no", decide: (_, _) => new Decision.Refuse("notes.no", []));
        Assert.Equal(new WriteResult.Refused("notes.no", 0, Repeated: false), await store.WriteAsync(no, default));
        Assert.Equal(new WriteResult.Refused("notes.no", 0, Repeated: true), await store.WriteAsync(Notes.Take("notes/1", "no"), default));
        Assert.IsType<WriteResult.KeyReused>(await store.WriteAsync(Notes.Take("notes/1", "no", digest: 2), default));

        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task promise_3_writes_of_one_moment_are_each_answered_for_themselves()
    {
        var writes = Enumerable.Range(0, 90).Select(n => store.WriteAsync((n % 3) switch
        {
            0 => Notes.Take("notes/hot", $"k{n}"),
            1 => Notes.Take($"notes/{n}", $"k{n}", expected: 5),
            _ => Notes.Take($"notes/{n}", $"k{n}", decide: (_, _) => throw new FormatException()),
        }, default)).ToList();

        for (var n = 0; n < writes.Count; n++)
        {
            if (n % 3 == 0) await writes[n].CommittedAsync();
            else if (n % 3 == 1) Assert.Equal(new WriteResult.Stale(5, 0), await writes[n]);
            else await Assert.ThrowsAsync<FormatException>(() => writes[n]);
        }

        Assert.Equal(Enumerable.Range(1, 30), await NumbersAsync("notes/hot"));
        Assert.Equal(30, (await AllAsync()).Count);
    }

    [Fact]
    public async Task promise_4_a_reader_that_goes_on_from_where_it_was_misses_nothing()
    {
        var seen = new List<StoredEvent>();
        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 20; n++) await store.WriteAsync(Notes.Take($"notes/{writer}", $"{writer}-{n}"), default).CommittedAsync();
        })));
        while (!writing.IsCompleted || seen.Count == 0 || seen[^1].Sequence < await store.HorizonAsync(default))
            seen.AddRange((await store.ReadLogAsync(seen.Count == 0 ? 0 : seen[^1].Sequence, 7, default)).Events);

        await writing;
        Assert.Equal(120, seen.Count);
        Assert.Equal((await AllAsync()).Select(stored => stored.Id), seen.Select(stored => stored.Id));
    }

    [Fact]
    public async Task promise_5_a_subscriber_is_offered_every_event_once_in_order_and_again_after_a_failure()
    {
        var offered = new ConcurrentQueue<long>();
        var failures = 3;
        await using (under.Subscribe("reader", batch =>
        {
            if (failures-- > 0) throw new TimeoutException();
            foreach (var stored in batch) offered.Enqueue(stored.Sequence);
            return Task.CompletedTask;
        }))
        {
            for (var n = 0; n < 40; n++) await store.WriteAsync(Notes.Take($"notes/{n % 3}", $"k{n}"), default).CommittedAsync();
            await UntilAsync(() => offered.Count >= 40);

            // Offered only after the forty are committed; its own batch may die with the subscriber, and then it comes again.
            await store.WriteAsync(Notes.Take("notes/1", "last"), default).CommittedAsync();
            await UntilAsync(() => offered.Count >= 41);
        }

        var all = (await AllAsync()).Select(stored => stored.Sequence).ToList();
        Assert.Equal(all, offered);

        for (var n = 0; n < 10; n++) await store.WriteAsync(Notes.Take("notes/1", $"later{n}"), default).CommittedAsync();
        all = [.. (await AllAsync()).Select(stored => stored.Sequence)];
        var later = new ConcurrentQueue<long>();
        await using (under.Subscribe("reader", batch =>
        {
            foreach (var stored in batch) later.Enqueue(stored.Sequence);
            return Task.CompletedTask;
        }))
        {
            await UntilAsync(() => later.LastOrDefault() == all[^1]);
        }

        Assert.InRange(later.Count, 10, 11);
        Assert.Equal(all[^later.Count..], later);
    }

    [Fact]
    public async Task promise_6_a_stream_is_read_as_it_was_and_its_time_never_runs_backwards()
    {
        for (var hour = 0; hour < 4; hour++)
            await store.WriteAsync(Notes.Take("notes/1", $"k{hour}", at: At(hour)), default).CommittedAsync();
        await store.WriteAsync(Notes.Take("notes/1", "skewed", at: At(3) - Duration.FromMinutes(2)), default).CommittedAsync();

        Assert.Equal([1, 2], await NumbersAsync("notes/1", new StreamLimit(Version: 2)));
        Assert.Equal([1, 2, 3], await NumbersAsync("notes/1", new StreamLimit(At: At(2))));
        Assert.Equal([1, 2], await NumbersAsync("notes/1", new StreamLimit(At: At(2) - Duration.FromMilliseconds(1))));
        Assert.Equal(At(3), (await store.ReadStreamAsync("notes/1", StreamLimit.None, default))[^1].Timestamp);
        Assert.Equal((5, 0), (await CountAsync("notes/1", StreamLimit.None), await CountAsync("notes/none", StreamLimit.None)));
        Assert.Equal((2, 3), (await CountAsync("notes/1", new(Version: 2)), await CountAsync("notes/1", new(At: At(2)))));
        Assert.Equal(
            new WriteResult.ClockBehind(At(3)), await store.WriteAsync(Notes.Take("notes/1", "back", at: At(0)), default));

        static Instant At(int hour) => Notes.Morning + Duration.FromHours(hour);
    }

    [Fact]
    public async Task promise_7_an_old_shape_is_read_in_todays_and_an_unknown_one_is_kept_and_not_decided_on()
    {
        await under.PlantAsync("notes/1", 1, "note_jotted", """{"text":"old"}""");
        await store.WriteAsync(Notes.Take("notes/1", "new"), default).CommittedAsync();
        await under.PlantAsync("notes/2", 1, "note_of_tomorrow", """{"sung":true}""");

        var read = await store.ReadStreamAsync("notes/1", StreamLimit.None, default);
        Assert.Equal([new NoteTaken(0, "old"), new NoteTaken(2, "new")], read.Select(stored => stored.Data));
        Assert.Equal((2, 0), (await CountAsync("notes/1", StreamLimit.None), await CountAsync("notes/2", StreamLimit.None)));
        var unknown = Assert.Single(await store.ReadStreamAsync("notes/2", StreamLimit.None, default));
        Assert.Equal(("note_of_tomorrow", null), (unknown.Type, unknown.Data));
        await Assert.ThrowsAsync<UnknownEventException>(() => store.WriteAsync(Notes.Take("notes/2", "k"), default));
        Assert.Null(await store.FindOutcomeAsync("app:promises", "k", default));
    }

    Task<int> CountAsync(string stream, StreamLimit limit) => store.FoldStreamAsync(stream, limit, 0, Notes.Count, default);

    async Task<List<StoredEvent>> AllAsync() => [.. (await store.ReadLogAsync(0, 10_000, default)).Events];

    async Task<IEnumerable<int>> NumbersAsync(string stream, StreamLimit? limit = null) =>
        (await store.ReadStreamAsync(stream, limit ?? StreamLimit.None, default)).Select(stored => ((NoteTaken)stored.Data!).Number);

    async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(10, patience.Token);
    }
}
