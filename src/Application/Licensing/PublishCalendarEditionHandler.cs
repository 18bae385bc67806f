using System.Text;
using Application.Ports;
using Domain.Audit;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using EventStore;
using NodaTime;

namespace Application.Licensing;

/// <summary>Publishes a year's working days into its stream; the calendar policy then recounts what is open.</summary>
public sealed class PublishCalendarEditionHandler(IEventStore store, WorkCalendars calendars, IBusinessClock clock, ISm3 sm3)
{
    const string StreamType = "calendar";

    public async Task<CommandResult> HandleAsync(
        Actor actor, CommandId id, CalendarEdition edition, long? expectedVersion, CancellationToken cancellation)
    {
        var stream = WorkCalendars.StreamOf(edition.Year);
        var command = new PublishCalendarEdition(actor, await clock.NowAsync(cancellation), edition);
        var refused = (Refusal?)null;
        var write = new Write<CalendarYear>
        {
            Command = id,
            Stream = stream,
            StreamType = StreamType,
            Initial = CalendarYear.Initial,
            Evolve = (state, @event) => CalendarYearDecider.Evolve(state, (CalendarEvent)@event),
            Decide = (state, _) =>
            {
                var answer = CalendarYearDecider.Decide(command, state);
                refused = (answer as Answer<CalendarEvent>.Refused)?.Refusal;
                return answer is Answer<CalendarEvent>.Accepted accepted ? Accept(stream, accepted.Events) : Refuse(stream, refused!);
            },
            ExpectedVersion = expectedVersion,
            Metadata = EventMetadataOf.Act(actor, command.At, $"{id.Caller}/{id.Key}", null),
        };
        var result = await store.WriteAsync(write, cancellation);
        calendars.Forget();
        return ResultOf(result, stream, refused);
    }

    /// <summary>Publishes the editions that come with the installation; what is there already is left alone.</summary>
    public async Task SeedAsync(CancellationToken cancellation)
    {
        foreach (var edition in BuiltInCalendars.Editions)
        {
            var events = await store.ReadStreamAsync(WorkCalendars.StreamOf(edition.Year), new StreamLimit(1), cancellation);
            if (events.Count > 0) continue;

            var key = $"built-in/{edition.Edition}";
            var id = new CommandId("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));
            await SeedOneAsync(id, edition, cancellation);
        }
    }

    /// <summary>Stamped with the first day of 2023 and not with now: the business clock may be set to any day after it.</summary>
    async Task SeedOneAsync(CommandId id, CalendarEdition edition, CancellationToken cancellation)
    {
        var stream = WorkCalendars.StreamOf(edition.Year);
        var at = Instant.FromUtc(2022, 12, 31, 16, 0);
        var command = new PublishCalendarEdition(Actors.System, at, edition);
        await store.WriteAsync(
            new Write<CalendarYear>
            {
                Command = id,
                Stream = stream,
                StreamType = StreamType,
                Initial = CalendarYear.Initial,
                Evolve = (state, @event) => CalendarYearDecider.Evolve(state, (CalendarEvent)@event),
                Decide = (state, _) => CalendarYearDecider.Decide(command, state) is Answer<CalendarEvent>.Accepted accepted
                    ? Accept(stream, accepted.Events)
                    : new Decision.Accept([]),
                Metadata = EventMetadataOf.Act(Actors.System, at, $"{id.Caller}/{id.Key}", null),
            },
            cancellation);
    }

    static Decision.Accept Accept(string stream, IReadOnlyList<CalendarEvent> events) =>
        new(events.Count == 0 ? [] : [new StreamAppend(stream, StreamType, [.. events])]);

    static Decision.Refuse Refuse(string stream, Refusal refusal)
    {
        var record = new CommandRefused(refusal.Code, nameof(PublishCalendarEdition), stream, null, refusal.Field, refusal.Basis);
        return new Decision.Refuse(refusal.Code, [new StreamAppend($"refusal/{Guid.CreateVersion7()}", "refusal", [record])]);
    }

    static CommandResult ResultOf(WriteResult result, string stream, Refusal? refused) =>
        result switch
        {
            WriteResult.Committed done => new CommandResult.Done(done.Versions.GetValueOrDefault(stream), done.Position, done.Repeated),
            WriteResult.Refused no => new CommandResult.Refused(
                refused?.Code == no.Code ? refused : SportPermits.KnownRefusals.ByCode(no.Code), no.Position, no.Repeated),
            WriteResult.Stale stale => new CommandResult.Stale(stale.Actual),
            WriteResult.KeyReused => new CommandResult.KeyReused(),
            WriteResult.ClockBehind behind => new CommandResult.ClockBehind(behind.LastEventAt),
            _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
        };
}
