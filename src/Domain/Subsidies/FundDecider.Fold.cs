using System.Collections.Immutable;
using System.Diagnostics;
using Domain.Kernel;

namespace Domain.Subsidies;

/// <summary>The fold of what was decided.</summary>
public static partial class FundDecider
{
    public static Fund Evolve(Fund state, FundEvent @event)
    {
        var after = After(state, @event);
        return after is Fund.Open open
            ? open with { Funds = open.Funds.After(Postings.Of(@event).Where(line => line.Debit.StartsWith('F'))) }
            : after;
    }

    static Fund After(Fund state, FundEvent @event) =>
        (state, @event) switch
        {
            (Fund.Unknown, AppropriationEntered e) => new Fund.Entered(e),
            (Fund.Entered { As: var a }, AppropriationApproved e) => new Fund.Open(
                a.FundNo, a.Year, a.Source, a.District, e.Amount, e.Amount, NothingFrozen, CarriedIn: false, Acts: 0, Pending: null)
                .WithDone(0, e.Amount, e.ApprovedBy),
            (Fund.Entered, FundActTurnedDown e) => new Fund.TurnedDown(e),
            (Fund.Unknown, BudgetCarriedIn e) => new Fund.Open(
                e.FundNo, e.Year, e.Source, e.District, e.Parts.Sum(part => part.Amount), Money.Zero,
                NothingFrozen.AddRange(e.Parts.Select(part => KeyValuePair.Create(part.Programme, part.Amount))), CarriedIn: true,
                Acts: 0, Pending: null),
            (Fund.Open f, AdjustmentEntered e) => f.WithPending(e.Act, e.EnteredBy, e),
            (Fund.Open f, CarryOverEntered e) => f.WithPending(e.Act, e.EnteredBy, e),
            (Fund.Open f, LapseEntered e) => f.WithPending(e.Act, e.EnteredBy, e),
            (Fund.Open f, ReceiptEntered e) => f.WithPending(e.Act, e.EnteredBy, e),
            (Fund.Open f, TransferEntered e) => f.WithPending(e.Act, e.EnteredBy, e),
            (Fund.Open f, GrantEntered e) => f.WithPending(e.Act, e.EnteredBy, e),
            (Fund.Open f, FundActTurnedDown) => f with { Pending = null },
            (Fund.Open f, AppropriationAdjusted e) => f.WithDone(e.Act, e.Change, e.ApprovedBy) with
            {
                Approved = f.Approved + e.Change, Available = f.Available + e.Change,
            },
            (Fund.Open f, BudgetFrozen e) => f.Freeze(e.Programme, e.Amount),
            (Fund.Open f, BudgetReleased e) => f.Freeze(e.Programme, Money.Zero - e.Amount),
            (Fund.Open f, BudgetFreed e) => f.Freeze(e.Programme, Money.Zero - e.Amount),
            (Fund.Open f, FundsReceived e) => f.WithDone(e.Act, e.Amount, e.ApprovedBy) with { Payments = f.Payments.Add(e.PaymentNo) },
            (Fund.Open f, FundsTransferred e) => f.WithDone(e.Act, e.Amount, e.ApprovedBy),
            (Fund.Open f, GrantApproved e) => f.WithDone(e.Act, e.Amount, e.ApprovedBy).Grant(e),
            (Fund.Open f, ReceivedCarriedOut or ReceivedCarriedIn or UnspentReturned) => f,
            (Fund.Open f, BudgetCarriedOut e) => e.Parts.Aggregate(
                f.WithDone(e.Act, e.Parts.Sum(part => part.Amount), e.ApprovedBy), (fund, part) => fund.TakeOut(part)),
            (Fund.Open f, FundLapsed e) => new Fund.Closed(f.WithDone(e.Act, e.Amount, e.ApprovedBy), e.Amount),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static readonly ImmutableSortedDictionary<string, Money> NothingFrozen =
        ImmutableSortedDictionary.Create<string, Money>(StringComparer.Ordinal);
}
