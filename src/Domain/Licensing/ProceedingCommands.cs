using Domain.Identity;
using NodaTime;

namespace Domain.Licensing;

/// <summary>The reviewer asks, once after acceptance, for what the review found wanting.</summary>
public sealed record RequestSupplement(
    Actor Actor, Instant At, string NoticeNo, IReadOnlyList<AdditionalDefect> Additional, DocumentId? Note)
    : LicensingCaseCommand(Actor, At);

/// <summary>A procedure of 行政许可法 art 45 is begun, and the applicant told in writing how long it will take.</summary>
/// <param name="ProcedureNo">Number of that notice.</param>
public sealed record OpenSpecialProcedure(
    Actor Actor, Instant At, string ProcedureNo, string Reason, LocalDate FirstDay, LocalDate LastDay, DocumentId? Note)
    : LicensingCaseCommand(Actor, At);

/// <param name="EndedOn">Its last day; before the first one where it never began.</param>
public sealed record CloseSpecialProcedure(Actor Actor, Instant At, string ProcedureNo, LocalDate EndedOn, DocumentId? Result)
    : LicensingCaseCommand(Actor, At);

/// <summary>The organ tells applicant and interested persons that they may ask for a hearing.</summary>
/// <param name="Told">Sealed: who was told.</param>
public sealed record TellHearingRight(Actor Actor, Instant At, string NoticeNo, DocumentId? Told) : LicensingCaseCommand(Actor, At);

/// <param name="By">applicant or interested-person.</param>
/// <param name="Request">Sealed.</param>
public sealed record RequestHearing(Actor Actor, Instant At, string By, LocalDate RequestedOn, DocumentId Request)
    : LicensingCaseCommand(Actor, At);

/// <param name="Ground">law or public-interest.</param>
public sealed record OrderHearing(Actor Actor, Instant At, string OrderNo, string Ground, DocumentId? Reason)
    : LicensingCaseCommand(Actor, At);

/// <param name="Place">Sealed.</param>
public sealed record AnnounceHearing(
    Actor Actor, Instant At, string NoticeNo, Instant HearingAt, DocumentId Place, PersonRef Chair) : LicensingCaseCommand(Actor, At);

/// <param name="Record">The hearing record (听证笔录), sealed.</param>
public sealed record RecordHearing(Actor Actor, Instant At, LocalDate HeldOn, DocumentId Record) : LicensingCaseCommand(Actor, At);

/// <param name="Reason">withdrawn or not-attended.</param>
public sealed record DropHearing(Actor Actor, Instant At, string Reason, DocumentId? Note) : LicensingCaseCommand(Actor, At);

/// <summary>The applicant's signed commitment (承诺书) has come.</summary>
public sealed record SignCommitment(Actor Actor, Instant At, LocalDate SignedOn, DocumentId Commitment) : LicensingCaseCommand(Actor, At);

/// <summary>The site of a permit granted on commitment was checked afterwards (事后核查).</summary>
/// <param name="Outcome">passed, rectify or untrue.</param>
/// <param name="RectifyBy">The last day to put things right; with rectify only.</param>
/// <param name="OrderNo">Number of the order to rectify or to stop.</param>
public sealed record RecordPostGrantCheck(
    Actor Actor, Instant At, LocalDate CheckedOn, IReadOnlyList<PersonRef> Officers, string Outcome, LocalDate? RectifyBy,
    string OrderNo, DocumentId? Record, IReadOnlyList<FileId> Photos) : LicensingCaseCommand(Actor, At);
