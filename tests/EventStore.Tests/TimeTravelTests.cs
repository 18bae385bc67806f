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
    public async Task a_stream_that_does_not_exist_has_no_events() =>
        Assert.Empty(await store.ReadStreamAsync("matter/none", StreamLimit.None, default));

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
}
