using Application.Effects;
using Application.Ports;
using Domain.Identity;
using Domain.Prepayments;
using EventStore;

namespace Application.Prepayments;

/// <summary>Which events have the operator lock, release or refund: one row each, in the order of their contract (OPR-1).</summary>
public sealed class OperatorEffects(ISm3 sm3) : IEffectSource
{
    /// <summary>More calls than any one event gives.</summary>
    const int MostCalls = 16;

    public string Channel => EffectChannels.Operator;

    public bool AsksEarlier(StoredEvent stored) => false;

    /// <exception cref="UnknownCaseEventException">The event is of a newer program, which may have to move money for it.</exception>
    public IReadOnlyList<EffectRow> Of(StoredEvent stored, IReadOnlyList<object> earlier)
    {
        if (!stored.Stream.StartsWith(PrepaymentStreams.AccountPrefix, StringComparison.Ordinal)) return [];
        if (stored.Data is not PrepaymentEvent @event) throw new UnknownCaseEventException(stored.Type);

        return OperatorCalls.Of(@event) is { } call
            ?
            [
                new EffectRow(
                    EffectId.Of(sm3, stored.Id, call.Purpose), stored.Id, call.Purpose, call.Kind, call.ContractNo, stored.Version,
                    checked(stored.Version * MostCalls)),
            ]
            : [];
    }
}

/// <summary>The desk's words about money that is stuck are sealed under the parent's key.</summary>
public sealed class OperatorMatters(PrepaymentDesk desk) : IEffectMatters
{
    public string Channel => EffectChannels.Operator;

    public async Task<(PersonRef Subject, string District)> SealsAsync(string caseNo, CancellationToken cancellation)
    {
        var offer = (await desk.FindByContractAsync(caseNo, cancellation))!.State.Find(caseNo)!.Offer;
        return (offer.Parent, offer.District);
    }
}
