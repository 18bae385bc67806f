using NodaTime;

namespace Domain.Licensing;

/// <summary>Made-up items that show what the published one does not have: the general limit, and another organ's remit.</summary>
public static class FictitiousItems
{
    const string MadeUp = "fictitious: no such item is published";

    /// <summary>Twenty working days from acceptance and ten more, with the pauses of 行政许可法 art 45.</summary>
    public static ServiceItem GeneralLimit { get; } = HighRiskSportItem.Edition1 with
    {
        TaskCode = "1132050001414938323000199999001",
        Name = "一般期限许可（虚构）",
        Edition = "fictitious-general/1",
        Fictitious = true,
        Decision = new Limit(
            DeadlineKind.Decision, "LIC-10", 20, TimeUnit.WorkingDays, LimitStart.Acceptance,
            BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.Licensing("42"),
            "行政许可法 arts 42, 82"),
        Promised = new Limit(
            DeadlineKind.PromisedDecision, "LIC-13", 15, TimeUnit.WorkingDays, LimitStart.Acceptance,
            BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.Licensing("42"), MadeUp),
        Extension = new ExtensionRule(
            10, TimeUnit.WorkingDays, "head-of-organ", Laws.Licensing("42"), "行政许可法 art 42: ten days more, once"),
        Pauses =
        [
            "hearing", "tender", "auction", "inspection-testing", "quarantine", "appraisal", "expert-review",
        ],
        CorrectionTimeCounts = false,
        Basis = Laws.Licensing("42"),
        Source = MadeUp,
    };

    /// <summary>An item of the health department, published in the same place.</summary>
    public static ServiceItem HealthPermit { get; } = HighRiskSportItem.Edition1 with
    {
        TaskCode = "1132050001414938323000123999001",
        Name = "公共场所卫生许可（虚构事项）",
        Edition = "fictitious-health/1",
        Fictitious = true,
        InForceFrom = new LocalDate(2023, 1, 1),
        CompetentOrgan = "卫生健康主管部门",
        Requests = [],
        Materials = [],
        Validity = [],
        Source = MadeUp,
    };
}
