using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

/// <summary>A service item (政务服务事项) as data: what its published list (实施清单) says, for a span of time.</summary>
/// <remarks>ADR 0004: lengths, units and starts of limits are never code.</remarks>
/// <param name="Edition">Stored in each case; the case is judged by it to its end.</param>
/// <param name="InForceTo">Last day, inclusive; null while in force.</param>
/// <param name="CompetentOrgan">Who handles it where this bureau does not; null where it does.</param>
/// <param name="Pauses">Reasons that stop its decision clock (行政许可法 art 45); a site check is none of them.</param>
/// <param name="CorrectionTimeCounts">False where the days an applicant takes for corrections do not count.</param>
/// <param name="Subjects">Who may hold the permit: enterprise, sole-trader, …; empty where anybody may.</param>
/// <param name="Promised">Publicly promised limit (承诺时限); cut at the statutory one when it would end later.</param>
public sealed record ServiceItem(
    string TaskCode,
    string Name,
    string Edition,
    LocalDate InForceFrom,
    LocalDate? InForceTo,
    bool Fictitious,
    string? CompetentOrgan,
    ReceiptRule Receipt,
    Limit Acceptance,
    Limit Correction,
    Limit Decision,
    Limit? Promised,
    Limit Delivery,
    ExtensionRule? Extension,
    IReadOnlyList<string> Pauses,
    bool CorrectionTimeCounts,
    bool SiteCheckRequired,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<RequiredMaterial> Materials,
    IReadOnlyList<ValidityTerm> Validity,
    LegalBasis Basis,
    string Source)
{
    /// <summary>Whose law judges its form: sport-permit or training; streams of its cases begin with it.</summary>
    public string Matter { get; init; } = "sport-permit";

    /// <summary>Limits of hearings, supplements and checks after the grant.</summary>
    public ProceedingRules Proceedings { get; init; } = ProceedingRules.Common;

    /// <summary>What may be asked of a permit that exists; empty where only a first application is served.</summary>
    public IReadOnlyList<RequestRule> Requests { get; init; } = [];

    public bool IsInForceOn(LocalDate day) => InForceFrom <= day && (InForceTo is not { } last || day <= last);

    public RequestRule? RequestOf(string kind) => Requests.FirstOrDefault(rule => rule.Kind == kind);

    /// <summary>The item as it stands for a request: its materials, its site check, its limit (PL-3).</summary>
    public ServiceItem For(RequestRule rule, IReadOnlyList<string> changes)
    {
        var asked = rule.MaterialCodes(changes).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Decision = rule.Decision ?? Decision,
            SiteCheckRequired = rule.NeedsSiteCheck(changes),
            Materials = [.. Materials.Where(material => asked.Contains(material.Code))],
            Basis = rule.Basis,
        };
    }

    /// <summary>LIC-12: days that stop the decision clock; null where the item's list does not let this reason stop it.</summary>
    public DeadlinePause? PauseFor(string reason, LocalDate firstDay, LocalDate lastDay) =>
        Pauses.Contains(reason) ? new DeadlinePause(reason, firstDay, lastDay, Laws.Licensing("45")) : null;

    /// <summary>The limit of a clock, for counting a stored deadline again; null where the item has none.</summary>
    public Limit? LimitOf(DeadlineKind kind) => kind switch
    {
        DeadlineKind.Acceptance => Acceptance,
        DeadlineKind.Correction => Correction,
        DeadlineKind.Decision => Decision,
        DeadlineKind.PromisedDecision => Promised,
        DeadlineKind.Delivery => Delivery,
        DeadlineKind.RaterContact or DeadlineKind.RatingRectification => null,
        _ => Proceedings.LimitOf(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

/// <summary>A limit of time that the law or the item's list sets.</summary>
/// <param name="Rule">Number in specs/.</param>
/// <param name="BindsParty">True where it binds the applicant, false where it binds the organ.</param>
/// <param name="ClosedLastDayMoves">Calendar days only: whether a closed last day moves to the next working day.</param>
public sealed record Limit(
    DeadlineKind Kind,
    string Rule,
    int Length,
    TimeUnit Unit,
    LimitStart Start,
    bool BindsParty,
    bool ClosedLastDayMoves,
    SilenceOutcome Silence,
    LegalBasis Basis,
    string Source);

/// <summary>The fact from which a limit runs; its day is not counted.</summary>
public enum LimitStart
{
    Receipt = 1,
    Acceptance = 2,
    NoticeServed = 3,
    Decision = 4,
    Request = 5,

    /// <summary>A bad rating arrived.</summary>
    Rating = 21,

    /// <summary>A call-back found the rater still unsatisfied.</summary>
    CallBack = 22,
}

/// <summary>When an application that arrives on a closed day counts as received.</summary>
/// <param name="NextWorkingDay">False: on that very day, because the portal is the organ's designated system.</param>
public sealed record ReceiptRule(bool NextWorkingDay, string Source);

/// <param name="Approver">Who may grant it: head-of-organ.</param>
public sealed record ExtensionRule(int Length, TimeUnit Unit, string Approver, LegalBasis Basis, string Source);

/// <param name="Code">Material code the portal declares, for example M04.</param>
public sealed record RequiredMaterial(string Code, string Name, LegalBasis Basis);

/// <param name="OpeningMode">year-round or seasonal.</param>
public sealed record ValidityTerm(string OpeningMode, int Years, LegalBasis Basis, string Source);
