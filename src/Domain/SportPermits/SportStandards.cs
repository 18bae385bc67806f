using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>The dated numbers by which a venue's staff and water are judged; a decision records which editions it used.</summary>
public sealed record SportStandards(
    IReadOnlyList<SwimmingStandard> Swimming, IReadOnlyList<StaffingMinimum> Staffing, IReadOnlyList<string> SafetySystems,
    IReadOnlyList<SportCatalogue> Catalogues)
{
    /// <summary>What is known of the law today; facts of another day pick the edition of that day.</summary>
    public static SportStandards Published { get; } = new(
        [SwimmingStandard.Gb2013],
        [
            new StaffingMinimum(
                "CLIMB", "GB 19079.4-2014", new LocalDate(2014, 5, 1), new LocalDate(2026, 6, 30), Instructors: 1,
                Rescuers: null, new LegalBasis("GB 19079.4-2014", "-"),
                "a local guide under the 2014 edition: one qualified climbing instructor"),
            new StaffingMinimum(
                "CLIMB", "GB 19079.4-2025", new LocalDate(2026, 7, 1), null, Instructors: 1,
                Rescuers: null, new LegalBasis("GB 19079.4-2025", "-"),
                "number of the 2025 edition not seen; the older minimum is kept until the bureau supplies it"),
            new StaffingMinimum(
                "SKI", "GB 19079.6-2013", new LocalDate(2014, 12, 1), null, Instructors: null, Rescuers: null,
                new LegalBasis("GB 19079.6-2013", "-"), NotPublished("SKI", "GB 19079.6-2013")),
            new StaffingMinimum(
                "DIVE", "GB 19079.10-2013", new LocalDate(2014, 12, 1), null, Instructors: null, Rescuers: null,
                new LegalBasis("GB 19079.10-2013", "-"), NotPublished("DIVE", "GB 19079.10-2013")),
        ],
        ["post-responsibility", "operating-rules", "emergency-plan", "equipment-inspection"],
        [SportCatalogue.FirstBatch]);

    /// <summary>Sports whose staff is a number of an edition; swimming has a formula.</summary>
    public static IReadOnlyList<string> SportsByNumber { get; } = ["SKI", "DIVE", "CLIMB"];

    /// <summary>SP-18: what operators have published is asked before what came with the program.</summary>
    public SportStandards With(IEnumerable<StaffingMinimumProposed> published) =>
        this with
        {
            Staffing =
            [
                .. published.Select(e => new StaffingMinimum(
                    e.Sport, e.Edition, e.InForceFrom, e.InForceTo, e.Instructors, e.Rescuers, e.Basis, e.Source)),
                .. Staffing,
            ],
        };

    static string NotPublished(string sport, string standard) =>
        $"a staffing minimum for {sport} under {standard} in force on the day: "
        + "to be published by an operator and approved by a second one (POST /staffing-minimums)";

    /// <summary>SP-3: whether offering a sport on a day needs a permit.</summary>
    public bool NeedsPermit(string sport, LocalDate on) =>
        Catalogues.Any(catalogue => catalogue.IsInForceOn(on) && catalogue.Sports.Contains(sport));
}

/// <summary>Sports that may be offered with a permit only (高危险性体育项目目录), for a span of time.</summary>
/// <param name="InForceTo">Last day, inclusive.</param>
public sealed record SportCatalogue(
    string Edition, LocalDate InForceFrom, LocalDate? InForceTo, IReadOnlyList<string> Sports, string Source)
{
    public static SportCatalogue FirstBatch { get; } = new(
        "high-risk-sports/2013-1", new LocalDate(2013, 5, 1), null, ["SWIM", "SKI", "DIVE", "CLIMB"],
        "公告第16号 of 2013, first batch; in force until another list is published");

    public bool IsInForceOn(LocalDate day) => InForceFrom <= day && (InForceTo is not { } last || day <= last);
}

/// <summary>Required numbers for a sport without a formula, for a span of time.</summary>
/// <param name="InForceTo">Last day, inclusive.</param>
/// <param name="Instructors">Null: the standard asks for a number that is not known here, so nothing is met by silence.</param>
/// <param name="Rescuers">Null: no number is required by this edition as far as it is known.</param>
public sealed record StaffingMinimum(
    string Sport, string Edition, LocalDate InForceFrom, LocalDate? InForceTo, int? Instructors, int? Rescuers,
    LegalBasis Basis, string Source)
{
    public bool IsInForceOn(LocalDate day) => InForceFrom <= day && (InForceTo is not { } last || day <= last);
}

/// <summary>One edition of the opening standard for pools: numbers per pool, never per venue (SP-4 to SP-9).</summary>
/// <param name="BaseAreaM2">Water area up to which the base numbers suffice.</param>
/// <param name="StepAreaM2">Each further area of this size, or part of it, asks for one more.</param>
public sealed record SwimmingStandard(
    string Edition,
    LocalDate InForceFrom,
    LocalDate? InForceTo,
    decimal BaseAreaM2,
    decimal StepAreaM2,
    int BaseLifeguards,
    int BaseStands,
    decimal AreaPerSwimmerM2,
    int InstructorsIfLessons,
    int WaterQualityManagers,
    string Source)
{
    /// <summary>GB 19079.1-2013, clauses 7.1.1, 7.2, 7.3.3, 7.3.7.</summary>
    public static SwimmingStandard Gb2013 { get; } = new(
        "GB 19079.1-2013", new LocalDate(2014, 5, 1), null, BaseAreaM2: 250m, StepAreaM2: 250m, BaseLifeguards: 3,
        BaseStands: 2, AreaPerSwimmerM2: 2.5m, InstructorsIfLessons: 1, WaterQualityManagers: 1,
        "GB 19079.1-2013, issued 2013-10-10, in force 2014-05-01");

    public bool IsInForceOn(LocalDate day) => InForceFrom <= day && (InForceTo is not { } last || day <= last);

    public int LifeguardsFor(decimal waterAreaM2) => BaseLifeguards + StepsAbove(waterAreaM2);

    public int StandsFor(decimal waterAreaM2) => BaseStands + StepsAbove(waterAreaM2);

    public int SwimmersFor(decimal waterAreaM2) => (int)decimal.Floor(waterAreaM2 / AreaPerSwimmerM2);

    int StepsAbove(decimal waterAreaM2) =>
        waterAreaM2 <= BaseAreaM2 ? 0 : (int)decimal.Ceiling((waterAreaM2 - BaseAreaM2) / StepAreaM2);
}
