using Application;
using Application.Policies;
using Domain.Audit;
using EventStore;
using EventStore.Subscriptions;
using Infrastructure.Database;
using Infrastructure.Policies;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TestKit;

namespace Infrastructure.Tests;

public sealed class PolicyTests : IAsyncLifetime
{
    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = new PostgresEventStore(database.Writer, database.Reader, EventCatalogue.Types, []);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_poisoned_event_holds_up_neither_the_next_one_nor_another_policy()
    {
        var (first, second) = (await WriteAsync("a"), await WriteAsync("b"));
        var sick = new Remembering("sick") { Poison = first };
        var well = new Remembering("well");

        await RoundAsync(sick, well);

        Assert.Equal([second], sick.Acted);
        Assert.Equal([first, second], well.Acted);
        Assert.Equal(1L, await AskAsync("select count(*) from regulation.policy_to_dos where done_at is null"));
    }

    [Fact]
    public async Task What_failed_is_tried_again_after_a_pause_that_grows()
    {
        var poison = await WriteAsync("a");
        var policy = new Remembering("sick") { Poison = poison };
        await RoundAsync(policy);
        await RoundAsync(policy);
        Assert.Equal(1, policy.Attempts);

        for (var attempt = 2; attempt <= 13; attempt++)
        {
            await database.RunAsOwnerAsync("update regulation.policy_to_dos set next_try_at = '-infinity'");
            await RoundAsync(policy);
        }

        Assert.Equal(13, await AskAsync("select attempts from regulation.policy_to_dos"));
        Assert.Equal("later.please", await AskAsync("select last_failure from regulation.policy_to_dos"));
        Assert.Equal(true, await AskAsync(
            "select next_try_at between clock_timestamp() + interval '59 minutes' and clock_timestamp() + interval '1 hour' "
            + "from regulation.policy_to_dos"));

        policy.Poison = null;
        await database.RunAsOwnerAsync("update regulation.policy_to_dos set next_try_at = '-infinity'");
        await RoundAsync(policy);
        Assert.Equal([poison], policy.Acted);
    }

    [Fact]
    public async Task An_event_is_acted_on_once_and_one_that_does_not_concern_the_policy_never()
    {
        await WriteAsync("a");
        var wanted = await WriteAsync("wanted");
        var policy = new Remembering("choosy") { Code = "wanted" };

        await RoundAsync(policy);
        await RoundAsync(policy);

        Assert.Equal([wanted], policy.Acted);
    }

    [Fact]
    public async Task A_dated_policy_that_fails_holds_up_no_other()
    {
        var acted = await WriteAsync("a");
        var policy = new Remembering("well");
        var dated = new Counting();

        await RoundAsync([policy], [new Failing(), dated]);

        Assert.Equal(1, dated.Rounds);
        Assert.Equal([acted], policy.Acted);
    }

    [Fact]
    public async Task Recounts_noted_by_the_release_before_are_carried_over()
    {
        var known = await WriteAsync("a");
        var (open, done) = (Guid.NewGuid(), known);
        await database.RunAsOwnerAsync("drop table regulation.policy_to_dos");
        var scripts = SchemaModules.With(System.Reflection.Assembly.Load("Projections")).Single(module => module.Name == "runtime").Scripts;
        await database.RunAsOwnerAsync(scripts.Single(script => script.Number == 2).Sql);
        await database.RunAsOwnerAsync(
            $"insert into regulation.recounts (event, stream, version, done_at) values ('{open}', 'calendar/2026', 1, null), "
            + $"('{done}', 'calendar/2027', 2, now())");

        await database.RunAsOwnerAsync(scripts.Single(script => script.Number == 3).Sql);

        var item = Assert.Single(await new PolicyToDos(database.Projector).DueAsync(["calendar-policy-1"], 10, default));
        Assert.Equal((open, "calendar/2026", 1L), (item.Event, item.Stream, item.Version));
        Assert.Equal(2L, await AskAsync("select count(*) from regulation.policy_to_dos"));
    }

    Task RoundAsync(params IPolicy[] policies) => RoundAsync(policies, []);

    async Task RoundAsync(IReadOnlyList<IPolicy> policies, IReadOnlyList<IDatedPolicy> dated)
    {
        using var signal = new PolicySignal();
        await using var runner = new SubscriptionRunner(
            database.Projector, store, [.. policies.Select(policy => new PolicySubscriber(policy, signal))]);
        runner.Start();
        foreach (var policy in policies)
            Assert.True(await runner.WaitForAsync(policy.Name, store.LastPosition, TimeSpan.FromSeconds(90), default));

        var rounds = new PolicyRounds(
            policies, dated, new PolicyToDos(database.Projector), store, NullLogger<PolicyRounds>.Instance);
        Assert.False(await rounds.RunAsync(default));
    }

    async Task<Guid> WriteAsync(string code)
    {
        var stream = $"refusal/{Guid.NewGuid()}";
        var at = Instant.FromUtc(2026, 3, 2, 1, 0);
        await store.WriteAsync(
            new Write<object?>
            {
                Command = new CommandId("test", stream, new byte[32]),
                Stream = stream,
                StreamType = "refusal",
                Initial = null,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept(
                    [new StreamAppend(stream, "refusal", [new CommandRefused(code, "Test", stream, null, null, null)])]),
                Metadata = EventMetadataOf.Act(Actors.System, at, "test", null),
            },
            default);
        return (await store.ReadStreamAsync(stream, StreamLimit.None, default))[0].Id;
    }

    Task<object?> AskAsync(string sql) => database.AskAsOwnerAsync(sql);

    sealed class Remembering(string name) : IPolicy
    {
        public string Name => name;

        public Guid? Poison { get; set; }

        public string? Code { get; init; }

        public int Attempts { get; private set; }

        public List<Guid> Acted { get; } = [];

        public bool Concerns(StoredEvent stored) =>
            stored.Data is CommandRefused refused && (Code is null || refused.Code == Code);

        public Task ActAsync(StoredEvent cause, CancellationToken cancellation)
        {
            Attempts++;
            if (cause.Id == Poison) throw new PolicyNotYetException("later.please");
            Acted.Add(cause.Id);
            return Task.CompletedTask;
        }
    }

    sealed class Failing : IDatedPolicy
    {
        public string Name => "failing";

        public Task RunAsync(CancellationToken cancellation) => throw new InvalidOperationException("on purpose");
    }

    sealed class Counting : IDatedPolicy
    {
        public int Rounds { get; private set; }

        public string Name => "counting";

        public Task RunAsync(CancellationToken cancellation)
        {
            Rounds++;
            return Task.CompletedTask;
        }
    }
}
