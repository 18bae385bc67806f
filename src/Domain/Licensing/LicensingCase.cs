using Domain.Identity;
using NodaTime;

namespace Domain.Licensing;

/// <summary>What later decisions need to know of an application, in whatever stage it is.</summary>
/// <param name="Item">Edition of the service item.</param>
/// <param name="Organ">Region code of the organ that handles it.</param>
/// <param name="Round">0 for the first submission, n after the n-th correction.</param>
/// <param name="SubmittedOn">Day of receipt of the current round's materials.</param>
/// <param name="Earlier">What the previous round said, to tell what is newly submitted; null in round 0.</param>
/// <param name="Delivered">SM3 of each delivered file by material code.</param>
/// <param name="Asked">Items of the last correction notice.</param>
/// <param name="Corrections">SM3 of each correction by its number.</param>
/// <param name="Deadlines">The open ones: one for each act still awaited.</param>
public sealed record CaseDossier(
    string ProjectNo,
    string FormSm3,
    string Item,
    string RegionCode,
    string Organ,
    bool WithinRemit,
    PersonRef Applicant,
    string ApplicantSubject,
    DocumentId ApplicantName,
    LocalDate ReceivedOn,
    LocalDate SubmittedOn,
    int Round,
    Submission Current,
    Submission? Earlier,
    IReadOnlyDictionary<string, string> Delivered,
    IReadOnlyList<Defect> Asked,
    IReadOnlyDictionary<string, string> Corrections,
    IReadOnlyList<CorrectionSpan> CorrectionSpans,
    IReadOnlyList<Deadline> Deadlines,
    CaseRating? Rating)
{
    /// <summary>What is asked of a permit that exists already; null in a first application.</summary>
    public PermitRequestMade? Request { get; init; }

    /// <summary>Bars that stood on the day of receipt.</summary>
    public IReadOnlyList<ApplicantBarFound> Bars { get; init; } = [];

    /// <summary>Null where commitment does not stand in place of proof.</summary>
    public CommitmentWay? Commitment { get; init; }

    public Deadline? Find(DeadlineKind kind) => Deadlines.FirstOrDefault(deadline => deadline.Kind == kind);

    public PersonRef? LegalRepresentative => Current.LegalRepresentative;

    public PersonRef? Agent => Current.Agent;

    /// <summary>Materials declared whose bytes have not arrived.</summary>
    public IEnumerable<DeclaredMaterial> Undelivered =>
        Current.Materials.Where(material => Delivered.GetValueOrDefault(material.Code) != material.Sm3);
}

/// <summary>The days a correction took; an item's list says whether they count.</summary>
public sealed record CorrectionSpan(LocalDate NoticeServedOn, LocalDate SuppliedOn);

/// <summary>One round of what the applicant filed, and what is to be put right in it.</summary>
public sealed record Submission(
    PersonRef? LegalRepresentative,
    PersonRef? Agent,
    ApplicationFacts Facts,
    IReadOnlyList<DeclaredMaterial> Materials,
    IReadOnlyList<Defect> Defects);

public sealed record CaseRating(int Level, string Channel, DocumentId? Text);

/// <summary>A permit case as a closed set of stages.</summary>
public abstract record LicensingCase
{
    private LicensingCase() { }

    public static LicensingCase Initial { get; } = new NotFiled();

    /// <summary>Null only before anything was filed.</summary>
    public CaseDossier? Dossier => this is Filed filed ? filed.File : null;

    public sealed record NotFiled : LicensingCase;

    /// <summary>Every stage after receipt.</summary>
    public abstract record Filed(CaseDossier File) : LicensingCase;

    /// <summary>Received; to be accepted, declined, or answered by a correction notice.</summary>
    public sealed record Received(CaseDossier File) : Filed(File);

    /// <summary>The one notice is served; the applicant's turn.</summary>
    /// <param name="ServedOn">The day it was written, which counts as electronic service until another service is known.</param>
    public sealed record AwaitingCorrection(CaseDossier File, string NoticeNo, LocalDate ServedOn) : Filed(File)
    {
        /// <summary>Set by a service recorded later; it may lie ahead, and a correction may come before it.</summary>
        public LocalDate? EffectiveOn { get; init; }

        public LocalDate NoticeWorksFrom => EffectiveOn ?? ServedOn;
    }

    /// <param name="NoticeNo">Null where silence accepted it.</param>
    /// <param name="ExtensionReason">Set once the decision period was extended.</param>
    /// <param name="Reviewers">Everybody who reviewed; none of them may approve.</param>
    public sealed record Accepted(
        CaseDossier File, string? NoticeNo, SiteVisit? SiteCheck, Review? Review, IReadOnlyList<PersonRef> Reviewers,
        DocumentId? ExtensionReason)
        : Filed(File)
    {
        /// <summary>Hearing, special procedures and supplement.</summary>
        public CaseProceedings Proceedings { get; init; } = CaseProceedings.None;
    }

    public sealed record Granted(CaseDossier File, string PermitNo, LocalDate DecidedOn) : Filed(File);

    public sealed record Refused(CaseDossier File, string DecisionNo, LocalDate DecidedOn) : Filed(File);

    public sealed record Closed(CaseDossier File, string Mode, LocalDate DeliveredOn) : Filed(File);

    public sealed record NotAccepted(CaseDossier File, string NoticeNo, string Ground) : Filed(File);

    /// <param name="Reason">Sealed; tells one withdrawal from another.</param>
    public sealed record Withdrawn(CaseDossier File, DocumentId? Reason) : Filed(File);
}

public sealed record SiteVisit(
    LocalDate CheckedOn, IReadOnlyList<PersonRef> Officers, bool Passed, DocumentId? Record);

public sealed record Review(string Recommendation, PersonRef Reviewer, DocumentId? Opinion);
