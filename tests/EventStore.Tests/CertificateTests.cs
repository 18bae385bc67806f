using EventStore.Subscriptions;
using NodaTime;
using TestKit;

namespace EventStore.Tests;

/// <summary>What a reader was offered is counted and chained, in the statement that moves its checkpoint (LOG-1 to LOG-5).</summary>
public sealed class CertificateTests : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The bytes of specs/event-log.md, computed by the server.
    const string InSql = """
        do $$
        declare link bytea := decode(repeat('00', 32), 'hex'); counted bigint := 0; stored record;
        begin
            for stored in select seq_id, id from mt_events where stream_id <> 'mt_tombstone' order by seq_id loop
                link := sha256(link || int8send(stored.seq_id) || uuid_send(stored.id));
                counted := counted + 1;
            end loop;
            create table regulation.by_hand as select counted as offered, link as chain;
        end $$
        """;

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
        await Diary.PrepareAsync(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public void the_first_link_is_what_the_specification_prints()
    {
        var first = NoSkipCertificate.Start.After([Event(7, new Guid("00112233-4455-6677-8899-aabbccddeeff"))]);

        Assert.Equal(new NoSkipCertificate(1, "809c215595e6e55559419a9a49c8061199cd96e22e3729d1578c6968fbdb7b56"), first);
    }

    [Fact]
    public void the_same_events_in_other_batches_give_the_same_certificate()
    {
        StoredEvent[] events = [.. Enumerable.Range(1, 50).Select(n => Event(n * 3, Guid.NewGuid()))];

        var whole = NoSkipCertificate.Start.After(events);
        var cut = NoSkipCertificate.Start.After(events[..1]).After(Array.Empty<StoredEvent>()).After(events[1..17]).After(events[17..]);

        Assert.Equal(50, whole.Offered);
        Assert.Equal(whole, cut);
    }

    [Fact]
    public void one_event_less_once_more_in_another_order_or_under_another_id_gives_another_chain()
    {
        StoredEvent[] events = [.. Enumerable.Range(1, 3).Select(n => Event(n, Guid.NewGuid()))];
        var (a, b, c) = (events[0], events[1], events[2]);
        StoredEvent[][] offers = [[a, b, c], [a, c], [a, b, b, c], [a, c, b], [a, b with { Id = Guid.NewGuid() }, c]];

        Assert.Equal(offers.Length, offers.Select(offer => NoSkipCertificate.Start.After(offer).Chain).Distinct().Count());
    }

    [Fact]
    public void a_tombstone_counts_for_nothing()
    {
        var tombstone = Event(2, Guid.NewGuid()) with { Stream = "mt_tombstone" };

        Assert.Equal(NoSkipCertificate.Start, NoSkipCertificate.Start.After([tombstone]));
    }

    [Fact]
    public async Task the_checkpoint_certifies_every_event_offered_whatever_the_batches()
    {
        await WriteAsync(1, 300);
        await using (var large = Run(500, "large")) await ReachedAsync(large, "large");
        await using (var small = Run(7, "small")) await ReachedAsync(small, "small");
        await database.RunAsOwnerAsync(InSql);

        Assert.Equal(2L, await database.AskAsOwnerAsync(
            """
            select count(*) from regulation.checkpoints c join regulation.by_hand h
                on h.offered = c.offered and h.chain = c.chain
            where c.since = 0 and c.offered = 300
            """));
    }

    [Fact]
    public async Task an_event_no_program_knows_is_offered_and_counted()
    {
        await WriteAsync(1, 3);
        await database.RunAsOwnerAsync("update mt_events set type = 'of_another_time' where seq_id = 2");
        await using var runner = Run(500, "a");
        await ReachedAsync(runner, "a");

        Assert.Equal(3L, await database.AskAsOwnerAsync("select offered from regulation.checkpoints"));
        Assert.True(await Diary.IsCompleteAndInOrderAsync(database, "a"));
    }

    [Fact]
    public async Task earlier_certificates_are_kept_for_every_ten_thousand_events_and_once_a_minute()
    {
        await database.RunAsOwnerAsync(
            """
            insert into mt_streams (id, type, version) values ('matter/many', 'matter', 25000);
            insert into mt_events (seq_id, id, stream_id, version, data, type)
            select nextval('mt_events_sequence'), gen_random_uuid(), 'matter/many', n, '{"title":"t"}', 'matter_opened'
            from generate_series(1, 25000) as n
            """);
        await using var runner = Run(500, "a");
        Assert.True(await runner.WaitForAsync("a", 25_000, Patience, default));

        Assert.Equal("1:10000,2:20000", await database.AskAsOwnerAsync(
            "select string_agg(slot || ':' || position, ',' order by slot) from regulation.certificates where slot > 0"));
        var (ring, seconds) = (
            (long)(await database.AskAsOwnerAsync("select count(*) from regulation.certificates where slot < 0"))!,
            (decimal)(await database.AskAsOwnerAsync(
                "select extract(epoch from max(noted_at) - min(noted_at)) from regulation.certificates where slot < 0"))!);
        Assert.InRange(ring, 1, 1 + (long)(seconds / 60) + 1);
    }

    async Task ReachedAsync(SubscriptionRunner runner, string name) =>
        Assert.True(await runner.WaitForAsync(name, await store.HorizonAsync(default), Patience, default));

    SubscriptionRunner Run(int batchSize, string name)
    {
        var runner = new SubscriptionRunner(
            database.Projector, store, [new Diary(name)], Diary.Fast with { BatchSize = batchSize });
        runner.Start();
        return runner;
    }

    async Task WriteAsync(int first, int last)
    {
        for (var n = first; n <= last; n++)
            await store.WriteAsync(Matters.Note($"matter/{n % 20}", $"k{n}"), default).CommittedAsync();
    }

    static StoredEvent Event(long sequence, Guid id) => new(
        sequence, id, "matter/1", sequence, "matter_noted", null, "{}", Instant.FromUnixTimeSeconds(0), null, null, null,
        new Dictionary<string, string>());
}
