using Application.Effects;
using Application.Ports;
using Domain.Licensing;
using Domain.PortalExchange;
using Domain.SportPermits;
using EventStore;

namespace Application.PortalExchange;

/// <summary>Turns events of the log into rows for the portal (OUT-1, OUT-2).</summary>
public sealed class PortalEffects(ISm3 sm3) : IEffectSource
{
    /// <summary>More facts than any one event gives.</summary>
    const int MostFacts = 16;

    public string Channel => EffectChannels.Portal;

    /// <summary>Few events are so.</summary>
    public bool AsksEarlier(StoredEvent stored) => stored.Data is { } data && ExchangeMap.AsksEarlier.Contains(data.GetType());

    /// <exception cref="UnknownCaseEventException">The event is of a newer program, which may have to tell it: nobody skips it.</exception>
    public IReadOnlyList<EffectRow> Of(StoredEvent stored, IReadOnlyList<object> earlier)
    {
        if (CaseStreams.CaseNoOf(stored.Stream) is not { } caseNo) return [];
        if (stored.Data is not LicensingCaseEvent @event) throw new UnknownCaseEventException(stored.Type);

        return [.. ExchangeMap.FactsOf(@event, [.. earlier.OfType<LicensingCaseEvent>()]).Select((fact, index) => new EffectRow(
            EffectId.Of(sm3, stored.Id, fact.Purpose), stored.Id, fact.Purpose, fact.Kind.ToString().ToLowerInvariant(), caseNo,
            stored.Version, checked(stored.Version * MostFacts + index)))];
    }
}
