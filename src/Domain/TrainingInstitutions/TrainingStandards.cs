using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.TrainingInstitutions;

/// <summary>The dated numbers by which institutions are judged; a decision records which editions it used.</summary>
public sealed record TrainingStandards(IReadOnlyList<TrainingStandard> National, IReadOnlyList<DistrictTrainingRule> Districts)
{
    /// <summary>Tells school days from others; null where nobody has asked for it.</summary>
    public WorkCalendar? Calendar { get; init; }

    public static TrainingStandards Published { get; } = new([TrainingStandard.National2022], [DistrictTrainingRule.Default]);

    /// <summary>TI-2: what operators have published is asked before what came with the program.</summary>
    public TrainingStandards With(IEnumerable<TrainingRuleProposed> published) =>
        this with { Districts = [.. published.Select(DistrictTrainingRule.Of), .. Districts] };

    public TrainingStandard On(LocalDate day) => National.First(edition => edition.IsInForceOn(day));

    /// <summary>The rule of a district on a day: its own before the one for all.</summary>
    public DistrictTrainingRule Of(string district, LocalDate day) =>
        Districts.FirstOrDefault(rule => rule.District == district && rule.IsInForceOn(day))
        ?? Districts.First(rule => rule.District == DistrictTrainingRule.Everywhere && rule.IsInForceOn(day));
}

/// <summary>What is settled nationally.</summary>
/// <param name="StudyHoursPerYear">Internal training of each member of staff, in study hours of 45 minutes.</param>
/// <param name="BoardGames">Sports that ask for the smaller area (棋牌类).</param>
public sealed record TrainingStandard(
    string Edition,
    LocalDate InForceFrom,
    LocalDate? InForceTo,
    decimal AreaPerTraineeM2,
    decimal AreaPerBoardPlayerM2,
    IReadOnlyList<string> BoardGames,
    decimal FireAreaPerTraineeM2,
    int ClassSize,
    int TraineesForOneCoach,
    int SchoolRatioPercent,
    int PreschoolRatioPercent,
    int FullTimePercent,
    LocalTime OfflineEnd,
    LocalTime OnlineEnd,
    int StudyHoursPerYear,
    string Source)
{
    /// <summary>From 2022-12: the opinions of thirteen departments, the code of conduct and the nine rules on fire safety.</summary>
    public static TrainingStandard National2022 { get; } = new(
        "training/2022-1", new LocalDate(2022, 1, 1), null, AreaPerTraineeM2: 5m, AreaPerBoardPlayerM2: 3m,
        ["CHESS", "GO", "WEIQI", "XIANGQI", "CHINESE_CHESS", "DRAUGHTS", "GOMOKU", "BRIDGE", "CARDS", "BOARD_GAMES"],
        FireAreaPerTraineeM2: 3m, ClassSize: 35, TraineesForOneCoach: 10, SchoolRatioPercent: 2, PreschoolRatioPercent: 6,
        FullTimePercent: 50, new LocalTime(20, 30), new LocalTime(21, 0), StudyHoursPerYear: 90,
        "课外体育培训行为规范; 教监管厅函〔2022〕9号; 十三部门意见; 校外培训机构从业人员管理办法");

    public bool IsInForceOn(LocalDate day) => InForceFrom <= day && (InForceTo is not { } last || day <= last);

    public decimal AreaFor(string sport) => BoardGames.Contains(sport) ? AreaPerBoardPlayerM2 : AreaPerTraineeM2;

    /// <summary>TI-6: one coach up to ten trainees, two above; and never fewer than the share of the age group.</summary>
    public int CoachesFor(int trainees, string? ageGroup)
    {
        var percent = ageGroup == "preschool" ? PreschoolRatioPercent : SchoolRatioPercent;
        return Math.Max(trainees > TraineesForOneCoach ? 2 : 1, (trainees * percent + 99) / 100);
    }

    public LocalTime LatestEnd(string mode) => mode == "online" ? OnlineEnd : OfflineEnd;
}

/// <summary>What a district sets for itself: organ, limits, term, and minimums where it has any.</summary>
/// <param name="District">Region code, or * for every district without a rule of its own.</param>
/// <param name="Organ">Who approves; empty for the region's own issuing organ.</param>
/// <param name="MinFloorAreaM2">Null: no minimum is published.</param>
/// <param name="MinCapital">Null: no minimum is published.</param>
public sealed record DistrictTrainingRule(
    string District, string Edition, LocalDate InForceFrom, LocalDate? InForceTo, string Organ, int DecisionWorkingDays,
    int ExtensionWorkingDays, int ValidityYears, decimal? MinFloorAreaM2, Money? MinCapital, LegalBasis Basis, string Source)
{
    public const string Everywhere = "*";

    /// <summary>TI-32: when schools teach; null where the district has not said so.</summary>
    public SchoolHours? SchoolHours { get; init; }

    public static DistrictTrainingRule Default { get; } = new(
        Everywhere, "training-district/1", new LocalDate(2022, 1, 1), null, "", DecisionWorkingDays: 20, ExtensionWorkingDays: 10,
        ValidityYears: 3, MinFloorAreaM2: null, MinCapital: null, Laws.Licensing("42"),
        "行政许可法 art 42 for the limits; three years' validity is common elsewhere; no Jiangsu or Suzhou minimum was found");

    public static DistrictTrainingRule Of(TrainingRuleProposed e) => new(
        e.District, e.Edition, e.InForceFrom, e.InForceTo, e.Organ, e.DecisionWorkingDays, e.ExtensionWorkingDays, e.ValidityYears,
        e.MinFloorAreaM2, e.MinCapital, e.Basis, e.Source)
    {
        SchoolHours = e.SchoolHours,
    };

    public bool IsInForceOn(LocalDate day) => InForceFrom <= day && (InForceTo is not { } last || day <= last);
}
