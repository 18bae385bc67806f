using System.Collections.Immutable;
using Domain.Kernel;

namespace Domain.Subsidies;

/// <summary>A fund's accounts by their numbers, as they stand at one moment (FND-18).</summary>
/// <param name="B110">With what ended vouchers have freed since the fund took back the last of it.</param>
/// <param name="Programmes">B120 to B150 of each programme with money in the fund.</param>
/// <param name="F1021">By programme.</param>
public sealed record FundAccounts(
    Money B100, Money B110, Money B120, Money B130, Money B140, Money B145, Money B150, Money B160,
    ImmutableSortedDictionary<string, ProgrammeAccounts> Programmes,
    Money F1010, Money F1020, ImmutableSortedDictionary<string, Money> F1021, Money F2020, Money F2040, Money F2050, Money F5001)
{
    /// <summary>Accounts of a fund in force or closed; null of one that is neither.</summary>
    /// <param name="useOf">What became of each programme's budget at that moment.</param>
    /// <param name="before">The fund from which this one's money was carried; it bears the programme's vouchers first.</param>
    public static FundAccounts? Of(Fund fund, Func<string, BudgetUse> useOf, Fund? before = null)
    {
        var (now, lapsed) = fund switch
        {
            Fund.Open open => (open, Money.Zero),
            Fund.Closed closed => (closed.Last, closed.Lapsed),
            _ => (null, Money.Zero),
        };
        if (now is null) return null;

        var programmes = now.Frozen.Keys.ToImmutableSortedDictionary(
            programme => programme, programme => ProgrammeAccounts.Of(now, programme, useOf(programme), before as Fund.Open),
            StringComparer.Ordinal);
        Money Sum(Func<ProgrammeAccounts, Money> account) => programmes.Values.Sum(account);
        var ledger = now.Funds;
        return new(
            now.Approved, now.Available - lapsed + Sum(programme => programme.Freed), Sum(programme => programme.B120),
            Sum(programme => programme.B130), Sum(programme => programme.B140), Sum(programme => programme.B145),
            Sum(programme => programme.B150), lapsed, programmes, ledger.Debit(Postings.Bank), ledger.Debit(Postings.ParentWallet),
            SubWalletsOf(ledger), ledger.Credit("F2020"), ledger.Credit("F2040"), ledger.Credit("F2050"), ledger.Debit("F5001"));
    }

    static ImmutableSortedDictionary<string, Money> SubWalletsOf(Ledger ledger) =>
        ledger.Balances.Where(line => Postings.ProgrammeOf(line.Key) is not null)
            .ToImmutableSortedDictionary(line => Postings.ProgrammeOf(line.Key)!, line => line.Value, StringComparer.Ordinal);
}

/// <param name="Freed">Already in the fund's B110, and no longer in B130.</param>
/// <param name="B145">Nothing is on its way: payments are not here yet.</param>
public sealed record ProgrammeAccounts(Money B120, Money B130, Money B140, Money B145, Money B150, Money Freed)
{
    internal static ProgrammeAccounts Of(Fund.Open fund, string programme, BudgetUse use, Fund.Open? before)
    {
        var (freed, outstanding) = (use.Freed, use.Outstanding);
        if (before is not null)
        {
            var (_, borne, freedThere) = Bear(before, programme, freed, outstanding);
            (freed, outstanding) = (freed - freedThere, outstanding - borne);
        }

        var (free, here, freedHere) = Bear(fund, programme, freed, outstanding);
        return new(free, here, fund.GrantedFor(programme), Money.Zero, Money.Zero, freedHere);
    }

    static (Money Free, Money Outstanding, Money Freed) Bear(Fund.Open fund, string programme, Money freed, Money outstanding)
    {
        var most = fund.FrozenFor(programme) - fund.GrantedFor(programme);
        var freedHere = Money.Min(freed, most);
        var borne = Money.Min(outstanding, most - freedHere);
        return (most - freedHere - borne, borne, freedHere);
    }
}
