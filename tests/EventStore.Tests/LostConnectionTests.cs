using TestKit;

namespace EventStore.Tests;

public sealed class LostConnectionTests : IAsyncLifetime
{
    TestDatabase database = null!;
    FaultyWire wire = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        wire = new FaultyWire(database.OwnerConnectionString);
        store = new PostgresEventStore(wire.Source, database.Reader, Matters.Types, []);
    }

    public async Task DisposeAsync()
    {
        await wire.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(FaultyWire.CommitFault.BeforeTheServer)]
    [InlineData(FaultyWire.CommitFault.AfterTheServer)]
    [InlineData(FaultyWire.CommitFault.Meanwhile)]
    public async Task a_connection_cut_during_commit_is_answered_with_what_really_happened(
        FaultyWire.CommitFault fault)
    {
        for (var n = 1; n <= 10; n++)
        {
            wire.CutNextCommits(1, fault);
            var answer = await store.WriteAsync(Matters.Note("matter/1", $"k{n}"), default).CommittedAsync();

            Assert.Equal(0, wire.CutsLeft);
            Assert.False(answer.Repeated);
            Assert.Equal(n, answer.Versions["matter/1"]);
        }

        Assert.Equal(10, (await store.ReadStreamAsync("matter/1", StreamLimit.None, default)).Count);
    }

    [Fact]
    public async Task a_refusal_cut_during_commit_is_still_that_refusal()
    {
        wire.CutNextCommits(1, FaultyWire.CommitFault.AfterTheServer);

        var answer = await store.WriteAsync(
            Matters.Note("matter/1", "k", decide: (_, _) => new Decision.Refuse("matter.no", [])), default);

        Assert.Equal(new WriteResult.Refused("matter.no", 0, Repeated: false), answer);
    }

    [Fact]
    public async Task when_nobody_can_be_asked_the_outcome_is_unknown_and_the_same_key_finds_it_later()
    {
        wire.CutNextCommits(int.MaxValue, FaultyWire.CommitFault.AfterTheServer);
        var write = Matters.Note("matter/1", "k");
        var asked = store.WriteAsync(write, default);
        while (await database.AskAsOwnerAsync("select position from regulation.commands") is null) await Task.Delay(5);
        wire.Kill();

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => asked);

        var later = await Matters.Store(database).WriteAsync(write, default).CommittedAsync();
        Assert.True(later.Repeated);
        Assert.Equal(1, later.Versions["matter/1"]);
    }

    [Fact]
    public async Task a_server_that_ends_every_session_is_asked_again()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a"), default);
        await database.RunAsOwnerAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            + "where datname = current_database() and pid <> pg_backend_pid()");

        var answer = await store.WriteAsync(Matters.Note("matter/1", "b"), default).CommittedAsync();

        Assert.Equal(2, answer.Versions["matter/1"]);
    }
}
