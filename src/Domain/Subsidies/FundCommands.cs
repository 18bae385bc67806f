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
/// <param name="Used">What each programme has obligated or spent (B140 to B150), as its own stream says under the lock.</param>
/// <param name="NextFund">Number of the next year's fund, where a carry-over opens one.</param>
public sealed record ApproveFundAct(
    Actor Actor, Instant At, int Act, Money Amount, IReadOnlyDictionary<string, Money> Used, string? NextFund = null)
    : FundCommand(Actor, At);

public sealed record TurnDownFundAct(Actor Actor, Instant At, int Act, string Reason) : FundCommand(Actor, At);

public sealed record EnterAdjustment(Actor Actor, Instant At, string DocumentNo, Money Change) : FundCommand(Actor, At);

/// <summary>Part of a programme's approval, in the same transaction.</summary>
public sealed record FreezeBudget(Actor Actor, Instant At, string Programme, Money Amount) : FundCommand(Actor, At);

/// <summary>Part of a programme's closing, in the same transaction.</summary>
/// <param name="Unused">What the programme has neither issued nor spent, as its own stream says under the lock.</param>
public sealed record ReleaseBudget(Actor Actor, Instant At, string Programme, Money Amount, Money Unused) : FundCommand(Actor, At);

public sealed record EnterCarryOver(
    Actor Actor, Instant At, string DocumentNo, string TreasuryNo, IReadOnlyList<ProgrammePart> Parts) : FundCommand(Actor, At);

/// <summary>What is available goes back to the treasury, and the fund is closed.</summary>
public sealed record EnterLapse(Actor Actor, Instant At, string DocumentNo) : FundCommand(Actor, At);
