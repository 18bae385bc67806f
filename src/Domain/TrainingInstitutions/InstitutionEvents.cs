using System.Text.Json.Serialization;
using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.TrainingInstitutions;

// Stored for good in the stream training-institution/{institutionNo}. Names and fields are the storage format.

public abstract record InstitutionEvent { private protected InstitutionEvent() { } }

/// <summary>What the approval says of an institution; only an approved change alters it. Names are sealed.</summary>
/// <param name="Texts">Name and address, sealed together.</param>
public sealed record InstitutionFace(
    PersonRef Organiser, DocumentId OrganiserName, DocumentId Texts, string Kind, string RegionCode, IReadOnlyList<string> Sports,
    decimal TrainingFloorAreaM2, string CustodyMode)
{
    /// <summary>Trainees at once by sport, where more than the principle allows was approved for its reasons; null where not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? ReasonedSizes { get; init; }
}

/// <summary>Somebody on the institution's staff (从业人员), with what was shown when they came.</summary>
/// <param name="Certificate">The certificate's number as the vault refers to it; null for staff who need none.</param>
/// <param name="CertificateTo">Last day of the certificate; null where it states none.</param>
/// <param name="CheckedOn">The last background check (背景核查).</param>
public sealed record StaffMember(
    PersonRef Person, string Role, bool FullTime, string? CertificateKind, PersonRef? Certificate, LocalDate? CertificateFrom,
    LocalDate? CertificateTo, LocalDate CheckedOn, LocalDate JoinedOn);

/// <summary>The approval (办学许可), as the first event of the institution's stream, in the grant's transaction.</summary>
/// <param name="InstitutionNo">The number of the approval.</param>
/// <param name="CaseNo">The case that granted it.</param>
/// <param name="RuleEdition">Edition of the district's rule that gave the term.</param>
public sealed record InstitutionApproved(
    string InstitutionNo, string CaseNo, string IssuingOrgan, string SupervisingOrgan, InstitutionFace Face,
    IReadOnlyList<StaffMember> Staff, LocalDate ValidFrom, LocalDate ValidTo, string RuleEdition, LegalBasis Basis) : InstitutionEvent;

/// <summary>Registered as a legal person after the approval (先证后照); from now on it has a credit code.</summary>
/// <param name="CreditCode">统一社会信用代码 of the institution, which is public.</param>
public sealed record CreditCodeRecorded(string CreditCode, LocalDate RecordedOn, LegalBasis Basis) : InstitutionEvent;

/// <summary>A request on the institution is being handled in a case of its own.</summary>
/// <param name="Kind">change, renewal or deregistration.</param>
public sealed record InstitutionRequestOpened(string CaseNo, string Kind, bool ChangesFace, LocalDate On) : InstitutionEvent;

/// <param name="Outcome">refused, not-accepted or withdrawn; a grant closes it by what it brings.</param>
public sealed record InstitutionRequestClosed(string CaseNo, string Outcome, LocalDate On) : InstitutionEvent;

public sealed record InstitutionChanged(
    string CaseNo, int Version, InstitutionFace Face, IReadOnlyList<string> Changes, LocalDate ChangedOn, LegalBasis Basis)
    : InstitutionEvent;

/// <param name="Deemed">Granted by silence (视为准予延续).</param>
public sealed record InstitutionRenewed(
    string CaseNo, int Version, bool Deemed, InstitutionFace Face, LocalDate TermFrom, LocalDate ValidTo, LocalDate RenewedOn,
    string RuleEdition, LegalBasis Basis) : InstitutionEvent;

/// <summary>It no longer runs, whoever stopped it; parents' money is frozen from this day.</summary>
/// <param name="Cause">ordered, closed-down or lost-contact.</param>
/// <param name="Statement">Sealed: what was found.</param>
public sealed record InstitutionStopped(string Cause, LocalDate StoppedOn, PersonRef Officer, DocumentId Statement, LegalBasis Basis)
    : InstitutionEvent;

/// <summary>It may run again after an order to stop.</summary>
public sealed record InstitutionResumed(LocalDate ResumedOn, PersonRef Officer, DocumentId Statement, LegalBasis Basis)
    : InstitutionEvent;

/// <summary>Ended at its own request once all prepaid money was returned (终止办学).</summary>
/// <param name="MoneyLeft">Prepaid money left on the day, over all accounts: nothing.</param>
public sealed record InstitutionTerminated(string CaseNo, LocalDate TerminatedOn, Money MoneyLeft, LegalBasis Basis) : InstitutionEvent;

/// <summary>The term ran out without a renewal.</summary>
public sealed record InstitutionExpired(LocalDate ExpiredOn, LegalBasis Basis) : InstitutionEvent;

public sealed record StaffJoined(StaffMember Member, LegalBasis Basis) : InstitutionEvent;

/// <summary>Another certificate of somebody on the staff.</summary>
public sealed record CertificateRecorded(
    PersonRef Person, string CertificateKind, PersonRef Certificate, LocalDate CertificateFrom, LocalDate? CertificateTo,
    LocalDate RecordedOn, LegalBasis Basis) : InstitutionEvent;

/// <summary>The yearly check for offences against minors, without any finding.</summary>
/// <param name="GoodTo">Last day on which it counts.</param>
public sealed record BackgroundChecked(PersonRef Person, LocalDate CheckedOn, LocalDate GoodTo, LegalBasis Basis) : InstitutionEvent;

/// <param name="Reason">left, dismissed or check-failed; what a check found is never said.</param>
public sealed record StaffLeft(PersonRef Person, string Reason, LocalDate LeftOn, LegalBasis Basis) : InstitutionEvent;

/// <summary>Internal training (内部培训) of staff on one day.</summary>
/// <param name="TrainingNo">Code, unique in the institution.</param>
/// <param name="StudyHours">Of 45 minutes each.</param>
public sealed record StaffTrained(
    string TrainingNo, LocalDate TrainedOn, int StudyHours, IReadOnlyList<PersonRef> People, LocalDate RecordedOn, LegalBasis Basis)
    : InstitutionEvent;

/// <summary>A lesson (课次) as filed: one class, one room, one span of a day.</summary>
/// <param name="LessonNo">Code, unique in the institution; contracts and confirmations name it.</param>
/// <param name="Class">Code of the class.</param>
/// <param name="RoomAreaM2">Floor of the room in square metres; 0 online.</param>
public sealed record Lesson(
    string LessonNo, string Class, string Sport, LocalDate Date, LocalTime Start, LocalTime End, string Mode, string Room,
    decimal RoomAreaM2, int Trainees, IReadOnlyList<PersonRef> Coaches)
{
    /// <summary>school or preschool, which asks for more coaches; null counts as school.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AgeGroup { get; init; }
}

/// <summary>A timetable (课程表): takes the place of all that was filed for the same days before.</summary>
public sealed record TimetableFiled(
    string TimetableNo, LocalDate FirstDay, LocalDate LastDay, IReadOnlyList<Lesson> Lessons, LocalDate FiledOn, string RuleEdition,
    LegalBasis Basis) : InstitutionEvent;

/// <summary>On the white list (白名单): registered, supervised, and open to parents.</summary>
public sealed record InstitutionWhiteListed(LocalDate ListedOn, LegalBasis Basis) : InstitutionEvent;

/// <param name="Reason">stopped, terminated, expired, inspection-failed, rule-breach.</param>
public sealed record InstitutionDelisted(string Reason, LocalDate DelistedOn, LegalBasis Basis) : InstitutionEvent;

/// <summary>The yearly inspection (年度检查).</summary>
/// <param name="Outcome">passed, basically-passed or failed.</param>
/// <param name="Record">Sealed: what was seen.</param>
public sealed record YearlyInspected(
    int Year, string Outcome, IReadOnlyList<PersonRef> Officers, LocalDate InspectedOn, DocumentId? Record, LegalBasis Basis)
    : InstitutionEvent;
