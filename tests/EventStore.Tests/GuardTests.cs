using TestKit;

namespace EventStore.Tests;

public sealed class GuardTests : IAsyncLifetime
{
    static readonly Guard.Counter Year = new("number", "2026");

    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task a_claim_held_by_another_owner_is_told_and_nothing_is_recorded()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a", guards: [Project("matter/1")]), default);

        var answer = await store.WriteAsync(
            Matters.Note("matter/2", "b", guards: [Project("matter/2"), Year]), default);

        Assert.Equal(new WriteResult.GuardHeld(Project("matter/2"), "matter/1"), answer);
        Assert.Null(await store.FindOutcomeAsync("app:test", "b", default));
        Assert.Null(await database.AskAsOwnerAsync("select value from regulation.counters"));
        Assert.Equal("matter/1", await store.FindHolderAsync("project", "P-1", default));
        Assert.Null(await store.FindHolderAsync("project", "P-2", default));
    }

    [Fact]
    public async Task the_owner_may_claim_again()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a", guards: [Project("matter/1")]), default);

        await store.WriteAsync(Matters.Note("matter/1", "b", guards: [Project("matter/1")]), default).CommittedAsync();
    }

    [Fact]
    public async Task of_eight_owners_at_once_one_gets_the_claim()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(owner => Task.Run(() =>
            store.WriteAsync(
                Matters.Note($"matter/{owner}", $"k{owner}", guards: [Project($"matter/{owner}")]), default))));

        Assert.Single(answers.OfType<WriteResult.Committed>());
        Assert.Equal(7, answers.OfType<WriteResult.GuardHeld>().Count());
        Assert.Equal(1L, await database.AskAsOwnerAsync("select count(*) from mt_streams"));
    }

    [Fact]
    public async Task a_counter_gives_each_accepted_command_the_next_number_and_a_refused_one_none()
    {
        var numbers = new List<long>();
        for (var command = 1; command <= 5; command++)
        {
            var refuse = command % 2 == 0;
            await store.WriteAsync(
                Matters.Note($"matter/{command}", $"k{command}", guards: [Year], decide: (_, context) =>
                {
                    if (refuse) return new Decision.Refuse("matter.no", []);
                    numbers.Add(context.Counters["number/2026"]);
                    return Matters.Accept($"matter/{command}", new MatterOpened("m"));
                }),
                default);
        }

        Assert.Equal([1, 2, 3], numbers);
    }

    [Fact]
    public async Task sixteen_commands_at_once_draw_sixteen_different_numbers_without_a_hole()
    {
        await Task.WhenAll(Enumerable.Range(1, 16).Select(command => Task.Run(() => store.WriteAsync(
            Matters.Note($"matter/{command}", $"k{command}", guards: [Year], decide: (_, context) =>
                Matters.Accept($"matter/{command}", new MatterNoted((int)context.Counters["number/2026"], "n"))),
            default))));

        var page = await store.ReadLogAsync(0, 100, default);
        Assert.Equal(Enumerable.Range(1, 16), page.Events.Select(stored => ((MatterNoted)stored.Data!).Number).Order());
    }

    [Fact]
    public async Task a_tally_moves_as_the_decision_says_and_of_forty_at_once_on_two_nodes_ten_find_a_place()
    {
        IEventStore[] nodes = [store, Matters.Store(database)];
        var answers = await Task.WhenAll(Enumerable.Range(1, 40).Select(n => Task.Run(() => nodes[n % 2].WriteAsync(Take(n, 1), default))));

        Assert.Equal(10, answers.OfType<WriteResult.Committed>().Count());
        Assert.Equal(30, answers.OfType<WriteResult.Refused>().Count());
        Assert.Equal(10L, await database.AskAsOwnerAsync("select value from regulation.counters"));
        await store.WriteAsync(Take(41, -1), default).CommittedAsync();
        await store.WriteAsync(Take(42, 1), default).CommittedAsync();
        Assert.Equal("matter.full", Assert.IsType<WriteResult.Refused>(await store.WriteAsync(Take(43, 1), default)).Code);
    }

    [Fact]
    public async Task a_tally_below_nothing_or_not_declared_fails_the_write_alone()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.WriteAsync(Take(1, -1), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.WriteAsync(Take(2, 1, declared: false), default));

        Assert.Equal(0L, await database.AskAsOwnerAsync("select count(*) from mt_events"));
        Assert.Equal(0L, await database.AskAsOwnerAsync("select count(*) from regulation.counters"));
    }

    /// <summary>Takes a place of ten, or gives one back.</summary>
    static Write<int> Take(int n, long by, bool declared = true)
    {
        Guard.Tally places = new("places", "all");
        return Matters.Note($"matter/{n}", $"k{n}", guards: declared ? [places] : [], decide: (_, context) =>
            context.Counters.GetValueOrDefault("places/all") + by > 10
                ? new Decision.Refuse("matter.full", [])
                : (Decision.Accept)Matters.Accept($"matter/{n}", new MatterOpened("m")) with { Moves = [new TallyMove(places, by)] });
    }

    [Fact]
    public async Task a_companion_row_travels_with_an_accepted_command_only()
    {
        await database.RunAsOwnerAsync(
            "create table regulation.note (id uuid primary key, body jsonb); "
            + "grant select, insert on regulation.note to regulation_writer");
        var companions = new PostgresEventStore(database.Writer, database.Reader, Matters.Types, ["regulation.note"]);
        CompanionRow row = new("regulation.note",
            [new("id", "00000000-0000-0000-0000-000000000001"), new("body", """{"a": 1}""")]);

        await companions.WriteAsync(Matters.Note("matter/1", "a", companions: [row],
            decide: (_, _) => new Decision.Refuse("matter.no", [])), default);
        Assert.Equal(0L, await database.AskAsOwnerAsync("select count(*) from regulation.note"));

        await companions.WriteAsync(Matters.Note("matter/1", "b", companions: [row]), default).CommittedAsync();
        await companions.WriteAsync(Matters.Note("matter/1", "c", companions: [row]), default).CommittedAsync();
        Assert.Equal(1L, await database.AskAsOwnerAsync("select count(*) from regulation.note"));
    }

    [Fact]
    public async Task a_companion_row_for_a_table_that_is_not_listed_stops_the_write()
    {
        CompanionRow row = new("regulation.claims", [new("name", "x")]);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.WriteAsync(Matters.Note("matter/1", "a", companions: [row]), default));

        Assert.Equal(0L, await database.AskAsOwnerAsync("select count(*) from mt_streams"));
    }

    static Guard.Unique Project(string owner) => new("project", "P-1", owner);
}
