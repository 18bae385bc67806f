using EventStore.Certification;
using EventStore.Subscriptions;
using TestKit;

namespace EventStore.Tests;

/// <summary>The checker against sabotage: of events, of checkpoints, of earlier certificates (LOG-6, LOG-7).</summary>
public sealed class CertifierTests : IAsyncLifetime
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
        await Diary.PrepareAsync(database);
        await WriteAsync(1, 60);
        await ReadAsync("a");
        await ReadAsync("b");
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task an_untouched_log_certifies_every_reader()
    {
        var report = await CheckAsync();

        Assert.True(report.Holds);
        Assert.Equal(60, report.LogEnd);
        Assert.Equal(["a", "b"], report.Readers.Select(reader => reader.Reader));
        Assert.All(report.Readers, reader => Assert.Equal((0, 60, 60), (reader.Since, reader.Position, reader.Offered)));
    }

    [Fact]
    public async Task one_reader_can_be_asked_for_and_an_unknown_one_is_not_there()
    {
        Assert.Equal("b", Assert.Single((await CheckAsync("b")).Readers).Reader);
        Assert.Empty((await CheckAsync("nobody")).Readers);
    }

    [Fact]
    public async Task an_event_that_was_skipped_is_named()
    {
        await PretendAsync("a", "seq_id <> 31");

        Assert.Equal(new CertificateFault(FaultKind.Missed, 0, 60, 59, 60, 31), Assert.Single(await FaultsAsync("a")));
        Assert.Empty(await FaultsAsync("b"));
    }

    [Fact]
    public async Task an_event_that_was_offered_twice_is_named()
    {
        await PretendAsync("a", "true", twice: 17);

        Assert.Equal(new CertificateFault(FaultKind.Surplus, 0, 60, 61, 60, 17), Assert.Single(await FaultsAsync("a")));
    }

    [Fact]
    public async Task two_that_were_skipped_are_counted()
    {
        await PretendAsync("a", "seq_id not in (5, 50)");

        Assert.Equal(new CertificateFault(FaultKind.Missed, 0, 60, 58, 60, null), Assert.Single(await FaultsAsync("a")));
    }

    [Fact]
    public async Task another_id_is_noticed_by_every_reader()
    {
        await database.RunAsOwnerAsync("update mt_events set id = gen_random_uuid() where seq_id = 44");

        var report = await CheckAsync();

        Assert.Equal(2, report.Readers.SelectMany(reader => reader.Faults).Count(fault => fault.Kind == FaultKind.Altered));
    }

    [Fact]
    public async Task an_event_that_is_gone_is_noticed()
    {
        await database.RunAsOwnerAsync("delete from mt_events where seq_id = 44");

        var fault = Assert.Single(await FaultsAsync("a"));

        Assert.Equal((FaultKind.Surplus, 60, 59), (fault.Kind, fault.Offered, fault.InTheLog));
    }

    // Past the triggers that refuse it: what a restore of single rows, or a superuser, could do.
    [Fact]
    public async Task a_hole_that_was_filled_behind_the_readers_is_named()
    {
        await FillHoleAsync("matter/late");

        var fault = Assert.Single(await FaultsAsync("a"));

        Assert.Equal((FaultKind.Missed, 61), (fault.Kind, fault.Sequence));
    }

    [Fact]
    public async Task a_tombstone_in_a_hole_is_no_fault()
    {
        await FillHoleAsync("mt_tombstone");

        Assert.True((await CheckAsync()).Holds);
    }

    [Fact]
    public async Task a_fault_lies_between_the_last_good_certificate_and_the_first_bad_and_does_not_hide_another()
    {
        await KeepAsync(20);
        await KeepAsync(40);
        await database.RunAsOwnerAsync("update mt_events set id = gen_random_uuid() where seq_id in (25, 50)");

        Assert.Equal(
            [(FaultKind.Altered, 20L, 40L), (FaultKind.Altered, 40L, 60L)],
            (await FaultsAsync("a")).Select(fault => (fault.Kind, fault.After, fault.UpTo)));
    }

    [Fact]
    public async Task a_reader_that_stands_beyond_the_log_is_told()
    {
        await database.RunAsOwnerAsync("update regulation.checkpoints set position = 99 where name = 'a'");

        Assert.Equal(FaultKind.BeyondTheLog, Assert.Single(await FaultsAsync("a")).Kind);
    }

    [Fact]
    public async Task a_reader_of_an_older_version_is_certified_from_where_it_stood()
    {
        await database.RunAsOwnerAsync(
            """
            update regulation.checkpoints set since = position, offered = 0, chain = default where name = 'a';
            delete from regulation.certificates where name = 'a'
            """);
        await WriteAsync(61, 90);
        await ReadAsync("a");

        var reader = Assert.Single((await CheckAsync("a")).Readers);
        Assert.Equal((60, 90, 30), (reader.Since, reader.Position, reader.Offered));
        Assert.Empty(reader.Faults);

        await PretendAsync("a", "seq_id > 60 and seq_id <> 75");
        Assert.Equal(75, Assert.Single(await FaultsAsync("a")).Sequence);
    }

    /// <summary>Gives the checkpoint the certificate of a reader that was offered something else.</summary>
    async Task PretendAsync(string name, string offered, long? twice = null)
    {
        var events = (await store.ReadLogAsync(0, 1_000, default)).Events;
        var kept = (string)(await database.AskAsOwnerAsync(
            $"select string_agg(seq_id::text, ',') from mt_events where {offered}"))!;
        var wanted = kept.Split(',').Select(long.Parse).ToHashSet();
        var faked = NoSkipCertificate.Start.After(
            events.Where(stored => wanted.Contains(stored.Sequence))
                .SelectMany(stored => Enumerable.Repeat(stored, stored.Sequence == twice ? 2 : 1)));
        await database.RunAsOwnerAsync(
            $"update regulation.checkpoints set offered = {faked.Offered}, chain = '\\x{faked.Chain}' where name = '{name}'");
    }

    /// <summary>An earlier certificate of reader a.</summary>
    async Task KeepAsync(long position)
    {
        var events = (await store.ReadLogAsync(0, (int)position, default)).Events;
        var earlier = NoSkipCertificate.Start.After(events);
        await database.RunAsOwnerAsync(
            $"""
             insert into regulation.certificates (name, slot, since, position, offered, chain)
             values ('a', {position}, 0, {position}, {earlier.Offered}, '\x{earlier.Chain}')
             """);
    }

    async Task FillHoleAsync(string stream)
    {
        await database.RunAsOwnerAsync("select nextval('mt_events_sequence')");
        await WriteAsync(62, 62);
        await ReadAsync("a");
        await ReadAsync("b");
        await database.RunAsOwnerAsync(
            $$"""
             begin;
             alter table mt_events disable trigger all;
             insert into mt_streams (id, type, version) values ('{{stream}}', 'matter', 1) on conflict do nothing;
             insert into mt_events (seq_id, id, stream_id, version, data, type)
             values (61, gen_random_uuid(), '{{stream}}', 1, '{"title":"t"}', 'matter_opened');
             alter table mt_events enable trigger all;
             commit
             """);
    }

    Task<CertificationReport> CheckAsync(string? name = null) => new LogCertifier(database.Reader).CheckAsync(name, default);

    async Task<IReadOnlyList<CertificateFault>> FaultsAsync(string name) =>
        Assert.Single((await CheckAsync(name)).Readers).Faults;

    async Task ReadAsync(string name)
    {
        await using var runner = new SubscriptionRunner(database.Projector, store, [new Diary(name)], Diary.Fast);
        runner.Start();
        Assert.True(await runner.WaitForAsync(name, await store.HorizonAsync(default), Patience, default));
    }

    async Task WriteAsync(int first, int last)
    {
        for (var n = first; n <= last; n++)
            await store.WriteAsync(Matters.Note($"matter/{n % 20}", $"k{n}"), default).CommittedAsync();
    }
}
