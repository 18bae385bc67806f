using System.Collections.Immutable;
using Domain.Kernel;

namespace Domain.Subsidies;

/// <summary>One line of a posting (分录): the same amount on both sides, so that no event leaves them apart.</summary>
public sealed record Posting(string Debit, string Credit, Money Amount);

/// <summary>The chart of accounts of specs/funds.md, event by event; behind a dot stands the programme.</summary>
public static class Postings
{
    public const string Bank = "F1010";
    public const string ParentWallet = "F1020";
    const string SubWallets = "F1021.";

    public static string SubWallet(string programme) => SubWallets + programme;

    /// <summary>The programme of a sub-wallet; null where the account is none.</summary>
    public static string? ProgrammeOf(string account) =>
        account.StartsWith(SubWallets, StringComparison.Ordinal) ? account[SubWallets.Length..] : null;

    public static IReadOnlyList<Posting> Of(FundEvent @event) =>
        @event switch
        {
            AppropriationApproved e => [new("B110", "B100", e.Amount)],
            AppropriationAdjusted e when e.Change < Money.Zero => [new("B100", "B110", Money.Zero - e.Change)],
            AppropriationAdjusted e => [new("B110", "B100", e.Change)],
            BudgetFrozen e => [new($"B120.{e.Programme}", "B110", e.Amount)],
            BudgetReleased e => [new("B110", $"B120.{e.Programme}", e.Amount)],
            BudgetCarriedOut e =>
            [
                .. e.Parts.Select(part => new Posting("B110", $"B120.{part.Programme}", part.Amount)),
                new("B100", "B110", e.Parts.Sum(part => part.Amount)),
            ],
            BudgetCarriedIn e =>
            [
                new("B110", "B100", e.Parts.Sum(part => part.Amount)),
                .. e.Parts.Select(part => new Posting($"B120.{part.Programme}", "B110", part.Amount)),
            ],
            FundsReceived e => [new(Bank, "F2050", e.Amount)],
            FundsTransferred e => [new(e.To, e.From, e.Amount)],
            ReceivedCarriedOut e => [new("F2050", Bank, e.Amount)],
            ReceivedCarriedIn e => [new(Bank, "F2050", e.Amount)],
            GrantApproved e => [new($"B140.{e.Programme}", $"B120.{e.Programme}", e.Amount), new("F5001", "F2020", e.Amount)],
            UnspentReturned e => [new("F2050", "F2040", e.Amount), new("F2040", Bank, e.Amount)],
            FundLapsed e => [new("B160", "B110", e.Amount)],

            // What is entered moves nothing, and the end of a voucher has posted what is freed.
            _ => [],
        };

    public static IReadOnlyList<Posting> Of(string programme, WalletEvent @event) =>
        @event switch
        {
            VoucherClaimed e => [new($"B130.{programme}", $"B120.{programme}", e.Face)],
            VoucherExpired e => [new(e.BackTo is null ? "B110" : $"B120.{programme}", $"B130.{programme}", e.Face)],
            VoucherVoided e => [new(e.BackTo is null ? "B110" : $"B120.{programme}", $"B130.{programme}", e.Face)],
            _ => [],
        };
}

/// <summary>What stands on each account.</summary>
public sealed record Ledger(ImmutableSortedDictionary<string, Money> Balances)
{
    public static Ledger Empty { get; } = new(ImmutableSortedDictionary.Create<string, Money>(StringComparer.Ordinal));

    /// <summary>Of an account whose balance is a debit: money, receivables, expense, and those of the budget but B100.</summary>
    public Money Debit(string account) => Balances.GetValueOrDefault(account);

    /// <summary>Of an account whose balance is a credit: payables, and what was received.</summary>
    public Money Credit(string account) => Money.Zero - Debit(account);

    public Ledger After(IEnumerable<Posting> postings) =>
        new(postings.Aggregate(Balances, (now, line) => Add(Add(now, line.Debit, line.Amount), line.Credit, Money.Zero - line.Amount)));

    static ImmutableSortedDictionary<string, Money> Add(ImmutableSortedDictionary<string, Money> balances, string account, Money amount) =>
        balances.SetItem(account, balances.GetValueOrDefault(account) + amount);
}
