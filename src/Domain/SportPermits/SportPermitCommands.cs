using Domain.Identity;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>What somebody asks of a permit beside its cases. Texts are sealed before; null where none was written.</summary>
/// <param name="At">The business instant of the act.</param>
public abstract record SportPermitCommand(Actor Actor, Instant At)
{
    /// <summary>What the holder is: person, sole-trader, enterprise, other; null where nobody knows.</summary>
    public string? Holder { get; init; }
}

/// <param name="Replaces">Cause of the open proposal that this one is put in place of; null where none is open.</param>
public sealed record ProposePermitEnding(
    Actor Actor, Instant At, string Ending, string Cause, DocumentId Statement, string? Replaces = null)
    : SportPermitCommand(Actor, At);

public sealed record WithdrawPermit(
    Actor Actor, Instant At, string Cause, string DecisionNo, DocumentId? PublicInterest, DocumentId? Compensation)
    : SportPermitCommand(Actor, At);

/// <param name="Damages">What is paid where the organ was at fault.</param>
/// <param name="PublicInterestHarm">Set where an annulment would do major harm to the public interest: it is barred then.</param>
public sealed record AnnulPermit(
    Actor Actor, Instant At, string Cause, string DecisionNo, DocumentId? Damages, DocumentId? PublicInterestHarm)
    : SportPermitCommand(Actor, At);

/// <param name="Sports">With grave consequences: the sports concerned.</param>
public sealed record RevokePermit(Actor Actor, Instant At, string Cause, string? PenaltyDecisionNo, IReadOnlyList<string> Sports)
    : SportPermitCommand(Actor, At);

/// <param name="Proof">What was shown, sealed.</param>
/// <param name="Shown">The same as it was named; null where nothing was shown.</param>
public sealed record DeregisterPermit(Actor Actor, Instant At, string Cause, DocumentId? Proof, ShownPaper? Shown = null)
    : SportPermitCommand(Actor, At);

/// <summary>A paper of somebody else that shows a fact, named so that it can be found again.</summary>
/// <param name="Document">death-certificate, household-cancellation, court-decision, registration-cancellation, official-finding.</param>
/// <param name="IssuedOn">Not ahead of the day of the act.</param>
public sealed record ShownPaper(string Document, string Number, string Issuer, LocalDate IssuedOn)
{
    public static IReadOnlyList<string> Documents { get; } =
        [.. PermitEndings.Causes.SelectMany(cause => cause.Proofs).Distinct()];

    const int ShortestNumber = 4;
    const int ShortestIssuer = 4;

    /// <returns>The member that makes it no reference; null where it is one.</returns>
    public string? FaultFor(EndingCause cause, LocalDate today) =>
        !cause.Proofs.Contains(Document) ? "document"
        : Number.Length < ShortestNumber || !Number.Any(char.IsAsciiDigit) ? "number"
        : Issuer.Count(char.IsLetter) < ShortestIssuer ? "issuer"
        : IssuedOn > today ? "issuedOn"
        : null;
}

/// <summary>The term policy asks whether the term is over.</summary>
/// <param name="Renewal">The open renewal, where there is one: what the law puts in silence's place comes first.</param>
public sealed record ExpirePermit(Actor Actor, Instant At, LicensingCase? Renewal) : SportPermitCommand(Actor, At);
