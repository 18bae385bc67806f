using Domain.Identity;
using NodaTime;

namespace Domain.Subsidies;

public abstract record WalletCommand(Actor Actor, Instant At);

/// <param name="Claimant">Null where a ticket says that the claimant was judged.</param>
/// <param name="VoucherNo">Drawn by chance at the edge; used up only where the claim wins.</param>
/// <param name="Restricted">With a ticket: the processing of the person's data was restricted since it was made.</param>
public sealed record ClaimVoucher(
    Actor Actor, Instant At, int Batch, ClaimantFacts? Claimant, string VoucherNo, string Channel, Admission? Ticket = null,
    bool Restricted = false) : WalletCommand(Actor, At);

/// <summary>Is admitted to a drop: whoever may not claim is told before it opens, and gets no ticket.</summary>
/// <param name="Wave">Into which the ticket falls, from 0 on: on its day it is used.</param>
public sealed record AskForTicket(Actor Actor, Instant At, int Batch, ClaimantFacts Claimant, string Channel, int Wave = 0)
    : WalletCommand(Actor, At);

/// <summary>What a ticket says of the claimant, who was judged when it was made.</summary>
/// <param name="Edition">Of the terms by which that was done.</param>
/// <param name="Wave">From 0 on.</param>
/// <param name="Reserves">Shares that serve the claimant before the general stock does.</param>
public sealed record Admission(int Edition, int Wave, IReadOnlyList<StockShare> Reserves, ClaimantGroup Group);

/// <summary>Issues what an entry has won; the entry was judged when it was made.</summary>
public sealed record IssueToWinner(Actor Actor, Instant At, int Batch, bool Restricted, string VoucherNo) : WalletCommand(Actor, At);

public sealed record ExpireVoucher(Actor Actor, Instant At, string VoucherNo) : WalletCommand(Actor, At);

/// <summary>Commands by which a voucher is taken back from its holder, by one person and another.</summary>
public abstract record VoidingCommand(Actor Actor, Instant At, string VoucherNo) : WalletCommand(Actor, At);

public sealed record ProposeVoiding(Actor Actor, Instant At, string VoucherNo, string Cause) : VoidingCommand(Actor, At, VoucherNo);

public sealed record TurnDownVoiding(Actor Actor, Instant At, string VoucherNo, string Reason) : VoidingCommand(Actor, At, VoucherNo);

/// <param name="Cause">Entered again, as it was proposed.</param>
public sealed record VoidVoucher(Actor Actor, Instant At, string VoucherNo, string Cause) : VoidingCommand(Actor, At, VoucherNo);

public sealed record EnterDraw(Actor Actor, Instant At, int Batch, ClaimantFacts Claimant, string Pseudonym, string Channel)
    : WalletCommand(Actor, At);

/// <summary>Commands on reviews; they are taken as long as there is anything to review, also of a programme that has closed.</summary>
public abstract record ReviewCommand(Actor Actor, Instant At) : WalletCommand(Actor, At);

/// <param name="Refused">The refusal as the log has it, where the number is one's; null for a voucher's.</param>
public sealed record AskForReview(Actor Actor, Instant At, string DecisionNo, string Ground, AdverseDecision? Refused)
    : ReviewCommand(Actor, At);

/// <param name="Claimant">Whose wallet it is.</param>
/// <param name="Ties">Proven to the reviewer; empty where that is not the question.</param>
/// <param name="NotCounted">The voucher that does not count; null where that is not the question.</param>
/// <param name="Own">By the directory, the claimant is the reviewer, or one in whom the reviewer has an interest.</param>
public sealed record DecideReview(
    Actor Actor, Instant At, string DecisionNo, PersonRef Claimant, string Outcome, string Reason, IReadOnlyList<string> Ties,
    string? NotCounted, bool Own = false) : ReviewCommand(Actor, At);

/// <summary>What is known of the person who claims, as proven and no more.</summary>
/// <param name="BornOn">Null where no birth date is proven; then nobody of an age is proven either.</param>
/// <param name="District">Where the person lives, as proven.</param>
/// <param name="Ties">Of <see cref="EligibilityRules.KnownTies"/>.</param>
/// <param name="Restricted">The processing of the person's data is restricted.</param>
/// <param name="GuardianAgreed">For somebody under fourteen.</param>
/// <param name="RiskCode">Why the claim is held to be abuse; null where it is not.</param>
public sealed record ClaimantFacts(
    LocalDate? BornOn, string? District, IReadOnlyList<string> Ties, bool Disabled, bool Restricted, bool GuardianAgreed, string? RiskCode);

/// <summary>What the decision rests on beside the wallet, as it stands under the lock.</summary>
/// <param name="Stock">How many vouchers are out, by row.</param>
/// <param name="DrawIsOpen">True while a draw takes entries.</param>
public sealed record WalletFacts(Programme Programme, StockLevels Stock, bool DrawIsOpen);
