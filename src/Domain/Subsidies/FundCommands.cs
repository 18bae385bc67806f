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
public sealed record ApproveFundAct(
    Actor Actor, Instant At, int Act, Money Amount, IReadOnlyDictionary<string, BudgetUse> Uses, string? NextFund = null)
    : FundCommand(Actor, At);

/// <summary>What became of the money that is frozen for a programme.</summary>
/// <param name="Outstanding">B130: face of vouchers that can still be used.</param>
/// <param name="Used">B140 to B150: redeemed or paid.</param>
public sealed record BudgetUse(Money Outstanding, Money Used)
{
    public static BudgetUse None { get; } = new(Money.Zero, Money.Zero);

    /// <summary>What nobody can lay claim to any more.</summary>
    public Money Of(Money frozen) => frozen - Outstanding - Used;
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
