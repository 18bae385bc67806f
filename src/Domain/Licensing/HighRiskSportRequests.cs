namespace Domain.Licensing;

/// <summary>What may be asked of a 高危险性体育项目经营许可证 that exists, as the item's list has it.</summary>
static class HighRiskSportRequests
{
    const string NotSupplied = "to be confirmed by the bureau";

    static readonly string[] NewVenue =
        ["form.venue.address", "form.venue.regionCode", "form.venue.longitude", "form.venue.latitude", "form.projects"];

    static readonly string[] Conditions =
    [
        .. NewVenue, "form.venue.rightType", "form.venue.rightExpires", "form.staff", "form.safetySystems", "form.facilityStatement",
        "form.openingMode",
    ];

    static readonly RequestMaterial[] WhatChanged =
    [
        new("M01", []),
        new("M02", [.. NewVenue, "form.facilityStatement"]),
        new("M03", [.. NewVenue, "form.venue.rightType", "form.venue.rightExpires"]),
        new("M04", ["form.staff", "form.projects"]),
        new("M05", ["form.safetySystems", "form.projects"]),
    ];

    static readonly Limit General = new(
        DeadlineKind.Decision, "LIC-10", 20, TimeUnit.WorkingDays, LimitStart.Acceptance,
        BindsParty: false, ClosedLastDayMoves: false, SilenceOutcome.Breach, Laws.Licensing("42"),
        "行政许可法 arts 42, 82: no special limit for this kind of request");

    public static IReadOnlyList<RequestRule> All { get; } =
    [
        new("change", WhatChanged, NewVenue, Conditions, AlwaysJudged: false, Reasons: [], ReasonInWords: false, DaysBeforeEnd: null,
            Decision: null, Laws.Licensing("49"),
            $"行政许可法 art 49; a new project or address is checked on site like a first application, {NotSupplied}"),
        new("renewal", [.. WhatChanged.Where(material => material.Code != "M04"), new("M04", [])], NewVenue, Conditions,
            AlwaysJudged: true, Reasons: [], ReasonInWords: false, DaysBeforeEnd: 30, Decision: null, Laws.Licensing("50"),
            "行政许可法 art 50, 管理办法 art 14: thirty days before the end; they bind the licensee, so calendar days"),
        new("replacement", [new("M01", [])], [], [], AlwaysJudged: false, Reasons: ["lost", "damaged"], ReasonInWords: false,
            DaysBeforeEnd: null, General, Laws.HighRiskMeasures("15"), $"管理办法 art 15, article number {NotSupplied}"),
        new("deregistration", [new("M01", [])], [], [], AlwaysJudged: false, Reasons: [], ReasonInWords: true, DaysBeforeEnd: null,
            General, Laws.Licensing("70(6)"), $"行政许可法 art 70(6); 管理办法 art 16, article number {NotSupplied}"),
    ];
}
