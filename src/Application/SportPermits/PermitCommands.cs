using System.Text;
using Application.Ports;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;

namespace Application.SportPermits;

/// <summary>Runs a command on a permit: its stream, the bar that follows, and the renewal that must be heard first.</summary>
public sealed class PermitCommands(StreamCommands streams, CaseCommands cases, ISm3 sm3)
{
    /// <param name="objection">A rule that was found broken before the permit was asked.</param>
    public Task<CommandResult> RunAsync(
        PermitSnapshot found, CommandId id, SportPermitCommand command, long? expectedVersion, Refusal? objection,
        IReadOnlyList<CompanionRow> companions, CancellationToken cancellation) =>
        streams.RunAsync(
            Order(found, id, command) with
            {
                AlsoStreams = [new StreamDeclaration(CaseSurroundings.BarStream(found.Record.Face.Holder), CaseSurroundings.BarType)],
                DecideAmong = objection is null ? null : (_, _) => Answer<SportPermitEvent>.Refuse(objection),
                Follow = BarsAfter,
                ExpectedVersion = expectedVersion,
                Companions = companions,
            },
            cancellation);

    /// <summary>PL-13, PL-16: what a permit comes to after its last day: renewed by silence, or expired.</summary>
    public async Task EndTermAsync(PermitSnapshot found, NodaTime.Instant now, CancellationToken cancellation)
    {
        var record = found.Record;
        var renewal = record.Renewal?.CaseNo;
        var lastDay = NodaTime.Text.LocalDatePattern.Iso.Format(record.ValidTo);
        if (renewal is not null)
        {
            var deem = new LetSilenceSpeak(Actors.System, now, Domain.Licensing.DeadlineKind.Decision);
            await cases.RunAsync(new CaseOrder(renewal, IdOf($"deem/{renewal}/{lastDay}"), deem), cancellation);
        }

        var command = new ExpirePermit(Actors.System, now, null);
        await streams.RunAsync(
            Order(found, IdOf($"expire/{found.PermitNo}/{lastDay}"), command) with
            {
                AlsoStreams = renewal is null
                    ? []
                    : [new StreamDeclaration(CaseCommands.StreamOf(renewal), CaseStreams.TypeOf(renewal), Read: true)],
                DecideAmong = (state, context) => SportPermitDecider.Decide(
                    renewal is null ? command : command with { Renewal = CaseIn(context, renewal) }, state),
            },
            cancellation);
    }

    CommandId IdOf(string key) => new("system", key, sm3.Hash(Encoding.UTF8.GetBytes(key)));

    static StreamOrder<SportPermit, SportPermitEvent> Order(PermitSnapshot found, CommandId id, SportPermitCommand command) =>
        new(id, CaseSurroundings.PermitStream(found.PermitNo), CaseSurroundings.PermitType, command.GetType().Name, command.Actor,
            command.At)
        {
            Initial = SportPermit.Initial,
            Evolve = SportPermitDecider.Evolve,
            Decide = state => SportPermitDecider.Decide(command, state),
        };

    static LicensingCase CaseIn(DecisionContext context, string caseNo) =>
        context.Histories[CaseCommands.StreamOf(caseNo)].Cast<LicensingCaseEvent>()
            .Aggregate(LicensingCase.Initial, LicensingCaseDecider.Evolve);

    static IEnumerable<StreamAppend> BarsAfter(SportPermit state, IReadOnlyList<SportPermitEvent> decided) =>
        decided.Select(@event => SportPermitDecider.BarAfter(@event, state.Record!)).OfType<ReApplicationBarred>()
            .Select(bar => new StreamAppend(CaseSurroundings.BarStream(bar.Party), CaseSurroundings.BarType, [bar]));
}
