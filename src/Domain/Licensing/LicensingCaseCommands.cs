using Domain.Identity;
using NodaTime;

namespace Domain.Licensing;

/// <summary>What somebody asks of a case. Moments and ids are facts of the command, never "now" and never made inside.</summary>
/// <param name="At">The business instant of the act.</param>
public abstract record LicensingCaseCommand(Actor Actor, Instant At);

/// <summary>The portal files an application; the form has been read, people and texts sealed, defects of reading noted.</summary>
/// <param name="Reading">Defects and normalisations found while reading, before the rules look at the facts.</param>
public sealed record ReceiveApplication(
    Actor Actor, Instant At, string ProjectNo, string TaskCode, string TaskVersion, string ApplyType, string RegionCode,
    PersonRef Applicant, string ApplicantSubject, DocumentId ApplicantName, PersonRef? LegalRepresentative, PersonRef? Agent,
    DocumentId Form, string FormSm3, string Channel, Instant ReceivedAt, FormReading Reading)
    : LicensingCaseCommand(Actor, At)
{
    /// <summary>What is asked of a permit that exists; null in a first application.</summary>
    public RequestReading? Request { get; init; }

    /// <summary>The entry of the commitment list that has the venue's address; compared at the edge, where the address is.</summary>
    public CommitmentMatch? Commitment { get; init; }
}

/// <summary>A request as the reader understood it; the facts beside it are the permit's with the changes laid over them.</summary>
/// <param name="Changes">Paths of the first form that are to change.</param>
/// <param name="Reason">A code of the item's list, or null.</param>
public sealed record RequestReading(string PermitNo, IReadOnlyList<string> Changes, string? Reason);

/// <summary>A form as the reader understood it.</summary>
public sealed record FormReading(
    ApplicationFacts Facts, IReadOnlyList<DeclaredMaterial> Materials, IReadOnlyList<Defect> Defects,
    IReadOnlyList<Normalisation> Normalised);

public sealed record DeliverMaterial(
    Actor Actor, Instant At, string MaterialCode, FileId File, string Sm3, long Size, string MediaType)
    : LicensingCaseCommand(Actor, At);

/// <param name="Additional">Defects the officer found beside those the reading listed.</param>
public sealed record RequestCorrection(
    Actor Actor, Instant At, string NoticeNo, IReadOnlyList<AdditionalDefect> Additional, DocumentId? Note)
    : LicensingCaseCommand(Actor, At);

/// <param name="Field">Material code or JSON path the defect concerns.</param>
/// <param name="Reason">Sealed: what the officer wrote.</param>
public sealed record AdditionalDefect(string Field, DocumentId Reason);

public sealed record SubmitCorrection(
    Actor Actor, Instant At, string CorrectionNo, string Sm3, DocumentId Form, PersonRef? LegalRepresentative,
    PersonRef? Agent, Instant ReceivedAt, FormReading Reading) : LicensingCaseCommand(Actor, At)
{
    /// <summary>What the correction says of a request; null in a first application.</summary>
    public RequestReading? Request { get; init; }

    public CommitmentMatch? Commitment { get; init; }

    /// <summary>Whether the venue came again, so that its address was compared again.</summary>
    public bool VenueResent { get; init; }
}

public sealed record AcceptApplication(Actor Actor, Instant At, string NoticeNo) : LicensingCaseCommand(Actor, At);

public sealed record DeclineAcceptance(Actor Actor, Instant At, string Ground, string NoticeNo, DocumentId? Reason)
    : LicensingCaseCommand(Actor, At);

public sealed record RecordSiteCheck(
    Actor Actor, Instant At, LocalDate CheckedOn, IReadOnlyList<PersonRef> Officers, bool Passed, DocumentId? Record,
    IReadOnlyList<FileId> Photos) : LicensingCaseCommand(Actor, At);

public sealed record CompleteReview(Actor Actor, Instant At, string Recommendation, DocumentId? Opinion)
    : LicensingCaseCommand(Actor, At);

/// <param name="PermitNo">Drawn from the organ's counter at the edge of the decision.</param>
public sealed record GrantPermit(Actor Actor, Instant At, string PermitNo, DocumentId? Opinion)
    : LicensingCaseCommand(Actor, At);

/// <param name="Grounds">Fields of unmet conditions the approver relies on; empty takes all that are unmet.</param>
public sealed record RefusePermit(
    Actor Actor, Instant At, string DecisionNo, IReadOnlyList<RefusalGround> Grounds, DocumentId? Reason)
    : LicensingCaseCommand(Actor, At)
{
    /// <summary>Materials and fields found false (隐瞒有关情况或者提供虚假材料): a ground by itself, and a bar follows.</summary>
    public IReadOnlyList<string> FalseMaterials { get; init; } = [];
}

/// <summary>A reason the approver names beside the computed ones, with its law.</summary>
public sealed record RefusalGround(string Field, string Law, string Article);

public sealed record DeliverDecision(Actor Actor, Instant At, string Mode, LocalDate DeliveredOn, DocumentId? Proof)
    : LicensingCaseCommand(Actor, At);

/// <summary>A document of the case was served: the notice that awaits a correction, or the decision.</summary>
/// <param name="EffectiveOn">From which day service works; ahead only where the law says so beforehand (public notice).</param>
public sealed record RecordService(
    Actor Actor, Instant At, string DocumentNo, bool Decides, string Mode, LocalDate EffectiveOn, DocumentId? Proof)
    : LicensingCaseCommand(Actor, At);

public sealed record WithdrawApplication(Actor Actor, Instant At, DocumentId? Reason) : LicensingCaseCommand(Actor, At);

public sealed record ExtendDecisionPeriod(Actor Actor, Instant At, DocumentId Reason) : LicensingCaseCommand(Actor, At);

/// <summary>The deadline policy asks whether silence has had its effect.</summary>
public sealed record LetSilenceSpeak(Actor Actor, Instant At, DeadlineKind Kind) : LicensingCaseCommand(Actor, At);

/// <summary>A new calendar edition was published; open deadlines are counted again.</summary>
public sealed record RecomputeDeadlines(Actor Actor, Instant At, string CalendarEdition) : LicensingCaseCommand(Actor, At);

public sealed record RateCase(Actor Actor, Instant At, int Level, DocumentId? Text, string Channel)
    : LicensingCaseCommand(Actor, At);
