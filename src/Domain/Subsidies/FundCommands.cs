using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Subsidies;

public abstract record FundCommand(Actor Actor, Instant At);

public sealed record EnterAppropriation(
    Actor Actor, Instant At, string FundNo, int Year, FundSource Source, string District, string DocumentNo, string TreasuryNo,
    Money Amount) : FundCommand(Actor, At);

/// <summary>Lets the appropriation (act 0) or a later act take effect.</summary>
/// <param name="Amount">Entered again by the second person from the document, never copied from the screen.</param>
/// <param name="Uses">What became of each programme's frozen money, under the lock.</param>
/// <param name="NextFund">Number of the next year's fund, where a carry-over opens one.</param>
/// <param name="Grantable">Where a grant waits: what its programme can give, under the lock; null where it does not run.</param>
/// <param name="Restricted">Where a grant waits: the processing of the beneficiary's data is restricted.</param>
/// <param name="Own">Where a grant waits: the beneficiary is the second person, or one in whom that person has an interest.</param>
/// <param name="BySame">By the directory, the second person is the first one under another login.</param>
public sealed record ApproveFundAct(
    Actor Actor, Instant At, int Act, Money Amount, IReadOnlyDictionary<string, BudgetUse> Uses, string? NextFund = null,
    Money? Grantable = null, bool Restricted = false, bool Own = false, bool BySame = false)
    : FundCommand(Actor, At);

/// <summary>What became of the money that is frozen for a programme.</summary>
/// <param name="Outstanding">B130: face of vouchers that can still be used.</param>
/// <param name="Freed">Face of vouchers that ended and are not issued again, until the fund takes it back.</param>
/// <param name="Gone">Granted, or taken back by the fund since the programme was approved.</param>
public sealed record BudgetUse(Money Outstanding, Money Freed, Money Gone)
{
    public static BudgetUse None { get; } = new(Money.Zero, Money.Zero, Money.Zero);

    /// <summary>Of the programme's whole budget: what nobody can lay claim to any more.</summary>
    public Money Of(Money budget) => budget - Outstanding - Gone;
}

public sealed record TurnDownFundAct(Actor Actor, Instant At, int Act, string Reason) : FundCommand(Actor, At);

public sealed record EnterAdjustment(Actor Actor, Instant At, string DocumentNo, Money Change) : FundCommand(Actor, At);

/// <summary>Part of a programme's approval, in the same transaction.</summary>
public sealed record FreezeBudget(Actor Actor, Instant At, string Programme, Money Amount) : FundCommand(Actor, At);

/// <summary>Part of a programme's closing, in the same transaction.</summary>
/// <param name="Unused">What the programme has neither issued nor spent, under the lock.</param>
public sealed record ReleaseBudget(Actor Actor, Instant At, string Programme, Money Amount, Money Unused) : FundCommand(Actor, At);

public sealed record EnterCarryOver(
    Actor Actor, Instant At, string DocumentNo, string TreasuryNo, IReadOnlyList<ProgrammePart> Parts) : FundCommand(Actor, At);

/// <summary>What is available goes back to the treasury, and the fund is closed.</summary>
public sealed record EnterLapse(Actor Actor, Instant At, string DocumentNo) : FundCommand(Actor, At);

/// <summary>A payment of the treasury has arrived at the bank.</summary>
public sealed record EnterReceipt(Actor Actor, Instant At, string PaymentNo, Money Amount) : FundCommand(Actor, At);

/// <param name="From">Number of the account: F1010, F1020 or F1021.{programme}.</param>
public sealed record EnterTransfer(Actor Actor, Instant At, string DocumentNo, string From, string To, Money Amount)
    : FundCommand(Actor, At);

/// <param name="Restricted">The processing of the beneficiary's data is restricted.</param>
/// <param name="Own">By the directory, the beneficiary is the first person, or one in whom that person has an interest.</param>
public sealed record EnterGrant(
    Actor Actor, Instant At, string Programme, PersonRef Beneficiary, string DocumentNo, Money Amount, bool Restricted, bool Own = false)
    : FundCommand(Actor, At);

/// <summary>The fund takes back what ended vouchers have freed; a consequence of the terms, so that no second person is asked.</summary>
/// <param name="Freed">All of it, under the lock.</param>
public sealed record TakeBackFreed(Actor Actor, Instant At, string Programme, Money Freed) : FundCommand(Actor, At);
