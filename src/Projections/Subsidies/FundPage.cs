using System.Collections.Immutable;
using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Subsidies;

/// <summary>A fund with its balances, as finance sees it.</summary>
/// <remarks>Asked for alone, it is as it stands in the log; in a list, as far as the read model has come.</remarks>
/// <param name="State">entered, turned-down, open or closed.</param>
/// <param name="Approved">B100.</param>
/// <param name="Available">B110.</param>
/// <param name="Frozen">B120 and what became of it, by programme.</param>
/// <param name="Lapsed">B160.</param>
/// <param name="Pending">The act that waits for its second person.</param>
public sealed record FundPage(
    string FundNo, int Year, FundSource Source, string District, string State, string DocumentNo, string TreasuryNo, Money Approved,
    Money Available, ImmutableSortedDictionary<string, Money> Frozen, Money Lapsed, PendingActLine? Pending, string? CarriedFrom,
    string? CarriedTo, long Version)
{
    /// <summary>B140 of individual grants, by programme; part of what is frozen.</summary>
    public ImmutableSortedDictionary<string, Money> Granted { get; init; } =
        ImmutableSortedDictionary.Create<string, Money>(StringComparer.Ordinal);

    /// <summary>F2050.</summary>
    public Money Received { get; init; }

    /// <summary>All accounts; null in a list.</summary>
    public FundAccounts? Accounts { get; init; }
}

/// <param name="Kind">appropriation, adjustment, carry-over, lapse, receipt, transfer or grant.</param>
/// <param name="DocumentNo">Of a receipt: the number of the treasury's payment.</param>
/// <param name="Programme">Of a grant.</param>
/// <param name="From">Of a transfer, as <paramref name="To"/>.</param>
public sealed record PendingActLine(
    int Act, string Kind, string DocumentNo, Money? Amount, PersonRef EnteredBy, LocalDate EnteredOn, string? Programme = null,
    string? From = null, string? To = null);

public sealed class FundProjection : Projection<FundPage>
{
    const string Prefix = "fund/";

    public override Table<FundPage> Table { get; } = new()
    {
        Name = "fund",
        Version = 2,
        Columns = new Columns<FundPage>()
            .Text("district", page => page.District, required: true)
            .Number("year", page => page.Year, required: true)
            .Text("state", page => page.State, required: true)
            .Number("approved", page => page.Approved.Fen, required: true)
            .Number("available", page => page.Available.Fen, required: true),
        DistrictColumn = "district",
    };

    public override Need NeedOf(string stream, string type) => stream.StartsWith(Prefix, StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Prefix, StringComparison.Ordinal) ? [stored.Stream[Prefix.Length..]] : [];

    public override FundPage? Evolve(string key, FundPage? row, StoredEvent stored)
    {
        var after = stored.Data switch
        {
            AppropriationEntered e => new FundPage(
                e.FundNo, e.Year, e.Source, e.District, "entered", e.DocumentNo, e.TreasuryNo, Money.Zero, Money.Zero, NothingFrozen,
                    Money.Zero,
                new(0, "appropriation", e.DocumentNo, e.Amount, e.EnteredBy, e.EnteredOn), null, null, 0),
            BudgetCarriedIn e => new FundPage(
                e.FundNo, e.Year, e.Source, e.District, "open", e.DocumentNo, e.TreasuryNo, e.Parts.Sum(part => part.Amount), Money.Zero,
                NothingFrozen.AddRange(e.Parts.Select(part => KeyValuePair.Create(part.Programme, part.Amount))), Money.Zero, null,
                    e.FromFund,
                null, 0),
            FundEvent e when row is not null => After(row, e),
            _ => row,
        };
        return after is null ? null : after with { Version = stored.Version };
    }

    static FundPage After(FundPage row, FundEvent @event) => @event switch
    {
        AppropriationApproved e => row with { State = "open", Approved = e.Amount, Available = e.Amount, Pending = null },
        FundActTurnedDown e => row with { State = e.Act == 0 ? "turned-down" : row.State, Pending = null },
        AdjustmentEntered e => row with { Pending = new(e.Act, "adjustment", e.DocumentNo, e.Change, e.EnteredBy, e.EnteredOn) },
        AppropriationAdjusted e => row with { Approved = row.Approved + e.Change, Available = row.Available + e.Change, Pending = null },
        BudgetFrozen e => Frozen(row, e.Programme, e.Amount) with { Available = row.Available - e.Amount },
        BudgetReleased e => Frozen(row, e.Programme, Money.Zero - e.Amount) with { Available = row.Available + e.Amount },
        CarryOverEntered e => row with
        {
            Pending = new(e.Act, "carry-over", e.DocumentNo, e.Parts.Sum(part => part.Amount), e.EnteredBy, e.EnteredOn),
        },
        BudgetCarriedOut e => e.Parts.Aggregate(
            row with { Pending = null, CarriedTo = e.ToFund, Approved = row.Approved - e.Parts.Sum(part => part.Amount) },
            (page, part) => Frozen(page, part.Programme, Money.Zero - part.Amount)),
        ReceiptEntered e => row with { Pending = new(e.Act, "receipt", e.PaymentNo, e.Amount, e.EnteredBy, e.EnteredOn) },
        FundsReceived e => row with { Received = row.Received + e.Amount, Pending = null },
        ReceivedCarriedIn e => row with { Received = row.Received + e.Amount },
        ReceivedCarriedOut e => row with { Received = row.Received - e.Amount },
        UnspentReturned e => row with { Received = row.Received - e.Amount },
        TransferEntered e => row with
        {
            Pending = new(e.Act, "transfer", e.DocumentNo, e.Amount, e.EnteredBy, e.EnteredOn, From: e.From, To: e.To),
        },
        FundsTransferred => row with { Pending = null },
        GrantEntered e => row with
        {
            Pending = new(e.Act, "grant", e.DocumentNo, e.Amount, e.EnteredBy, e.EnteredOn, e.Programme),
        },
        GrantApproved e => row with
        {
            Granted = row.Granted.SetItem(e.Programme, row.Granted.GetValueOrDefault(e.Programme) + e.Amount), Pending = null,
        },
        BudgetFreed e => Frozen(row, e.Programme, Money.Zero - e.Amount) with { Available = row.Available + e.Amount },
        LapseEntered e => row with { Pending = new(e.Act, "lapse", e.DocumentNo, null, e.EnteredBy, e.EnteredOn) },
        FundLapsed e => row with { State = "closed", Available = row.Available - e.Amount, Lapsed = e.Amount, Pending = null },
        _ => row,
    };

    static FundPage Frozen(FundPage row, string programme, Money more)
    {
        var amount = row.Frozen.GetValueOrDefault(programme) + more;
        return row with { Frozen = amount == Money.Zero ? row.Frozen.Remove(programme) : row.Frozen.SetItem(programme, amount) };
    }

    static readonly ImmutableSortedDictionary<string, Money> NothingFrozen =
        ImmutableSortedDictionary.Create<string, Money>(StringComparer.Ordinal);
}
