using System.Text.Json;
using EventStore.Subscriptions;
using Npgsql;
using TestKit;

namespace EventStore.Tests;

/// <summary>Bytes as earlier versions wrote them, read in today's shape by everybody who reads (design.md 4, promise 7).</summary>
public sealed class UpcastingTests : IAsyncLifetime
{
    /// <summary>A note had a text, then a text with a language, then its number; one file per version that was written.</summary>
    static readonly IReadOnlyDictionary<string, string> Written = new Dictionary<string, string>
    {
        ["note_made"] = """{"text":"first"}""",
        ["note_spoken"] = """{"text":"second","language":"zh"}""",
        ["matter_noted"] = """{"number":3,"note":"third"}""",
    };

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database, new NoteMade(), new NoteSpoken());
        for (var version = 1; version <= 3; version++)
            await InsertAsync(version, Written.ElementAt(version - 1).Key, Written.ElementAt(version - 1).Value);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_chain_of_upcasters_reads_each_step_from_the_one_before()
    {
        var events = await store.ReadStreamAsync("matter/1", StreamLimit.None, default);

        Assert.Equal(
            [new MatterNoted(0, "first (en)"), new MatterNoted(0, "second (zh)"), new MatterNoted(3, "third")],
            events.Select(stored => stored.Data));
        Assert.Equal(Written.Keys, events.Select(stored => stored.Type));
        Assert.Equal("""{"text": "first"}""", events[0].Json);
    }

    [Fact]
    public async Task decisions_the_log_and_the_subscribers_read_the_same()
    {
        var seen = new Seen();
        await using (var runner = new SubscriptionRunner(database.Projector, store, [seen], Diary.Fast))
        {
            runner.Start();
            Assert.True(await runner.WaitForAsync(seen.Name, 3, TimeSpan.FromSeconds(30), default));
        }

        var history = new List<object>();
        await store.WriteAsync(
            Matters.Note("matter/2", "k", also: [new("matter/1", "matter", Read: true)], decide: (_, context) =>
            {
                history = [.. context.Histories["matter/1"]];
                return Matters.Accept("matter/2", new MatterOpened("m"));
            }),
            default).CommittedAsync();
        var note = await store.WriteAsync(Matters.Note("matter/1", "n"), default).CommittedAsync();

        var log = (await store.ReadLogAsync(0, 3, default)).Events.Select(stored => stored.Data).ToList();
        Assert.Equal(log, seen.Data);
        Assert.Equal<object?>(log, history);
        var last = (await store.ReadStreamAsync("matter/1", StreamLimit.None, default))[^1];
        Assert.Equal((4L, new MatterNoted(4, "n")), (note.Versions["matter/1"], (MatterNoted)last.Data!));
    }

    [Fact]
    public void an_alias_with_two_readers_is_a_fault_at_the_start()
    {
        Assert.Throws<ArgumentException>(() => new EventCodec(Matters.Types, [new NoteMade(), new NoteMade()]));
        Assert.Throws<ArgumentException>(() => new EventCodec(Matters.Types, [new Leading("matter_noted", "x")]));
    }

    [Fact]
    public void a_chain_that_leads_nowhere_or_in_a_circle_is_told_and_not_guessed()
    {
        var circle = new EventCodec(Matters.Types, [new Leading("a", "b"), new Leading("b", "a")]);
        var nowhere = new EventCodec(Matters.Types, [new Leading("a", "b")]);

        Assert.Equal(7, Assert.Throws<UnreadableEventException>(() => circle.Decode(7, "a", "{}")).Sequence);
        Assert.Throws<UnreadableEventException>(() => nowhere.Decode(7, "a", "{}"));
    }

    [Fact]
    public async Task an_unknown_alias_is_kept_shown_and_counted_and_nobody_decides_on_it()
    {
        await InsertAsync(4, "note_of_tomorrow", """{"sung":true}""");

        var stored = (await store.ReadStreamAsync("matter/1", StreamLimit.None, default))[^1];
        var refused = await Assert.ThrowsAsync<UnknownEventException>(
            () => store.WriteAsync(Matters.Note("matter/1", "k"), default));
        var beside = await store.WriteAsync(Matters.Note("matter/2", "beside"), default).CommittedAsync();

        Assert.Equal(("note_of_tomorrow", null, """{"sung": true}"""), (stored.Type, stored.Data, stored.Json));
        Assert.Equal((stored.Sequence, "note_of_tomorrow"), (refused.Sequence, refused.Alias));
        Assert.Null(await store.FindOutcomeAsync("app:test", "k", default));
        Assert.Equal(1, beside.Versions["matter/2"]);
        var met = Assert.Single(store.Codec.Unknown.All);
        Assert.Equal(("note_of_tomorrow", 4L), (met.Alias, met.FirstMet));
        Assert.InRange(met.Reads, 2, 4);
        Assert.Equal(4, (await store.ReadStreamAsync("matter/1", StreamLimit.None, default)).Count);
    }

    /// <summary>A node that knew the stream by heart asks no less than one that reads it whole.</summary>
    [Fact]
    public async Task an_unknown_alias_behind_a_remembered_state_is_met_as_well()
    {
        for (var n = 0; n < 30; n++) await store.WriteAsync(Matters.Note("matter/1", $"k{n}"), default).CommittedAsync();
        await InsertAsync(34, "note_of_tomorrow", "{}");

        await Assert.ThrowsAsync<UnknownEventException>(() => store.WriteAsync(Matters.Note("matter/1", "k"), default));
    }

    Task InsertAsync(int version, string alias, string body) => database.RunAsOwnerAsync(
        $"""
         insert into mt_streams (id, type, version) values ('matter/1', 'matter', {version})
         on conflict (id) do update set version = {version};
         insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp) values
             (nextval('mt_events_sequence'), gen_random_uuid(), 'matter/1', {version}, '{body}', '{alias}', '2020-01-01Z');
         """);

    /// <summary>The oldest shape knows only the next one.</summary>
    sealed class NoteMade : IUpcaster
    {
        public string Alias => "note_made";

        public object Upcast(JsonElement stored) => new OlderShape(
            "note_spoken",
            JsonSerializer.SerializeToElement(new { text = stored.GetProperty("text").GetString(), language = "en" }));
    }

    sealed class NoteSpoken : IUpcaster
    {
        public string Alias => "note_spoken";

        public object Upcast(JsonElement stored) =>
            new MatterNoted(0, $"{stored.GetProperty("text").GetString()} ({stored.GetProperty("language").GetString()})");
    }

    sealed class Leading(string from, string to) : IUpcaster
    {
        public string Alias => from;

        public object Upcast(JsonElement stored) => new OlderShape(to, stored);
    }

    sealed class Seen : ISubscriber
    {
        public string Name => "seen";

        public List<object?> Data { get; } = [];

        public Task HandleAsync(
            IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction,
            CancellationToken cancellation)
        {
            Data.AddRange(batch.Select(stored => stored.Data));
            return Task.CompletedTask;
        }
    }
}
