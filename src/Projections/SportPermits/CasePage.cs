using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Projections.SportPermits;

/// <summary>
/// Everything an officer sees of a case, and what the portal's progress is made from. No names: they stay sealed.
/// </summary>
/// <param name="Organ">Region code of the organ that handles it; row security compares it.</param>
/// <param name="Version">Version of the stream, for If-Match.</param>
public sealed record CasePage(
    string CaseNo,
    string ProjectNo,
    string Organ,
    long Version,
    CaseProgress Progress,
    CaseApplication Application,
    ApplicationFacts Facts,
    IReadOnlyList<Defect> Defects,
    IReadOnlyList<Normalisation> Normalised,
    IReadOnlyList<CaseStep> Steps,
    IReadOnlyList<CorrectionRound> Corrections,
    IReadOnlyList<CaseDocument> Documents,
    SiteCheckLine? SiteCheck,
    ReviewLine? Review,
    DecisionLine? Decision,
    DeliveryLine? Delivery,
    RatingLine? Rating)
{
    /// <summary>What is asked of a permit that exists; null in a first application.</summary>
    public RequestLine? Request { get; init; }

    /// <summary>Bars on applying that stood on the day of receipt.</summary>
    public IReadOnlyList<ApplicantBarFound> Bars { get; init; } = [];

    public string? PermitNo => Decision?.PermitNo;

    public CaseProceedingsPage Proceedings { get; init; } = CaseProceedingsPage.None;
}

/// <param name="Kind">change, renewal, replacement, deregistration.</param>
/// <param name="FileBy">Last day on which a renewal was in time.</param>
public sealed record RequestLine(
    string Kind, string PermitNo, IReadOnlyList<string> Changes, string? Reason, bool ByHolder, bool SiteCheckRequired,
    LocalDate ValidTo, LocalDate? FileBy);

/// <param name="Form">The form as last submitted, sealed.</param>
public sealed record CaseApplication(
    string TaskCode,
    string TaskVersion,
    string Item,
    string ApplyType,
    string RegionCode,
    PersonRef Applicant,
    string ApplicantSubject,
    DocumentId ApplicantName,
    PersonRef? LegalRepresentative,
    PersonRef? Agent,
    DocumentId Form,
    string FormSm3,
    string Channel,
    Instant ReceivedAt,
    LocalDate ReceivedOn,
    Instant ArrivedAt);

/// <summary>One act in the course of the case, as the portal's steps show it (过程信息).</summary>
/// <param name="Name">receipt, correction-notice, correction, acceptance, site-check, review, decision, delivery,
/// …</param>
/// <param name="Office">District of the organ or of the actor's authority.</param>
/// <param name="Opinion">Sealed text of the act, where it has one.</param>
/// <param name="Start">When the act became due: the end of the one before it.</param>
public sealed record CaseStep(
    string Name, string? Office, string? Role, PersonRef? Actor, DocumentId? Opinion, Instant Start, Instant End,
    string? Outcome = null, PersonRef? OnBehalfOf = null);

/// <param name="Round">The submission that the notice speaks of: 0 for the first.</param>
/// <param name="SubmittedOn">Null while the applicant's answer is awaited.</param>
public sealed record CorrectionRound(
    int Round, string NoticeNo, IReadOnlyList<Defect> Items, DocumentId? Note, LocalDate ServedOn, Deadline SupplyBy,
    string? CorrectionNo = null, LocalDate? SubmittedOn = null);

/// <summary>An act the law wants in writing: which, under what number, of what day, on what basis.</summary>
/// <param name="Kind">correction-notice, acceptance-notice, non-acceptance, permit, refusal.</param>
public sealed record CaseDocument(
    string Kind, string No, LocalDate On, LegalBasis Basis, DocumentId? Text, IReadOnlyList<Remedy> Remedies);

public sealed record SiteCheckLine(
    LocalDate CheckedOn,
    IReadOnlyList<PersonRef> Officers,
    bool Passed,
    DocumentId? Record,
    IReadOnlyList<FileId> Photos);

public sealed record ReviewLine(string Recommendation, PersonRef Reviewer, DocumentId? Opinion, LocalDate ReviewedOn);

/// <param name="Outcome">granted, refused or not-accepted.</param>
/// <param name="Assessment">The conditions as judged on the day of a grant.</param>
public sealed record DecisionLine(
    string Outcome,
    LocalDate DecidedOn,
    bool? InTime,
    PersonRef? Approver,
    string? PermitNo,
    string? DecisionNo,
    string? Ground,
    string? CompetentOrgan,
    Assessment? Assessment,
    IReadOnlyList<UnmetCondition> Grounds,
    IReadOnlyList<Remedy> Remedies,
    DocumentId? Text,
    LegalBasis Basis);

public sealed record DeliveryLine(string Mode, LocalDate DeliveredOn, bool InTime, DocumentId? Proof);

public sealed record RatingLine(int Level, string Channel, bool RectificationOpened);
