using System.Collections.Immutable;

namespace Domain.Subsidies;

/// <summary>What was decided against the person of a wallet beside refusals, the reviews of it, and what they put right.</summary>
/// <param name="Voided">Vouchers that were taken back, by number.</param>
/// <param name="Proposed">Who wanted vouchers taken back, by number; also of those that were.</param>
/// <param name="PassedOver">Entries into draws that won nothing for a reason in the person, by pseudonym.</param>
/// <param name="Reviews">By the number of the decision.</param>
/// <param name="Risks">Codes of abuse that a review has lifted.</param>
/// <param name="Ties">Proven to a reviewer.</param>
public sealed record WalletReviewState(
    ImmutableDictionary<string, VoucherVoided> Voided, ImmutableDictionary<string, VoidingProposed> Proposed,
    ImmutableDictionary<string, EntryPassedOver> PassedOver, ImmutableDictionary<string, WalletReviewState.Review> Reviews,
    ImmutableHashSet<string> Risks, ImmutableHashSet<string> Ties, bool Disabled, bool GuardianAgreed)
{
    public static WalletReviewState Initial { get; } = new(
        ImmutableDictionary<string, VoucherVoided>.Empty, ImmutableDictionary<string, VoidingProposed>.Empty,
        ImmutableDictionary<string, EntryPassedOver>.Empty, ImmutableDictionary<string, Review>.Empty, [], [], Disabled: false,
        GuardianAgreed: false);

    /// <param name="Decided">Null while it waits for a person.</param>
    public sealed record Review(ReviewAsked Asked, ReviewDecided? Decided);

    /// <summary>The claimant as known now: what a review found counts beside what the platform has proven.</summary>
    public ClaimantFacts Corrected(ClaimantFacts claimant) =>
        Reviews.IsEmpty
            ? claimant
            : claimant with
            {
                RiskCode = claimant.RiskCode is { } risk && Risks.Contains(risk) ? null : claimant.RiskCode,
                Ties = Ties.IsEmpty ? claimant.Ties : [.. claimant.Ties.Union(Ties)],
                Disabled = claimant.Disabled || Disabled,
                GuardianAgreed = claimant.GuardianAgreed || GuardianAgreed,
            };

    public WalletReviewState After(ReviewDecided decided)
    {
        var reviews = Reviews.SetItem(decided.DecisionNo, Reviews[decided.DecisionNo] with { Decided = decided });
        return decided.Corrected is not { } corrected
            ? this with { Reviews = reviews }
            : this with
            {
                Reviews = reviews,
                Risks = corrected.RiskCode is { } risk ? Risks.Add(risk) : Risks,
                Ties = Ties.Union(corrected.Ties),
                Disabled = Disabled || corrected.Disabled,
                GuardianAgreed = GuardianAgreed || corrected.GuardianAgreed,
            };
    }
}
