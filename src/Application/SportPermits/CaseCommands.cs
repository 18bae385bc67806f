using Application.Licensing;
using Application.TrainingInstitutions;
using Domain.Audit;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using Domain.TrainingInstitutions;
using EventStore;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Application.SportPermits;

/// <summary>Runs a command on a case through the store: one transaction for the case, the permit it opens and what travels along.</summary>
public sealed class CaseCommands(IEventStore store, WorkCalendars calendars, RuleBook book, InstitutionMoney money)
{
    public static string StreamOf(string caseNo) => CaseStreams.Of(caseNo);

    public async Task<CaseRules> RulesAsync(CancellationToken cancellation)
    {
        var published = await book.CurrentAsync(cancellation);
        return new CaseRules(await calendars.CurrentAsync(cancellation), ServiceItems.All, published.Matters)
        {
            CommitmentLists = published.CommitmentLists,
        };
    }

    /// <summary>The rules for a case as it was read, with the permit it is about; for foreseeing a decision.</summary>
    public async Task<CaseRules> RulesForAsync(CaseSnapshot found, CancellationToken cancellation)
    {
        var rules = await RulesAsync(cancellation);
        if (found.Dossier.Request is not { } request) return rules;
        if (ServiceItems.Get(found.Dossier.Item).Matter != TrainingMatter.MatterName)
        {
            return await FindPermitAsync(request.PermitNo, cancellation) is { } permit
                ? rules with { Licence = permit.State.Standing }
                : rules;
        }

        rules = await WithMoneyAsync(rules, found.Dossier, cancellation);
        return await FindInstitutionAsync(request.PermitNo, cancellation) is { } institution
            ? rules with { Licence = institution.State.Standing }
            : rules;
    }

    /// <summary>TI-30: what a termination must know of parents' money.</summary>
    async Task<CaseRules> WithMoneyAsync(CaseRules rules, CaseDossier? file, CancellationToken cancellation)
    {
        if (file?.Request is not { Kind: PermitRequests.Deregistration } request) return rules;
        if (rules.Matters.OfType<TrainingMatter>().SingleOrDefault() is not { } matter || ServiceItems.Get(file.Item).Matter != matter.Name)
            return rules;

        return rules.With(await money.AddToAsync(matter, request.PermitNo, cancellation));
    }

    /// <returns>The institution as it stands in the log, or null if there is none.</returns>
    public async Task<InstitutionSnapshot?> FindInstitutionAsync(string institutionNo, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(InstitutionStreams.Of(institutionNo), StreamLimit.None, cancellation);
        return events.Count == 0 ? null : new InstitutionSnapshot(institutionNo, events);
    }

    /// <returns>The permit as it stands in the log, or null if there is none.</returns>
    public async Task<PermitSnapshot?> FindPermitAsync(string permitNo, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(CaseSurroundings.PermitStream(permitNo), StreamLimit.None, cancellation);
        return events.Count == 0 ? null : new PermitSnapshot(permitNo, events);
    }

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
        var file = order.Command is ReceiveApplication ? null : (order.Seen ?? await FindAsync(order.CaseNo, cancellation))?.Dossier;
        var known = await WithMoneyAsync(await RulesAsync(cancellation), file, cancellation);
        var around = CaseSurroundings.Of(order.Command, file);
        var refused = (Refusal?)null;
        var write = new Write<LicensingCase>
        {
            Command = order.Id,
            Stream = StreamOf(order.CaseNo),
            StreamType = CaseStreams.TypeOf(order.CaseNo),
            AlsoStreams =
                [.. around.Streams, .. AlsoOf(order).Select(also => new StreamDeclaration(also.Stream, also.StreamType))],
            Initial = LicensingCase.Initial,
            Evolve = (state, @event) => LicensingCaseDecider.Evolve(state, (LicensingCaseEvent)@event),
            Decide = (state, context) =>
            {
                var rules = around.Complete(known, context);
                var command = order.Complete?.Invoke(order.Command, context.Counters) ?? order.Command;
                var answer = order.Objection is { } objection
                    ? Answer.Refuse(objection)
                    : LicensingCaseDecider.Decide(command, state, rules);
                refused = (answer as Answer.Refused)?.Refusal;
                if (refused is not null && DoesNotStick(refused, command)) throw new NotStickingException(refused);
                return refused is null
                    ? new Decision.Accept(
                    [
                        .. around.Appends(order.CaseNo, state, ((Answer.Accepted)answer).Events, context, rules),
                        .. AlsoOf(order),
                    ])
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

    static bool DoesNotStick(Refusal refusal, LicensingCaseCommand command) =>
        refusal.Kind is RefusalKind.NotReady or RefusalKind.NotAllowed || command is ReceiveApplication;

    /// <summary>What a person may not do, or we cannot yet, does not stick to the key: asked again, it is decided again. Nor does a refused
    /// intake, which leaves the portal's number free.</summary>
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

    static IEnumerable<StreamAppend> AlsoOf(CaseOrder order) => order.Also is { } also ? [also] : [];

    static Decision.Refuse Refuse(CaseOrder order, LicensingCaseCommand command, Refusal refusal)
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
