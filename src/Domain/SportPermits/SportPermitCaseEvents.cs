using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

// Stored for good in the stream sport-permit-case/{caseNo}. Names and fields are the storage format: a contract
// file in tests/ guards each. Who acted, and with what authority, stands in the event's metadata.

public abstract record SportPermitCaseEvent { private protected SportPermitCaseEvent() { } }

/// <param name="Item">Edition of the service item whose limits apply.</param>
/// <param name="Organ">Region code of the organ that accepts: data of the item.</param>
/// <param name="ApplicantSubject">enterprise, sole-trader, person, other.</param>
/// <param name="Form">The form as received, people's details replaced by their PersonRefs, sealed.</param>
/// <param name="ReceivedAt">The instant the applicant submitted at the portal, which is the organ's designated system.</param>
/// <param name="ArrivedAt">When the portal's call reached us; kept beside it, starts nothing.</param>
/// <param name="WithinRemit">False when another organ is competent: the answer is a decision not to accept.</param>
public sealed record ApplicationReceived(
    string ProjectNo,
    string TaskCode,
    string TaskVersion,
    string Item,
    string ApplyType,
    string RegionCode,
    string Organ,
    bool WithinRemit,
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
    Instant ArrivedAt,
    ApplicationFacts Facts,
    IReadOnlyList<DeclaredMaterial> Materials,
    IReadOnlyList<Defect> Defects,
    IReadOnlyList<Normalisation> Normalised,
    IReadOnlyList<Deadline> Deadlines) : SportPermitCaseEvent;

public sealed record MaterialDelivered(
    string MaterialCode, FileId File, string Sm3, long Size, string MediaType) : SportPermitCaseEvent;

/// <summary>The one correction notice of a round (一次性告知补正).</summary>
public sealed record CorrectionRequested(
    int Round, string NoticeNo, IReadOnlyList<Defect> Items, DocumentId? Note, LocalDate ServedOn, Deadline SupplyBy,
    LegalBasis Basis) : SportPermitCaseEvent;

/// <summary>The applicant's corrected submission; a new acceptance window opens with it.</summary>
public sealed record CorrectionSubmitted(
    int Round,
    string CorrectionNo,
    string Sm3,
    DocumentId Form,
    PersonRef? LegalRepresentative,
    PersonRef? Agent,
    LocalDate ReceivedOn,
    ApplicationFacts Facts,
    IReadOnlyList<DeclaredMaterial> Materials,
    IReadOnlyList<Defect> Defects,
    IReadOnlyList<Normalisation> Normalised,
    Deadline AcceptBy) : SportPermitCaseEvent;

/// <param name="AcceptedOn">The day of the act.</param>
public sealed record ApplicationAccepted(
    LocalDate AcceptedOn, string NoticeNo, IReadOnlyList<Deadline> Deadlines, bool InTime, LegalBasis Basis)
    : SportPermitCaseEvent;

/// <summary>Silence beyond the acceptance window: accepted from the day the materials were received.</summary>
public sealed record AcceptanceDeemed(
    LocalDate AcceptedOn, IReadOnlyList<Deadline> Deadlines, LegalBasis Basis) : SportPermitCaseEvent;

/// <param name="Ground">not-needed, outside-remit, not-corrected.</param>
/// <param name="CompetentOrgan">Named where another organ is competent.</param>
public sealed record ApplicationNotAccepted(
    string Ground, string? CompetentOrgan, string NoticeNo, DocumentId? Reason, LocalDate DecidedOn,
    IReadOnlyList<Remedy> Remedies, LegalBasis Basis) : SportPermitCaseEvent;

/// <summary>Substance checked on site by two officers or more (实地核查).</summary>
public sealed record SiteChecked(
    LocalDate CheckedOn, IReadOnlyList<PersonRef> Officers, bool Passed, DocumentId? Record, IReadOnlyList<FileId> Photos,
    LegalBasis Basis) : SportPermitCaseEvent;

/// <param name="Recommendation">grant or refuse.</param>
public sealed record ReviewCompleted(
    string Recommendation, PersonRef Reviewer, DocumentId? Opinion, LocalDate ReviewedOn, LegalBasis Basis)
    : SportPermitCaseEvent;

public sealed record PermitGranted(
    string PermitNo, PersonRef Approver, LocalDate DecidedOn, bool InTime, Assessment Assessment, Deadline DeliverBy,
    DocumentId? Opinion, LegalBasis Basis) : SportPermitCaseEvent;

/// <param name="Grounds">The conditions that are not met, each with its article; at least one.</param>
public sealed record PermitRefused(
    string DecisionNo, PersonRef Approver, LocalDate DecidedOn, bool InTime, IReadOnlyList<UnmetCondition> Grounds,
    DocumentId? Reason, IReadOnlyList<Remedy> Remedies, Deadline DeliverBy, LegalBasis Basis) : SportPermitCaseEvent;

/// <param name="Mode">electronic, post, in-person.</param>
public sealed record DecisionDelivered(
    string Mode, LocalDate DeliveredOn, bool InTime, DocumentId? Proof, LegalBasis Basis) : SportPermitCaseEvent;

public sealed record ApplicationWithdrawn(DocumentId? Reason, LocalDate WithdrawnOn) : SportPermitCaseEvent;

/// <summary>The decision limit lengthened once by the head of the organ (延长审批).</summary>
public sealed record DecisionPeriodExtended(
    Deadline From, Deadline To, PersonRef ApprovedBy, DocumentId Reason, LegalBasis Basis) : SportPermitCaseEvent;

/// <summary>A new edition of the calendar moved an open deadline; the old one stays in the log.</summary>
public sealed record DeadlineRecomputed(Deadline From, Deadline To, string CalendarEdition) : SportPermitCaseEvent;

/// <summary>A citizen's rating (好差评); it never changes the case.</summary>
/// <param name="Level">1 best to 5 worst; 4 and 5 open a rectification work order.</param>
public sealed record CaseRated(int Level, DocumentId? Text, string Channel, bool RectificationOpened) : SportPermitCaseEvent;
