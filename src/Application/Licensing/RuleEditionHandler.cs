using Domain.Audit;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using EventStore;
using NodaTime;
using Answer = Domain.Kernel.Answer<Domain.Licensing.RuleEditionEvent>;

namespace Application.Licensing;

/// <summary>Enters an edition of a dated rule, and lets another operator approve it (SP-18).</summary>
public sealed class RuleEditionHandler(IEventStore store, RuleBook rules)
{
    const string StreamType = "rule_edition";

    public Task<CommandResult> ProposeAsync(
        CommandId id, string stream, ProposeRuleEdition command, CancellationToken cancellation) =>
        RunAsync(
            id, stream, command.Actor, command.At, nameof(ProposeRuleEdition), state => RuleEditionDecider.Decide(command, state),
            cancellation);

    public Task<CommandResult> ApproveAsync(
        CommandId id, string stream, ApproveRuleEdition command, CancellationToken cancellation) =>
        RunAsync(
            id, stream, command.Actor, command.At, nameof(ApproveRuleEdition), state => RuleEditionDecider.Decide(command, state),
            cancellation);

    async Task<CommandResult> RunAsync(
        CommandId id, string stream, Actor actor, Instant at, string name, Func<RuleEditions, Answer> decide,
        CancellationToken cancellation)
    {
        var refused = (Refusal?)null;
        var write = new Write<RuleEditions>
        {
            Command = id,
            Stream = stream,
            StreamType = StreamType,
            Initial = RuleEditions.Initial,
            Evolve = (state, @event) => RuleEditionDecider.Evolve(state, (RuleEditionEvent)@event),
            Decide = (state, _) =>
            {
                var answer = decide(state);
                refused = (answer as Answer.Refused)?.Refusal;
                return answer is Answer.Accepted accepted
                    ? new Decision.Accept(accepted.Events.Count == 0 ? [] : [new StreamAppend(stream, StreamType, [.. accepted.Events])])
                    : new Decision.Refuse(refused!.Code, [Refusal(stream, name, refused)]);
            },
            Metadata = EventMetadataOf.Act(actor, at, $"{id.Caller}/{id.Key}", null),
        };
        var result = await store.WriteAsync(write, cancellation);
        rules.Forget();
        return result switch
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

    static StreamAppend Refusal(string stream, string command, Refusal refusal) =>
        new(
            $"refusal/{Guid.CreateVersion7()}", "refusal",
            [new CommandRefused(refusal.Code, command, stream, null, refusal.Field, refusal.Basis)]);
}
