using Application.Ports;
using Application.Proof;
using Domain.Proof;
using Infrastructure.Cryptography;
using Infrastructure.Proof;
using NodaTime;

namespace Infrastructure.Tests.Proof;

/// <summary>specs/proof.md, PRF-9: lists by several nodes, and after a restore.</summary>
public sealed class ListRaceTests : IAsyncLifetime
{
    VaultFixture fixture = null!;

    public async Task InitializeAsync() => fixture = await VaultFixture.CreateAsync();

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    [Fact]
    public async Task two_nodes_racing_for_a_list_write_one_after_the_other_and_no_number_twice()
    {
        var permits = new KnownPermits();
        RevocationLists[] nodes = [Node(permits), Node(permits), Node(permits)];
        for (var round = 1; round <= 8; round++)
        {
            permits.Add(round);
            await Task.WhenAll(nodes.Select(node => node.PublishAsync(round, Instant.MinValue, default)));
        }

        var written = await ListsAsync();
        Assert.InRange(written.Count, 8, 24);
        Assert.Equal(written.Select(list => list.ListNo).Distinct().Order(), written.Select(list => list.ListNo));
        Assert.Equal(written.Select(list => list.Position).Order(), written.Select(list => list.Position));
        Assert.Equal(8, written[^1].Entries.Count);
        Assert.Equal(written.Count, await CountAsync("select count(*) from mt_events where type = 'revocation_list_published'"));
        Assert.Equal(written.Count, await CountAsync("select count(*) from regulation.claims where name = 'revocation-list-after'"));
    }

    /// <summary>Both follow nothing yet, but do not bear the same second; who comes second may find that the first says it all.</summary>
    [Fact]
    public async Task of_two_lists_that_follow_the_same_one_only_one_is_written()
    {
        var permits = new KnownPermits();
        permits.Add(1);
        var now = await fixture.Clock.NowAsync(default);
        using var bothHaveReadTheHead = new Barrier(2);
        await Task.WhenAll(new[] { now, now + Duration.FromSeconds(1) }.Select(at => Task.Run(() =>
            Node(new MeetingPermits(permits, bothHaveReadTheHead), new StandingClock(at)).PublishAsync(1, at, default))));

        var written = await ListsAsync();
        Assert.InRange(written.Count, 1, 2);
        Assert.Equal(written.Count, await CountAsync("select count(*) from mt_events where type = 'revocation_list_published'"));
        Assert.Equal(written.Count, await CountAsync("select count(*) from regulation.claims where name = 'revocation-list-after'"));
    }

    /// <summary>The newest list is lost with the restore; what takes its place bears another number, whatever it says.</summary>
    [Fact]
    public async Task a_restored_database_issues_no_number_again()
    {
        var permits = new KnownPermits();
        permits.Add(1);
        await Node(permits).PublishAsync(1, Instant.MinValue, default);
        permits.Add(2);
        await Node(permits).PublishAsync(2, Instant.MinValue, default);
        var (kept, lost) = ((await ListsAsync())[0], (await ListsAsync())[1]);
        await LoseAsync(lost.ListNo, after: kept.ListNo);
        Assert.Equal(kept.ListNo, Assert.Single(await ListsAsync()).ListNo);

        // No restore takes less than a second.
        await UntilNextSecondAsync();
        permits.Add(3);
        await Node(permits).PublishAsync(3, Instant.MinValue, default);

        var after = (await ListsAsync())[^1];
        Assert.NotEqual(lost.Contents(), after.Contents());
        Assert.True(after.ListNo > lost.ListNo, $"{after.ListNo} after {lost.ListNo}");
    }

    RevocationLists Node(ICertifiedPermits permits, IBusinessClock? own = null)
    {
        var clock = own ?? fixture.Clock;
        var keys = new SigningKeys(
            fixture.Store, new SoftwareKeyDevice(fixture.MasterKey), new KeyHandles(fixture.Database.Writer), clock, new Sm3());
        return new(
            fixture.Store, keys, permits, new PublishedLists(fixture.Database.Writer), clock, new Sm3(), ListSchedule.Daily,
            TimeProvider.System);
    }

    async Task<List<RevocationList>> ListsAsync()
    {
        await using var command = fixture.Database.Writer.CreateCommand("select body from proof.revocation_lists order by list_no");
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<RevocationList>();
        while (await rows.ReadAsync()) found.Add(RevocationList.Read(System.Text.Encoding.UTF8.GetBytes(rows.GetString(0))).List!);
        return found;
    }

    async Task<long> CountAsync(string sql) => (long)(await fixture.Database.AskAsOwnerAsync(sql))!;

    /// <summary>What a restore to the moment before takes away.</summary>
    Task<object?> LoseAsync(long listNo, long after) => fixture.Database.AskAsOwnerAsync(
        $"""
        delete from proof.revocation_lists where list_no = {listNo};
        delete from regulation.claims where name = 'revocation-list-after' and key = '320500/{after}';
        """);

    static async Task UntilNextSecondAsync()
    {
        var second = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        while (DateTimeOffset.UtcNow.ToUnixTimeSeconds() <= second + 1) await Task.Delay(20);
    }

    sealed class KnownPermits : ICertifiedPermits
    {
        readonly List<ListEntry> entries = [];

        public void Add(int number) => entries.Add(new($"320509-2026-{number:D4}", null, ListedStatus.Withdrawn, new(2026, 3, 2), null));

        public Task<(IReadOnlyList<ListEntry> Entries, long Position)> EntriesAsync(CancellationToken cancellation) =>
            Task.FromResult(((IReadOnlyList<ListEntry>)[.. entries], (long)entries.Count));

        public Task<Instant?> NewestCertificateAsync(CancellationToken cancellation) => Task.FromResult<Instant?>(null);

        public Task<(IReadOnlyList<string> PermitNos, long Position)> SignedWithAsync(
            string kid, string after, int limit, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }

    /// <summary>Holds the first answer until another node asks as well.</summary>
    sealed class MeetingPermits(ICertifiedPermits permits, Barrier meeting) : ICertifiedPermits
    {
        bool hasMet;

        public Task<(IReadOnlyList<ListEntry> Entries, long Position)> EntriesAsync(CancellationToken cancellation)
        {
            if (!hasMet) Assert.True(meeting.SignalAndWait(TimeSpan.FromSeconds(30), cancellation));
            hasMet = true;
            return permits.EntriesAsync(cancellation);
        }

        public Task<Instant?> NewestCertificateAsync(CancellationToken cancellation) => permits.NewestCertificateAsync(cancellation);

        public Task<(IReadOnlyList<string> PermitNos, long Position)> SignedWithAsync(
            string kid, string after, int limit, CancellationToken cancellation) =>
            permits.SignedWithAsync(kid, after, limit, cancellation);
    }

    sealed class StandingClock(Instant at) : IBusinessClock
    {
        public Task<Instant> NowAsync(CancellationToken cancellation) => Task.FromResult(at);

        public Task SetAsync(Instant now, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
