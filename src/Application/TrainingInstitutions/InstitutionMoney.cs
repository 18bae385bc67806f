using Application.Ports;
using Application.Prepayments;
using Domain.Prepayments;
using Domain.TrainingInstitutions;
using EventStore;

namespace Application.TrainingInstitutions;

/// <summary>What a termination must know of parents' money (TI-30).</summary>
/// <remarks>
/// Nothing is sold once the custody account is frozen, so figures from behind that moment miss nothing. Until it is, or until
/// the figures have come that far, the account counts as open.
/// </remarks>
public sealed class InstitutionMoney(IEventStore store, IPrepaidMoney prepaid)
{
    public async Task<TrainingMatter> AddToAsync(TrainingMatter matter, string institutionNo, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(PrepaymentStreams.OfCustody(institutionNo), StreamLimit.None, cancellation);
        var account = events.Select(stored => stored.Data).OfType<CustodyEvent>().Aggregate(CustodyAccount.Initial, CustodyDecider.Evolve);
        var (left, position) = await prepaid.LeftAsync(institutionNo, cancellation);
        return matter with
        {
            MoneyLeft = left,
            AccountOpen = account is CustodyAccount.Running || (events.Count > 0 && position < events[^1].Sequence),
        };
    }
}
