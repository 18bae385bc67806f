using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

/// <summary>经营高危险性体育项目许可, as the forms name it.</summary>
public static class HighRiskSportItem
{
    public const string TaskCode = "1132050001414938323000133105002";

    const string NotSupplied = "to be confirmed by the bureau";

    public static ServiceItem Edition1 { get; } = new(
        TaskCode,
        "经营高危险性体育项目许可",
        "high-risk-sport/1",
        InForceFrom: new LocalDate(2023, 1, 1),
        InForceTo: null,
        Fictitious: false,
        CompetentOrgan: null,
        Receipt: new ReceiptRule(NextWorkingDay: false, "portal contract: the portal is the designated system on any day"),
        Acceptance: CommonLimits.Acceptance,
        Correction: CommonLimits.Correction,
        Decision: new Limit(
            DeadlineKind.Decision, "SP-1", 30, TimeUnit.CalendarDays, LimitStart.Receipt,
            BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.Sports("105"),
            "体育法 art 105: within 30 days of receiving the application; unit unstated, read strictly as calendar days"),
        Promised: null,
        Delivery: CommonLimits.Delivery,
        Extension: null,
        Pauses: [],
        CorrectionTimeCounts: true,
        SiteCheckRequired: true,
        Subjects: ["enterprise", "sole-trader"],
        Materials:
        [
            new("M01", "经营高危险性体育项目申请书", Laws.HighRiskMeasures("8(1)")),
            new("M02", "体育设施符合相关国家标准的说明性材料", Laws.HighRiskMeasures("8(2)")),
            new("M03", "体育场所的所有权或使用权证明", Laws.HighRiskMeasures("8(3)")),
            new("M04", "社会体育指导人员、救助人员资格证明", Laws.HighRiskMeasures("8(4)")),
            new("M05", "安全保障制度和措施", Laws.HighRiskMeasures("8(5)")),
        ],
        Validity:
        [
            new("year-round", 5, Laws.HighRiskMeasures("14"), "licence term of 5 years"),
            new("seasonal", 3, Laws.HighRiskMeasures("14"), $"Suzhou practice of 2017, {NotSupplied}"),
        ],
        Basis: Laws.Sports("105"),
        Source: "体育法 art 105; 经营高危险性体育项目许可管理办法 arts 8, 9")
    {
        Requests = HighRiskSportRequests.All,
    };
}

/// <summary>Limits of the general procedure that every item shares unless it says otherwise.</summary>
public static class CommonLimits
{
    public static Limit Acceptance { get; } = new(
        DeadlineKind.Acceptance, "LIC-4", 5, TimeUnit.WorkingDays, LimitStart.Receipt,
        BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.DeemedAccepted, Laws.Licensing("32(4)"),
        "行政许可法 arts 32(4), 82");

    public static Limit Correction { get; } = new(
        DeadlineKind.Correction, "LIC-7", 15, TimeUnit.CalendarDays, LimitStart.NoticeServed,
        BindsParty: true, ClosedLastDayMoves: true, SilenceOutcome.PartyInDefault, Laws.Licensing("32(4)"),
        "no statutory limit for the applicant; length set here, to be confirmed by the bureau");

    public static Limit Delivery { get; } = new(
        DeadlineKind.Delivery, "LIC-14", 10, TimeUnit.WorkingDays, LimitStart.Decision,
        BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.Licensing("44"),
        "行政许可法 arts 44, 82");
}
