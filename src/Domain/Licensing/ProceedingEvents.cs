using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

// Stored for good in the stream sport-permit-case/{caseNo}: what happens between acceptance and decision.

/// <summary>Asked for once after acceptance (已受理待补办); the decision waits for it until its last day.</summary>
public sealed record SupplementRequested(
    string NoticeNo, IReadOnlyList<Defect> Items, DocumentId? Note, LocalDate RequestedOn, Deadline SupplyBy, bool StopsClock,
    LegalBasis Basis) : LicensingCaseEvent;

public sealed record SupplementSubmitted(
    int Round,
    string CorrectionNo,
    string Sm3,
    DocumentId Form,
    PersonRef? LegalRepresentative,
    PersonRef? Agent,
    LocalDate ReceivedOn,
    bool InTime,
    ApplicationFacts Facts,
    IReadOnlyList<DeclaredMaterial> Materials,
    IReadOnlyList<Defect> Defects,
    IReadOnlyList<Normalisation> Normalised) : LicensingCaseEvent;

/// <summary>A special procedure (特别程序) begun, its length told in writing.</summary>
/// <param name="StopsClock">Whether the item's list lets its days not count.</param>
public sealed record SpecialProcedureOpened(
    string ProcedureNo, string Reason, LocalDate ToldOn, LocalDate FirstDay, LocalDate LastDay, DocumentId? Note, bool StopsClock,
    LegalBasis Basis) : LicensingCaseEvent;

public sealed record SpecialProcedureClosed(string ProcedureNo, LocalDate EndedOn, DocumentId? Result, LegalBasis Basis)
    : LicensingCaseEvent;

/// <summary>Days that do not count, or count again, moved a deadline of the decision; the old one stays in the log.</summary>
/// <param name="Reason">hearing, expert-review, supplement, ….</param>
public sealed record DecisionDeadlineMoved(Deadline From, Deadline To, string Reason, LegalBasis Basis) : LicensingCaseEvent;

/// <summary>Those whose major interests are at stake were told that they may ask for a hearing (告知听证权利).</summary>
public sealed record HearingRightTold(string NoticeNo, LocalDate ToldOn, DocumentId? Told, Deadline RequestBy, LegalBasis Basis)
    : LicensingCaseEvent;

/// <param name="By">applicant or interested-person.</param>
public sealed record HearingRequested(string By, LocalDate RequestedOn, DocumentId Request, Deadline HoldBy, LegalBasis Basis)
    : LicensingCaseEvent;

/// <summary>Ex officio (依职权).</summary>
/// <param name="Ground">law or public-interest.</param>
public sealed record HearingOrdered(string OrderNo, string Ground, LocalDate OrderedOn, DocumentId? Reason, LegalBasis Basis)
    : LicensingCaseEvent;

/// <summary>Time and place made known (听证通知); a later notice replaces it.</summary>
public sealed record HearingAnnounced(
    string NoticeNo, LocalDate AnnouncedOn, Instant HearingAt, DocumentId Place, PersonRef Chair, LegalBasis Basis)
    : LicensingCaseEvent;

/// <param name="Record">The record on which the decision must rest.</param>
/// <param name="InTime">Within the days to hold it; true where none run.</param>
public sealed record HearingHeld(LocalDate HeldOn, PersonRef Chair, DocumentId Record, bool InTime, LegalBasis Basis)
    : LicensingCaseEvent;

/// <param name="Reason">withdrawn or not-attended.</param>
public sealed record HearingDropped(string Reason, LocalDate DroppedOn, DocumentId? Note, LegalBasis Basis) : LicensingCaseEvent;

/// <summary>Stands before a decision that had to rest on a hearing record.</summary>
public sealed record DecisionRestedOnHearing(DocumentId Record, LocalDate HeldOn, LegalBasis Basis) : LicensingCaseEvent;
