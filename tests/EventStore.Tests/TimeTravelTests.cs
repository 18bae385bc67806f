using System.Text.Json;
using NodaTime;
using TestKit;

namespace EventStore.Tests;

public sealed class TimeTravelTests : IAsyncLifetime
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
    public async Task a_stream_is_read_up_to_a_version_or_an_instant_both_inclusive()
    {
        for (var hour = 0; hour < 4; hour++)
            await store.WriteAsync(Matters.Note("matter/1", $"k{hour}", at: At(hour)), default);

        Assert.Equal([1, 2], await VersionsAsync(new StreamLimit(Version: 2)));
        Assert.Equal([1, 2, 3], await VersionsAsync(new StreamLimit(At: At(2))));
        Assert.Equal([1, 2], await VersionsAsync(new StreamLimit(At: At(2) - Duration.FromMilliseconds(1))));
        Assert.Equal([1], await VersionsAsync(new StreamLimit(Version: 1, At: At(3))));
        Assert.Equal([], await VersionsAsync(new StreamLimit(At: At(0) - Duration.FromDays(1))));
        Assert.Equal([1, 2, 3, 4], await VersionsAsync(new StreamLimit(At: Instant.MaxValue)));
    }

    [Fact]
    public async Task a_stream_that_does_not_exist_has_no_events() =>
        Assert.Empty(await VersionsAsync(StreamLimit.None));

    [Fact]
    public async Task the_log_is_read_in_pages_from_any_position()
    {
        for (var n = 0; n < 5; n++) await store.WriteAsync(Matters.Note($"matter/{n}", $"k{n}"), default);

        var first = await store.ReadLogAsync(0, 2, default);
        var rest = await store.ReadLogAsync(first.Events[^1].Sequence, 100, default);
        var none = await store.ReadLogAsync(rest.Horizon, 100, default);

        Assert.Equal((2, 3, 0), (first.Events.Count, rest.Events.Count, none.Events.Count));
        Assert.Equal(rest.Events[^1].Sequence, first.Horizon);
        Assert.Equal(first.Horizon, await store.HorizonAsync(default));
    }

    // What a Rich Marten, an archiving one or a newer version of ours may have left behind.
    [Fact]
    public async Task foreign_rows_are_kept_and_read_without_data()
    {
        await database.RunAsOwnerAsync(
            """
            insert into mt_streams (id, type, version) values ('mt_tombstone', null, 1), ('foreign/1', null, 2);
            insert into mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp) values
                (nextval('mt_events_sequence'), gen_random_uuid(), 'mt_tombstone', 1, '{}', null, 'tombstone',
                    '-infinity'),
                (nextval('mt_events_sequence'), gen_random_uuid(), 'foreign/1', 1, '{"a":1}', null,
                    'never_heard_of', now()),
                (nextval('mt_events_sequence'), gen_random_uuid(), 'foreign/1', 2, '{}', '\x01', 'matter_noted', now());
            """);

        var page = await store.ReadLogAsync(0, 10, default);

        Assert.Equal([null, null, null], page.Events.Select(stored => stored.Data));
        Assert.Equal(["tombstone", "never_heard_of", "matter_noted"], page.Events.Select(stored => stored.Type));
        Assert.Equal("""{"a": 1}""", page.Events[1].Json);
        Assert.Equal(Instant.FromUtc(1, 1, 1, 0, 0), page.Events[0].Timestamp);
    }

    [Fact]
    public async Task a_decision_on_a_history_that_is_not_fully_known_is_not_taken()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a"), default);
        await database.RunAsOwnerAsync("update mt_events set type = 'never_heard_of'");

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.WriteAsync(Matters.Note("matter/1", "b"), default));
    }

    [Fact]
    public async Task an_old_alias_is_read_in_todays_shape()
    {
        // Bytes as the old version wrote them.
        await database.RunAsOwnerAsync(
            """
            insert into mt_streams (id, type, version) values ('matter/1', 'matter', 1);
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp) values
                (nextval('mt_events_sequence'), gen_random_uuid(), 'matter/1', 1, '{"text":"old"}', 'note_made',
                    '2020-01-01Z');
            """);
        var today = Matters.Store(database, new NoteMadeUpcaster());

        var stored = Assert.Single(await today.ReadStreamAsync("matter/1", StreamLimit.None, default));
        await today.WriteAsync(Matters.Note("matter/1", "k"), default).CommittedAsync();

        Assert.Equal(new MatterNoted(0, "old"), stored.Data);
        var events = await today.ReadStreamAsync("matter/1", StreamLimit.None, default);
        Assert.Equal(new MatterNoted(2, "n"), events[^1].Data);
    }

    static Instant At(int hour) => Matters.Morning + Duration.FromHours(hour);

    async Task<IEnumerable<long>> VersionsAsync(StreamLimit limit) =>
        (await store.ReadStreamAsync("matter/1", limit, default)).Select(stored => stored.Version);

    sealed class NoteMadeUpcaster : IUpcaster
    {
        public string Alias => "note_made";

        public object Upcast(JsonElement stored) => new MatterNoted(0, stored.GetProperty("text").GetString()!);
    }
}
