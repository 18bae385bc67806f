using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

// Stored for good in the stream sport-permit-case/{caseNo}. Names and fields are the storage format: a contract
// file in tests/ guards each. Who acted, and with what authority, stands in the event's metadata.

public abstract record LicensingCaseEvent { private protected LicensingCaseEvent() { } }

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
    IReadOnlyList<Deadline> Deadlines) : LicensingCaseEvent;

public sealed record MaterialDelivered(
    string MaterialCode, FileId File, string Sm3, long Size, string MediaType) : LicensingCaseEvent;

/// <summary>The one correction notice of a round (一次性告知补正).</summary>
public sealed record CorrectionRequested(
    int Round, string NoticeNo, IReadOnlyList<Defect> Items, DocumentId? Note, LocalDate ServedOn, Deadline SupplyBy,
    LegalBasis Basis) : LicensingCaseEvent;

/// <summary>What the officer wrote beside the items that reading found; printed in the notice of the same number.</summary>
/// <param name="Reasons">Field and sealed text of each.</param>
public sealed record CorrectionReasonsGiven(string NoticeNo, IReadOnlyList<AdditionalDefect> Reasons) : LicensingCaseEvent;

/// <summary>A notice was served on another day than it was written: the party's time is counted again from there.</summary>
public sealed record NoticeServed(string NoticeNo, string Mode, LocalDate EffectiveOn, Deadline From, Deadline To)
    : LicensingCaseEvent;

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
    Deadline AcceptBy) : LicensingCaseEvent;

/// <param name="AcceptedOn">The day of the act.</param>
public sealed record ApplicationAccepted(
    LocalDate AcceptedOn, string NoticeNo, IReadOnlyList<Deadline> Deadlines, bool InTime, LegalBasis Basis)
    : LicensingCaseEvent;

/// <summary>Silence beyond the acceptance window: accepted from the day the materials were received.</summary>
public sealed record AcceptanceDeemed(
    LocalDate AcceptedOn, IReadOnlyList<Deadline> Deadlines, LegalBasis Basis) : LicensingCaseEvent;

/// <param name="Ground">not-needed, outside-remit, not-corrected.</param>
/// <param name="CompetentOrgan">Named where another organ is competent.</param>
public sealed record ApplicationNotAccepted(
    string Ground, string? CompetentOrgan, string NoticeNo, DocumentId? Reason, LocalDate DecidedOn,
    IReadOnlyList<Remedy> Remedies, LegalBasis Basis) : LicensingCaseEvent;

/// <summary>Substance checked on site by two officers or more (实地核查).</summary>
public sealed record SiteChecked(
    LocalDate CheckedOn, IReadOnlyList<PersonRef> Officers, bool Passed, DocumentId? Record, IReadOnlyList<FileId> Photos,
    LegalBasis Basis) : LicensingCaseEvent;

/// <param name="Recommendation">grant or refuse.</param>
public sealed record ReviewCompleted(
    string Recommendation, PersonRef Reviewer, DocumentId? Opinion, LocalDate ReviewedOn, LegalBasis Basis)
    : LicensingCaseEvent;

public sealed record PermitGranted(
    string PermitNo, PersonRef Approver, LocalDate DecidedOn, bool InTime, Assessment Assessment, Deadline DeliverBy,
    DocumentId? Opinion, LegalBasis Basis) : LicensingCaseEvent;

/// <param name="Grounds">The conditions that are not met, each with its article; at least one.</param>
public sealed record PermitRefused(
    string DecisionNo, PersonRef Approver, LocalDate DecidedOn, bool InTime, IReadOnlyList<UnmetCondition> Grounds,
    DocumentId? Reason, IReadOnlyList<Remedy> Remedies, Deadline DeliverBy, LegalBasis Basis) : LicensingCaseEvent;

/// <param name="Mode">electronic, post, in-person.</param>
public sealed record DecisionDelivered(
    string Mode, LocalDate DeliveredOn, bool InTime, DocumentId? Proof, LegalBasis Basis) : LicensingCaseEvent;

public sealed record ApplicationWithdrawn(DocumentId? Reason, LocalDate WithdrawnOn) : LicensingCaseEvent;

/// <summary>The decision limit lengthened once by the head of the organ (延长审批).</summary>
public sealed record DecisionPeriodExtended(
    Deadline From, Deadline To, PersonRef ApprovedBy, DocumentId Reason, LegalBasis Basis) : LicensingCaseEvent;

/// <summary>A new edition of the calendar moved an open deadline; the old one stays in the log.</summary>
public sealed record DeadlineRecomputed(Deadline From, Deadline To, string CalendarEdition) : LicensingCaseEvent;

/// <summary>A citizen's rating (好差评); it never changes the case.</summary>
/// <param name="Level">1 best to 5 worst; 4 and 5 open a rectification work order.</param>
public sealed record CaseRated(int Level, DocumentId? Text, string Channel, bool RectificationOpened) : LicensingCaseEvent;

/// <summary>What is asked of a permit that exists already; stands right after the receipt of such an application.</summary>
/// <param name="Kind">change, renewal, replacement, deregistration.</param>
/// <param name="Changes">Paths of the first form that are to change.</param>
/// <param name="Reason">lost, damaged, ceased, …: a code; null where none is asked for.</param>
/// <param name="ByHolder">False where the applicant is not who the permit was granted to.</param>
/// <param name="ValidTo">Last day of the permit's term when the request was received.</param>
/// <param name="FileBy">Last day on which a renewal was in time; null for other kinds.</param>
public sealed record PermitRequestMade(
    string Kind, string PermitNo, IReadOnlyList<string> Changes, string? Reason, bool ByHolder, bool SiteCheckRequired,
    LocalDate ValidTo, LocalDate? FileBy, LegalBasis Basis) : LicensingCaseEvent;

/// <summary>A correction said more, or other things, of what is asked; stands right after it.</summary>
/// <param name="Changes">All that is asked to change, corrected.</param>
public sealed record PermitRequestAmended(IReadOnlyList<string> Changes, string? Reason, bool SiteCheckRequired)
    : LicensingCaseEvent;

/// <summary>Silence to the end of the permit's term: the renewal counts as granted (视为准予延续).</summary>
/// <param name="DeemedOn">The last day of the old term; the renewal takes effect at its end.</param>
public sealed record RenewalDeemed(string PermitNo, LocalDate DeemedOn, Deadline DeliverBy, LegalBasis Basis) : LicensingCaseEvent;

/// <summary>On the day of receipt the applicant was barred from applying for these sports.</summary>
/// <param name="Sports">The sports of the application that the bar covers.</param>
/// <param name="LastDay">Last day of the bar.</param>
public sealed record ApplicantBarFound(
    string Cause, IReadOnlyList<string> Sports, LocalDate LastDay, LegalBasis Basis) : LicensingCaseEvent;
