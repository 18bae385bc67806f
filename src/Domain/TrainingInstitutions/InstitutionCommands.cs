using Domain.Identity;
using NodaTime;

namespace Domain.TrainingInstitutions;

/// <summary>What somebody asks of an institution beside its cases. Moments and ids are facts of the command.</summary>
/// <param name="At">The business instant of the act.</param>
public abstract record InstitutionCommand(Actor Actor, Instant At);

public sealed record RecordCreditCode(Actor Actor, Instant At, string CreditCode) : InstitutionCommand(Actor, At);

/// <param name="Adult">Eighteen on the day of joining, as the identity number says.</param>
public sealed record JoinStaff(Actor Actor, Instant At, StaffMember Member, bool Adult) : InstitutionCommand(Actor, At);

public sealed record RecordCertificate(
    Actor Actor, Instant At, PersonRef Person, string CertificateKind, PersonRef Certificate, LocalDate CertificateFrom,
    LocalDate? CertificateTo) : InstitutionCommand(Actor, At);

/// <param name="Clear">False where the check found something: the person leaves that day.</param>
public sealed record RecordBackgroundCheck(Actor Actor, Instant At, PersonRef Person, LocalDate CheckedOn, bool Clear)
    : InstitutionCommand(Actor, At);

public sealed record LeaveStaff(Actor Actor, Instant At, PersonRef Person, string Reason, LocalDate LeftOn) : InstitutionCommand(Actor, At);

/// <param name="StudyHours">Of one day, of 45 minutes each.</param>
public sealed record RecordTraining(
    Actor Actor, Instant At, string TrainingNo, LocalDate TrainedOn, int StudyHours, IReadOnlyList<PersonRef> People)
    : InstitutionCommand(Actor, At);

public sealed record FileTimetable(
    Actor Actor, Instant At, string TimetableNo, LocalDate FirstDay, LocalDate LastDay, IReadOnlyList<Lesson> Lessons)
    : InstitutionCommand(Actor, At);

public sealed record EnterWhiteList(Actor Actor, Instant At) : InstitutionCommand(Actor, At);

public sealed record LeaveWhiteList(Actor Actor, Instant At, string Reason) : InstitutionCommand(Actor, At);

public sealed record InspectYearly(
    Actor Actor, Instant At, int Year, string Outcome, IReadOnlyList<PersonRef> Officers, LocalDate InspectedOn, DocumentId? Record)
    : InstitutionCommand(Actor, At);

public sealed record StopInstitution(Actor Actor, Instant At, string Cause, DocumentId Statement) : InstitutionCommand(Actor, At);

public sealed record ResumeInstitution(Actor Actor, Instant At, DocumentId Statement) : InstitutionCommand(Actor, At);

/// <summary>The term policy asks whether the term is over.</summary>
public sealed record ExpireInstitution(Actor Actor, Instant At, Domain.Licensing.LicensingCase? Renewal) : InstitutionCommand(Actor, At);
