using Domain.Audit;
using Domain.Kernel;
using Domain.Effects;
using EventStore;
using Application.SportPermits;

namespace Application.Effects;

/// <summary>Runs an operator's order for one row through the store; the subscription then does what the event says.</summary>
public sealed class EffectDeskCommands(IEventStore store)
{
    const string StreamType = "effect_desk";

    public const string Prefix = "effect-desk/";

    public static string StreamOf(Guid rowGuid) => $"{Prefix}{rowGuid}";

    public async Task<CommandResult> RunAsync(
        Guid rowGuid, CommandId id, EffectDeskCommand command, IReadOnlyList<CompanionRow> companions, CancellationToken cancellation)
    {
        var stream = StreamOf(rowGuid);
        var refused = (Refusal?)null;
        var write = new Write<EffectDesk>
        {
            Command = id,
            Stream = stream,
            StreamType = StreamType,
            Initial = EffectDesk.Initial,
            Evolve = (state, @event) => EffectDeskDecider.Evolve(state, (EffectDeskEvent)@event),
            Decide = (state, _) =>
            {
                var answer = EffectDeskDecider.Decide(command, state);
                refused = (answer as Answer<EffectDeskEvent>.Refused)?.Refusal;
                return answer is Answer<EffectDeskEvent>.Accepted accepted
                    ? Accept(stream, accepted.Events)
                    : Refuse(command, stream, refused!);
            },
            Companions = companions,
            Metadata = EventMetadataOf.Act(command.Actor, command.At, $"{id.Caller}/{id.Key}", null),
        };
        return await store.WriteAsync(write, cancellation) switch
        {
            WriteResult.Committed done => new CommandResult.Done(done.Versions.GetValueOrDefault(stream), done.Position, done.Repeated),
            WriteResult.Refused no => new CommandResult.Refused(
                refused?.Code == no.Code ? refused : KnownRefusals.ByCode(no.Code), no.Position, no.Repeated),
            WriteResult.KeyReused => new CommandResult.KeyReused(),
            WriteResult.ClockBehind behind => new CommandResult.ClockBehind(behind.LastEventAt),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    static Decision.Accept Accept(string stream, IReadOnlyList<EffectDeskEvent> events) =>
        new(events.Count == 0 ? [] : [new StreamAppend(stream, StreamType, [.. events])]);

    static Decision.Refuse Refuse(EffectDeskCommand command, string stream, Refusal refusal)
    {
        var record = new CommandRefused(refusal.Code, command.GetType().Name, stream, command.CaseNo, refusal.Field, refusal.Basis);
        return new Decision.Refuse(refusal.Code, [new StreamAppend($"refusal/{Guid.CreateVersion7()}", "refusal", [record])]);
    }
}
