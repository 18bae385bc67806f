namespace Domain.Licensing;

/// <summary>What an item's list says of the acts between acceptance and decision, and of the check after a grant on commitment.</summary>
/// <param name="HearingRequest">For the party to ask for a hearing once it was told of the right.</param>
/// <param name="HearingHold">For the organ to hold a hearing that was asked for.</param>
/// <param name="HearingNoticeWorkingDays">Between the notice of time and place and the hearing.</param>
/// <param name="Supplement">For the applicant to supply what the review found wanting (已受理待补办).</param>
/// <param name="SupplementTimeCounts">Whether the decision clock runs on meanwhile.</param>
/// <param name="PostGrantCheck">For the organ to check a site that was granted on commitment (事后核查).</param>
/// <param name="Rectification">Its length is stated in each order.</param>
public sealed record ProceedingRules(
    Limit HearingRequest,
    Limit HearingHold,
    int HearingNoticeWorkingDays,
    Limit Supplement,
    bool SupplementTimeCounts,
    Limit PostGrantCheck,
    Limit Rectification)
{
    const string ToBeConfirmed = "no statutory limit for the applicant; length set here, to be confirmed by the bureau";

    /// <summary>Of every item that does not say otherwise.</summary>
    public static ProceedingRules Common { get; } = new(
        HearingRequest: new Limit(
            DeadlineKind.HearingRequest, "LIC-32", 5, TimeUnit.WorkingDays, LimitStart.NoticeServed,
            BindsParty: true, ClosedLastDayMoves: true, SilenceOutcome.PartyInDefault, Laws.Licensing("47"),
            "行政许可法 art 47: within five days of being told; read as working days, which favours the party"),
        HearingHold: new Limit(
            DeadlineKind.HearingHold, "LIC-33", 20, TimeUnit.WorkingDays, LimitStart.Request,
            BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.Licensing("47"),
            "行政许可法 arts 47, 82"),
        HearingNoticeWorkingDays: 7,
        Supplement: new Limit(
            DeadlineKind.Supplement, "LIC-38", 10, TimeUnit.CalendarDays, LimitStart.NoticeServed,
            BindsParty: true, ClosedLastDayMoves: true, SilenceOutcome.PartyInDefault, Laws.Licensing("34"), ToBeConfirmed),
        SupplementTimeCounts: true,
        PostGrantCheck: new Limit(
            DeadlineKind.PostGrantCheck, "LIC-43", 15, TimeUnit.WorkingDays, LimitStart.Decision,
            BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.CommitmentNotice,
            "体规字〔2021〕4号: site check within fifteen working days"),
        Rectification: new Limit(
            DeadlineKind.Rectification, "LIC-44", 15, TimeUnit.CalendarDays, LimitStart.NoticeServed,
            BindsParty: true, ClosedLastDayMoves: true, SilenceOutcome.PartyInDefault, Laws.CommitmentNotice, ToBeConfirmed));

    /// <summary>The limit of a clock of these acts; null for another's.</summary>
    public Limit? LimitOf(DeadlineKind kind) => kind switch
    {
        DeadlineKind.HearingRequest => HearingRequest,
        DeadlineKind.HearingHold => HearingHold,
        DeadlineKind.Supplement => Supplement,
        DeadlineKind.PostGrantCheck => PostGrantCheck,
        DeadlineKind.Rectification => Rectification,
        _ => null,
    };
}

/// <summary>Why the decision clock may stop (特别程序): 行政许可法 art 45, and nothing beside it.</summary>
public static class SpecialProcedures
{
    public const string Hearing = "hearing";

    public const string Supplement = "supplement";

    /// <summary>What is opened by a command of its own; a hearing has its own acts.</summary>
    public static IReadOnlyList<string> Reasons { get; } =
        ["tender", "auction", "inspection-testing", "quarantine", "appraisal", "expert-review"];

    /// <summary>Calendar days beyond which an end that was told is a typing error.</summary>
    public const int Longest = 180;
}
