using Application;
using Application.Ports;
using Application.Prepayments;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Prepayments;
using Domain.TrainingInstitutions;
using EventStore;
using Infrastructure.Cryptography;
using NodaTime;
using TestKit;

namespace Infrastructure.Tests.Prepayments;

/// <summary>specs/prepayments.md, CUS-5: who stops running has the parents' money frozen.</summary>
public sealed class FreezeSpec : IAsyncLifetime
{
    static readonly LocalDate Day = new(2026, 3, 20);
    static readonly Instant Now = WorkCalendar.StartOf(Day);
    static readonly LegalBasis Basis = new("教监管〔2022〕4号", "预收费");
    static readonly InstitutionStopped Stopped = new("closed-down", Day, new PersonRef("p-inspector"), default, Basis);

    TestDatabase database = null!;
    PostgresEventStore store = null!;
    PrepaymentDesk desk = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = new PostgresEventStore(database.Writer, database.Reader, EventCatalogue.Types, []);
        desk = new PrepaymentDesk(new StreamCommands(store), store, new Sm3());
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [InlineData("stopped")]
    [InlineData("expired")]
    public async Task the_account_is_frozen_once_however_often_the_policy_acts(string how)
    {
        await OpenAsync();
        InstitutionEvent end = how == "stopped" ? Stopped : new InstitutionExpired(Day, Basis);
        var cause = await WriteAsync(end);

        Assert.True(Policy().Concerns(cause));
        await Policy().ActAsync(cause, CancellationToken.None);
        await Policy().ActAsync(cause, CancellationToken.None);

        var frozen = Assert.IsType<CustodyAccount.Frozen>(await desk.CustodyAsync("TI-1", CancellationToken.None));
        Assert.Equal(how == "stopped" ? "stopped" : "licence-ended", frozen.Freeze.Ground);
        var events = await store.ReadStreamAsync("custody-account/TI-1", StreamLimit.None, CancellationToken.None);
        Assert.Single(events, stored => stored.Data is CustodyFrozen);
    }

    [Fact]
    public async Task without_an_account_there_is_nothing_to_freeze()
    {
        await Policy().ActAsync(await WriteAsync(Stopped), CancellationToken.None);
        Assert.IsType<CustodyAccount.NotOpened>(await desk.CustodyAsync("TI-1", CancellationToken.None));
    }

    [Fact]
    public async Task running_again_does_not_thaw_by_itself() =>
        Assert.False(Policy().Concerns(await WriteAsync(
            new InstitutionResumed(Day, new PersonRef("p-inspector"), default, Basis))));

    FreezePolicy Policy() => new(desk, new StandingClock(), new Sm3());

    async Task OpenAsync()
    {
        var clerk = new Actor(new PersonRef("p-clerk"), "clerk", "320509");
        var open = new OpenCustody(
            clerk, Now, "TI-1", new PersonRef("p-ti"), "320509", "risk-deposit", null, null, 100, new PersonRef("p-seller"),
            ApprovedInstitution.CreditCode, 46);
        await ApprovedInstitution.WriteAsync(store, "TI-1", "320509", Now, mode: "risk-deposit");
        Assert.IsType<CommandResult.Done>(
            await desk.RunAsync("TI-1", new CommandId("test", "open", new byte[32]), open, [], CancellationToken.None));
    }

    async Task<StoredEvent> WriteAsync(InstitutionEvent @event)
    {
        const string Stream = "training-institution/TI-1";
        await store.WriteAsync(
            new Write<object?>
            {
                Command = new CommandId("test", "stop", new byte[32]),
                Stream = Stream,
                StreamType = "training_institution",
                Initial = null,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept([new StreamAppend(Stream, "training_institution", [@event])]),
                Metadata = EventMetadataOf.Act(Actors.System, Now, "test/stop", null),
            },
            CancellationToken.None);
        return (await store.ReadStreamAsync(Stream, StreamLimit.None, CancellationToken.None))[^1];
    }

    sealed class StandingClock : IBusinessClock
    {
        public Task<Instant> NowAsync(CancellationToken cancellation) => Task.FromResult(Now);

        public Task SetAsync(Instant now, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
