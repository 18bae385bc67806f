using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

// Stored for good in the stream sport-permit/{permitNo}. The number stays for life; change, renewal and replacement
// raise the certificate's version, which begins with 1.

public abstract record SportPermitEvent { private protected SportPermitEvent() { } }

/// <summary>The licence (高危险性体育项目经营许可证) as granted: every field of its face that is not a name.</summary>
/// <param name="Holder">The licensed party; its name, the venue's name and address are sealed.</param>
/// <param name="ValidTo">Last day of the term, inclusive.</param>
/// <param name="ValidityBasis">Where the length of the term comes from.</param>
public sealed record PermitOpened(
    string PermitNo,
    string CaseNo,
    string IssuingOrgan,
    string SupervisingOrgan,
    PersonRef Holder,
    DocumentId HolderName,
    PersonRef? Head,
    DocumentId Venue,
    string RegionCode,
    IReadOnlyList<string> Sports,
    int? RequiredLifeguards,
    int? RequiredInstructors,
    int? MaxSwimmers,
    string OpeningMode,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    LegalBasis ValidityBasis) : SportPermitEvent;

/// <summary>The holder asked for something, in a case of its own.</summary>
/// <param name="Kind">change, renewal, replacement, deregistration.</param>
/// <param name="ChangesFace">Whether it would alter the face: of such requests one may be open.</param>
public sealed record PermitRequestOpened(string CaseNo, string Kind, bool ChangesFace, LocalDate OpenedOn) : SportPermitEvent;

/// <summary>A request ended without effect on the permit; a granted one ends with what it granted.</summary>
/// <param name="Outcome">refused, not-accepted, withdrawn.</param>
public sealed record PermitRequestClosed(string CaseNo, string Outcome, LocalDate ClosedOn) : SportPermitEvent;

/// <summary>The face was changed (变更).</summary>
/// <param name="Changed">Paths of the first form that were altered.</param>
public sealed record PermitChanged(
    string CaseNo, int CertificateVersion, PermitFace Face, IReadOnlyList<string> Changed, LocalDate ChangedOn, LegalBasis Basis)
    : SportPermitEvent;

/// <summary>A further term (延续): it begins on the day after the old one ends.</summary>
/// <param name="Deemed">True where the organ kept silent to the end of the old term (视为准予延续).</param>
/// <param name="RenewedOn">Day of the decision; the old term's last day where it was deemed.</param>
public sealed record PermitRenewed(
    string CaseNo, int CertificateVersion, bool Deemed, PermitFace Face, LocalDate TermFrom, LocalDate ValidTo, LocalDate RenewedOn,
    LegalBasis ValidityBasis, LegalBasis Basis) : SportPermitEvent;

/// <summary>A certificate in place of one that was lost or damaged (补证).</summary>
/// <param name="Reason">lost or damaged.</param>
public sealed record PermitReplaced(
    string CaseNo, int CertificateVersion, string Reason, LocalDate ReplacedOn, LegalBasis Basis) : SportPermitEvent;

/// <summary>The term ran out and nothing renewed it (有效期届满未延续).</summary>
/// <param name="ExpiredOn">The first day without a permit.</param>
public sealed record PermitExpired(LocalDate ValidTo, LocalDate ExpiredOn, LegalBasis Basis) : SportPermitEvent;

/// <summary>An officer proposed that the permit be ended; somebody else decides.</summary>
/// <param name="Ending">withdrawal, annulment, revocation.</param>
/// <param name="Statement">Sealed: the facts and the evidence.</param>
public sealed record PermitEndingProposed(
    string Ending, string Cause, PersonRef Proposer, DocumentId Statement, LocalDate ProposedOn, LegalBasis Basis) : SportPermitEvent;

/// <summary>A lawful permit withdrawn for the public interest (撤回); nobody is at fault.</summary>
/// <param name="Cause">law-changed, facts-changed.</param>
/// <param name="PublicInterest">Sealed: why the public interest needs it.</param>
/// <param name="Compensation">Sealed: what is paid for the loss (补偿), or why there is none.</param>
public sealed record PermitWithdrawn(
    string Cause, string DecisionNo, PersonRef DecidedBy, DocumentId PublicInterest, DocumentId Compensation, LocalDate WithdrawnOn,
    IReadOnlyList<Remedy> Remedies, LegalBasis Basis) : SportPermitEvent;

/// <summary>A permit that should not have been granted, annulled (撤销).</summary>
/// <param name="Mandatory">True for deceit and bribery: the benefit is not protected, and a bar follows.</param>
/// <param name="Damages">Sealed: damages (赔偿) where the organ is at fault; null where the licensee is.</param>
/// <param name="BarredUntil">Last day of the bar on applying again.</param>
public sealed record PermitAnnulled(
    string Cause, bool Mandatory, string DecisionNo, PersonRef DecidedBy, DocumentId? Damages, LocalDate? BarredUntil,
    LocalDate AnnulledOn, IReadOnlyList<Remedy> Remedies, LegalBasis Basis) : SportPermitEvent;

/// <summary>A permit taken away as a penalty (吊销), by a penalty decision.</summary>
/// <param name="Sports">The sports a bar follows for; empty where none does.</param>
/// <param name="BarredUntil">Last day of the bar on applying again for these sports.</param>
public sealed record PermitRevoked(
    string Cause, string PenaltyDecisionNo, PersonRef DecidedBy, IReadOnlyList<string> Sports, LocalDate? BarredUntil,
    LocalDate RevokedOn, IReadOnlyList<Remedy> Remedies, LegalBasis Basis) : SportPermitEvent;

/// <summary>The register is closed (注销): bookkeeping after another ending or fact, never an ending by itself.</summary>
/// <param name="CaseNo">The holder's request, where there was one.</param>
/// <param name="Proof">Sealed: proof of the fact, where no other event shows it.</param>
public sealed record PermitDeregistered(
    string Cause, string? CaseNo, DocumentId? Proof, LocalDate DeregisteredOn, LegalBasis Basis) : SportPermitEvent;
