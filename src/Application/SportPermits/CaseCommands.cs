using Domain.Audit;
using Domain.Kernel;
using Domain.SportPermits;
using EventStore;
using Answer = Domain.Kernel.Answer<Domain.SportPermits.SportPermitCaseEvent>;

namespace Application.SportPermits;

/// <summary>Runs a command on a case through the store: one transaction for the case, the permit it opens and what travels along.</summary>
public sealed class CaseCommands(IEventStore store, WorkCalendars calendars)
{
    public const string StreamType = "sport_permit_case";

    public static string StreamOf(string caseNo) => $"sport-permit-case/{caseNo}";

    public async Task<CaseRules> RulesAsync(CancellationToken cancellation) =>
        CaseRules.With(await calendars.CurrentAsync(cancellation));

    /// <returns>The case as it stands in the log, or null if there is none.</returns>
    public async Task<CaseSnapshot?> FindAsync(string caseNo, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(StreamOf(caseNo), StreamLimit.None, cancellation);
        return events.Count == 0 ? null : new CaseSnapshot(caseNo, events);
    }

    public async Task<CaseSnapshot?> FindByProjectAsync(string projectNo, CancellationToken cancellation) =>
        await store.FindHolderAsync("project-no", projectNo, cancellation) is { } caseNo
            ? await FindAsync(caseNo, cancellation)
            : null;

    public async Task<CommandResult> RunAsync(CaseOrder order, CancellationToken cancellation)
    {
        var rules = await RulesAsync(cancellation);
        var refused = (Refusal?)null;
        var write = new Write<SportPermitCase>
        {
            Command = order.Id,
            Stream = StreamOf(order.CaseNo),
            StreamType = StreamType,
            Initial = SportPermitCase.Initial,
            Evolve = (state, @event) => SportPermitCaseDecider.Evolve(state, (SportPermitCaseEvent)@event),
            Decide = (state, context) =>
            {
                var command = order.Complete?.Invoke(order.Command, context.Counters) ?? order.Command;
                var answer = order.Objection is { } objection
                    ? Answer.Refuse(objection)
                    : SportPermitCaseDecider.Decide(command, state, rules);
                refused = (answer as Answer.Refused)?.Refusal;
                if (refused is { Kind: RefusalKind.NotReady or RefusalKind.NotAllowed }) throw new NotStickingException(refused);
                return refused is null
                    ? new Decision.Accept(Appends(order.CaseNo, state, ((Answer.Accepted)answer).Events, rules))
                    : Refuse(order, command, refused);
            },
            ExpectedVersion = order.ExpectedVersion,
            Guards = order.Guards,
            Companions = order.Companions,
            Metadata = EventMetadataOf.Act(
                order.Command.Actor, order.Command.At, $"{order.Id.Caller}/{order.Id.Key}", order.Causation),
        };
        try
        {
            return Result(await store.WriteAsync(write, cancellation), order, refused);
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
    async Task<long> KeepAsync(CaseOrder order, Refusal refusal, CancellationToken cancellation)
    {
        if (!order.KeepRefusal || refusal.Kind != RefusalKind.NotAllowed) return 0;

        var refuse = Refuse(order, order.Command, refusal);
        var record = refuse.Record[0];
        var result = await store.WriteAsync(
            new Write<object?>
            {
                Command = new CommandId(order.Id.Caller, record.Stream, order.Id.Digest),
                Stream = record.Stream,
                StreamType = record.StreamType,
                Initial = null,
                Evolve = (state, _) => state,
                Decide = (_, _) => new Decision.Accept(refuse.Record),
                Metadata = EventMetadataOf.Act(order.Command.Actor, order.Command.At, $"{order.Id.Caller}/{order.Id.Key}", null),
            },
            cancellation);
        return result is WriteResult.Committed kept ? kept.Position : 0;
    }

    /// <summary>A grant opens the permit's stream in the same transaction; its number was drawn there too.</summary>
    static List<StreamAppend> Appends(
        string caseNo, SportPermitCase state, IReadOnlyList<SportPermitCaseEvent> events, CaseRules rules)
    {
        if (events.Count == 0) return [];

        var appends = new List<StreamAppend> { new(StreamOf(caseNo), StreamType, [.. events]) };
        foreach (var granted in events.OfType<PermitGranted>())
        {
            var opened = SportPermitDecider.Open(caseNo, state, granted, rules);
            appends.Add(new StreamAppend($"sport-permit/{granted.PermitNo}", "sport_permit", [opened]));
        }

        return appends;
    }

    static Decision.Refuse Refuse(CaseOrder order, SportPermitCaseCommand command, Refusal refusal)
    {
        if (!order.KeepRefusal) return new Decision.Refuse(refusal.Code, []);

        var record = new CommandRefused(
            refusal.Code, command.GetType().Name, StreamOf(order.CaseNo), order.CaseNo, refusal.Field, refusal.Basis);
        return new Decision.Refuse(
            refusal.Code, [new StreamAppend($"refusal/{Guid.CreateVersion7()}", "refusal", [record])]);
    }

    static CommandResult Result(WriteResult result, CaseOrder order, Refusal? refused) =>
        result switch
        {
            WriteResult.Committed done => new CommandResult.Done(
                done.Versions.GetValueOrDefault(StreamOf(order.CaseNo)), done.Position, done.Repeated),
            WriteResult.Refused no => new CommandResult.Refused(
                refused?.Code == no.Code ? refused : KnownRefusals.ByCode(no.Code), no.Position, no.Repeated),
            WriteResult.Stale stale => new CommandResult.Stale(stale.Actual),
            WriteResult.GuardHeld held => new CommandResult.Held(held.Guard.Name, held.Holder),
            WriteResult.KeyReused => new CommandResult.KeyReused(),
            WriteResult.ClockBehind behind => new CommandResult.ClockBehind(behind.LastEventAt),
            _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
        };
}
