using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Subsidies;

// Stored for good in the wallet's stream, voucher-wallet/{programme}/{person}. No word that anybody wrote is in them.

/// <summary>The claimant wants a person to look at what was decided against the claimant (人工复核).</summary>
/// <param name="Against">What was decided, as it was told.</param>
/// <param name="Ground">Of <see cref="WalletReviews.Grounds"/>.</param>
/// <param name="DecideBy">Last day for the answer, inclusive.</param>
public sealed record ReviewAsked(AdverseDecision Against, string Ground, LocalDate On, LocalDate DecideBy, LegalBasis Basis) : WalletEvent;

/// <summary>A person has looked, and the decision stands or does not.</summary>
/// <param name="Outcome">upheld or overturned.</param>
/// <param name="Reason">Of the reasons for that outcome.</param>
/// <param name="Corrected">What later claims are judged by; null where the decision stands.</param>
/// <param name="InTime">False where the last day for the answer had passed.</param>
public sealed record ReviewDecided(
    string DecisionNo, string Outcome, string Reason, ReviewCorrection? Corrected, PersonRef By, LocalDate On, bool InTime,
    LegalBasis Basis) : WalletEvent;

/// <summary>Something decided against a person that a review can be asked of.</summary>
/// <param name="DecisionNo">Of the record of a refusal, the number of a voucher that was voided, or the pseudonym of an entry.</param>
/// <param name="Code">As the person was told it.</param>
/// <param name="RiskCode">What the claim was held to be, where it was held to be abuse.</param>
/// <param name="By">Whoever decided it; systems among them.</param>
public sealed record AdverseDecision(string DecisionNo, string Code, string? RiskCode, LocalDate ToldOn, IReadOnlyList<PersonRef> By);

/// <summary>What a review puts right in one programme; it never adds to stock or limits.</summary>
/// <param name="RiskCode">No longer held against the person.</param>
/// <param name="Ties">Proven to the reviewer.</param>
/// <param name="NotCounted">A voucher that was taken back, and no longer counts as taken.</param>
public sealed record ReviewCorrection(string? RiskCode, IReadOnlyList<string> Ties, bool Disabled, bool GuardianAgreed, string? NotCounted);
