using Application.SportPermits;
using Domain.Audit;
using Domain.Kernel;
using Domain.Ratings;
using EventStore;
using Answer = Domain.Kernel.Answer<Domain.Ratings.RectificationEvent>;

namespace Application.Ratings;

/// <summary>A rectification order as the log has it.</summary>
public sealed record RectificationSnapshot(string CaseNo, IReadOnlyList<StoredEvent> Events)
{
    public RectificationOpened Opening => (RectificationOpened)Events[0].Data!;
}

/// <summary>A command on an order with what travels with it.</summary>
/// <param name="Causation">The event a policy answers to; what is refused to a policy is not kept.</param>
public sealed record RectificationOrder(
    string CaseNo, CommandId Id, RectificationCommand Command, long? ExpectedVersion, IReadOnlyList<CompanionRow> Companions,
    Guid? Causation = null)
{
    /// <summary>A rule found broken before the order was asked: an officer's own interest, a delegation's scope.</summary>
    public Refusal? Objection { get; init; }
}

/// <summary>Runs a command on a rectification order through the store. The stream of the case is read, never written.</summary>
public sealed class RectificationCommands(IEventStore store, WorkCalendars calendars)
{
    const string StreamType = "rectification";

    public static string StreamOf(string caseNo) => $"rectification/{caseNo}";

    /// <returns>The order as it stands in the log, or null if there is none.</returns>
    public async Task<RectificationSnapshot?> FindAsync(string caseNo, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(StreamOf(caseNo), StreamLimit.None, cancellation);
        return events.Count == 0 ? null : new RectificationSnapshot(caseNo, events);
    }

    public async Task<CommandResult> RunAsync(RectificationOrder order, CancellationToken cancellation)
    {
        var rules = RectificationRules.With(await calendars.CurrentAsync(cancellation));
        var stream = StreamOf(order.CaseNo);
        var refused = (Refusal?)null;
        var write = new Write<Rectification>
        {
            Command = order.Id,
            Stream = stream,
            StreamType = StreamType,
            Initial = Rectification.Initial,
            Evolve = (state, @event) => RectificationDecider.Evolve(state, (RectificationEvent)@event),
            Decide = (state, _) =>
            {
                var answer = order.Objection is { } objection
                    ? Answer.Refuse(objection)
                    : RectificationDecider.Decide(order.Command, state, rules);
                refused = (answer as Answer.Refused)?.Refusal;
                if (refused is { Kind: RefusalKind.NotReady or RefusalKind.NotAllowed }) throw new NotStickingException(refused);
                if (refused is not null) return new Decision.Refuse(refused.Code, Record(order, refused));

                var events = ((Answer.Accepted)answer).Events;
                return new Decision.Accept(events.Count == 0 ? [] : [new StreamAppend(stream, StreamType, [.. events])]);
            },
            ExpectedVersion = order.ExpectedVersion,
            Companions = order.Companions,
            Metadata = MetadataOf(order),
        };
        try
        {
            return ResultOf(await store.WriteAsync(write, cancellation), stream, refused);
        }
        catch (NotStickingException no)
        {
            return new CommandResult.Refused(no.Refusal, await KeepAsync(order, no.Refusal, cancellation), false);
        }
    }

    /// <summary>What a person may not do, or we cannot yet, does not stick to the key: asked again, it is decided again.</summary>
    sealed class NotStickingException(Refusal refusal) : Exception(refusal.Code)
    {
        public Refusal Refusal { get; } = refusal;
    }

    /// <returns>Position of the record; 0 where none is kept.</returns>
    async Task<long> KeepAsync(RectificationOrder order, Refusal refusal, CancellationToken cancellation)
    {
        if (refusal.Kind != RefusalKind.NotAllowed || Record(order, refusal) is not [var record]) return 0;

        var result = await store.WriteAsync(
            new Write<object?>
            {
                Command = new CommandId(order.Id.Caller, record.Stream, order.Id.Digest),
                Stream = record.Stream,
                StreamType = record.StreamType,
                Initial = null,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept([record]),
                Metadata = MetadataOf(order),
            },
            cancellation);
        return result is WriteResult.Committed kept ? kept.Position : 0;
    }

    static List<StreamAppend> Record(RectificationOrder order, Refusal refusal) =>
        order.Causation is not null
            ? []
            :
            [
                new StreamAppend(
                    $"refusal/{Guid.CreateVersion7()}", "refusal",
                    [
                        new CommandRefused(
                            refusal.Code, order.Command.GetType().Name, StreamOf(order.CaseNo), order.CaseNo, refusal.Field,
                            refusal.Basis),
                    ]),
            ];

    static EventMetadata MetadataOf(RectificationOrder order) =>
        EventMetadataOf.Act(order.Command.Actor, order.Command.At, $"{order.Id.Caller}/{order.Id.Key}", order.Causation);

    static CommandResult ResultOf(WriteResult result, string stream, Refusal? refused) =>
        result switch
        {
            WriteResult.Committed done => new CommandResult.Done(done.Versions.GetValueOrDefault(stream), done.Position, done.Repeated),
            WriteResult.Refused no => new CommandResult.Refused(
                refused?.Code == no.Code ? refused : KnownRefusals.ByCode(no.Code), no.Position, no.Repeated),
            WriteResult.Stale stale => new CommandResult.Stale(stale.Actual),
            WriteResult.KeyReused => new CommandResult.KeyReused(),
            WriteResult.ClockBehind behind => new CommandResult.ClockBehind(behind.LastEventAt),
            _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
        };
}
