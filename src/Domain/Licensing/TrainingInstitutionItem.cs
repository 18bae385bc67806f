using NodaTime;

namespace Domain.Licensing;

/// <summary>体育类校外培训机构审批, as the forms name it: handled by the county-level organ like an ordinary permit.</summary>
public static class TrainingInstitutionItem
{
    public const string TaskCode = "1132050001414938323000133106001";

    const string NotSupplied = "to be confirmed by the bureau";

    static readonly string[] NewPremises =
        ["form.premises.address", "form.premises.regionCode", "form.premises.trainingFloorAreaM2", "form.premises.fireApproval"];

    static readonly string[] Conditions =
        [.. NewPremises, "form.premises.rightType", "form.premises.rightExpires", "form.classes", "form.staff", "form.chargeRule",
            "form.custody", "form.contractTemplate", "form.registeredCapitalFen"];

    static readonly RequestMaterial[] WhatChanged =
    [
        new("T01", []),
        new("T04", [.. NewPremises, "form.premises.rightType", "form.premises.rightExpires"]),
        new("T05", NewPremises),
        new("T06", ["form.staff"]),
        new("T07", ["form.staff"]),
        new("T08", ["form.classes"]),
        new("T09", ["form.chargeRule", "form.custody"]),
    ];

    public static ServiceItem Edition1 { get; } = new(
        TaskCode,
        "体育类校外培训机构审批",
        "training-institution/1",
        InForceFrom: new LocalDate(2022, 1, 1),
        InForceTo: null,
        Fictitious: false,
        CompetentOrgan: null,
        Receipt: new ReceiptRule(NextWorkingDay: false, "portal contract: the portal is the designated system on any day"),
        Acceptance: CommonLimits.Acceptance,
        Correction: CommonLimits.Correction,
        Decision: new Limit(
            DeadlineKind.Decision, "LIC-10", 20, TimeUnit.WorkingDays, LimitStart.Acceptance,
            BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.Licensing("42"),
            "行政许可法 arts 42, 82, until a district sets another limit"),
        Promised: null,
        Delivery: CommonLimits.Delivery,
        Extension: new ExtensionRule(
            10, TimeUnit.WorkingDays, "head-of-organ", Laws.Licensing("42"), "行政许可法 art 42: ten days more, once"),
        Pauses: ["hearing", "inspection-testing", "appraisal", "expert-review"],
        CorrectionTimeCounts: true,
        SiteCheckRequired: true,
        Subjects: [],
        Materials:
        [
            new("T01", "设立申请表", Laws.PrivateEducation("12")),
            new("T02", "章程", Laws.PrivateEducation("12")),
            new("T03", "举办者资信证明", Laws.PrivateEducation("12")),
            new("T04", "场所证明", Laws.PrivateEducation("12")),
            new("T05", "消防安全承诺书", Laws.TrainingFire),
            new("T06", "从业人员名册", Laws.TrainingStaff),
            new("T07", "无犯罪记录承诺", Laws.TrainingStaff),
            new("T08", "培训计划", Laws.TrainingConduct),
            new("T09", "收费与退费制度", Laws.TrainingOpinions),
        ],
        Validity: [],
        Basis: Laws.PrivateEducation("12"),
        Source: $"民办教育促进法 art 12 with the lists of 2021 and later; the county-level item as handled in Jiangsu, {NotSupplied}")
    {
        Matter = "training",
        Requests =
        [
            new("change", WhatChanged, NewPremises, Conditions, AlwaysJudged: false, Reasons: [], ReasonInWords: false,
                DaysBeforeEnd: null, Decision: null, Laws.PrivateEducation("62(2)"),
                $"民办教育促进法 art 62(2): no change without approval; new premises are checked on site, {NotSupplied}"),
            new("renewal", [.. WhatChanged.Where(material => material.Code != "T06"), new("T06", [])], NewPremises, Conditions,
                AlwaysJudged: true, Reasons: [], ReasonInWords: false, DaysBeforeEnd: 30, Decision: null, Laws.Licensing("50"),
                "行政许可法 art 50: thirty days before the end"),
            new("deregistration", [new("T01", [])], [], [], AlwaysJudged: false, Reasons: [], ReasonInWords: true,
                DaysBeforeEnd: null, Decision: null, Laws.Licensing("70(6)"),
                $"行政许可法 art 70(6): refunds are settled first, {NotSupplied}"),
        ],
    };
}
