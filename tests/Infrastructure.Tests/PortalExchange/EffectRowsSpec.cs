using Application;
using Application.Effects;
using Application.PortalExchange;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using Infrastructure.Cryptography;
using Infrastructure.Effects;
using NodaTime;
using TestKit;

namespace Infrastructure.Tests.PortalExchange;

/// <summary>OUT-1: one row for each event and purpose, however often the log is read.</summary>
public sealed class EffectRowsSpec : IAsyncLifetime
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
    public void the_guid_follows_from_event_and_purpose_and_is_the_same_for_ever()
    {
        var @event = new Guid("0198c000-0000-7000-8000-000000000001");

        var id = EffectId.Of(new Sm3(), @event, "portal/accept");

        Assert.Equal("f2135564-2936-83a3-896c-5db6708edddd", id.ToString());
        Assert.Equal('8', id.ToString()[14]);
        Assert.NotEqual(id, EffectId.Of(new Sm3(), @event, "portal/process/acceptance"));
    }

    [Fact]
    public async Task the_log_read_twice_makes_one_row_for_each_fact()
    {
        var stored = await EffectSamples.WriteAsync(store, "SPC-1", EffectSamples.Withdrawn);

        await NoteAsync(stored);
        await database.RunAsOwnerAsync("update regulation.effects set state = 'delivered' where kind = 'process'");
        await NoteAsync(stored);

        Assert.Equal(
            "process:delivered process:delivered result:pending",
            await database.AskAsOwnerAsync("select string_agg(kind || ':' || state, ' ' order by sequence) from regulation.effects"));
        Assert.Equal(1L, await database.AskAsOwnerAsync("select changes from regulation.effect_lanes"));
    }

    [Fact]
    public async Task a_case_event_of_a_newer_program_is_not_passed_over()
    {
        var known = (await EffectSamples.WriteAsync(store, "SPC-1", EffectSamples.Withdrawn))[0];
        var newer = known with { Data = null, Type = "venue_flooded" };

        await Assert.ThrowsAsync<UnknownCaseEventException>(() => NoteAsync([newer]));
    }

    async Task NoteAsync(IReadOnlyList<StoredEvent> events) => await EffectSamples.NoteAsync(database, store, events);
}

/// <summary>A case filed and withdrawn: three rows.</summary>
static class EffectSamples
{
    static readonly LocalDate Day = new(2026, 3, 2);

    public static LicensingCaseEvent[] Withdrawn { get; } =
    [
        new ApplicationReceived(
            "P-1", HighRiskSportItem.TaskCode, "1", HighRiskSportItem.Edition1.Edition, "1", "320508", "320508", true, new PersonRef("p-a"),
            "enterprise", default, null, null, default, new string('0', 64), "2", WorkCalendar.StartOf(Day), Day, WorkCalendar.StartOf(Day),
            new SportPermitFacts(new VenueFacts(default, "320508", null, null, null, null), null, [], [], [], null, false), [], [], [], []),
        new ApplicationWithdrawn(null, Day),
    ];

    public static async Task<IReadOnlyList<StoredEvent>> WriteAsync(
        PostgresEventStore store, string caseNo, IReadOnlyList<LicensingCaseEvent> events)
    {
        var stream = $"sport-permit-case/{caseNo}";
        await store.WriteAsync(
            new Write<object?>
            {
                Command = new CommandId("test", caseNo, new byte[32]),
                Stream = stream,
                StreamType = "sport_permit_case",
                Initial = null,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept([new StreamAppend(stream, "sport_permit_case", [.. events])]),
                Metadata = EventMetadataOf.Act(Actors.System, WorkCalendar.StartOf(Day), $"test/{caseNo}", null),
            },
            CancellationToken.None);
        return await store.ReadStreamAsync(stream, StreamLimit.None, CancellationToken.None);
    }

    public static async Task NoteAsync(TestDatabase database, PostgresEventStore store, IReadOnlyList<StoredEvent> events)
    {
        using var signal = new EffectSignal();
        var subscriber = new EffectSubscriber(new PortalEffects(new Sm3()), store.Codec, signal);
        await using var connection = await database.Projector.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await subscriber.HandleAsync(events, connection, transaction, CancellationToken.None);
        await transaction.CommitAsync();
    }
}
