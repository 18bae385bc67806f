using System.Globalization;
using System.Text.Json.Serialization;
using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

/// <summary>The conditions of a grant, computed on a day and explained.</summary>
/// <param name="On">The day they are judged for: the day of decision, or today as a forecast.</param>
/// <param name="MaxSwimmers">Floored per pool, then summed.</param>
/// <param name="RuleEditions">Editions of the standards used.</param>
public sealed record Assessment(
    LocalDate On,
    int? RequiredLifeguards,
    int? RequiredStands,
    int? MaxSwimmers,
    int QualifiedLifeguards,
    int QualifiedInstructors,
    int? RequiredInstructors,
    int? RequiredRescuers,
    IReadOnlyList<UnmetCondition> Unmet,
    IReadOnlyList<string> RuleEditions)
{
    /// <summary>The numbers of a training institution; null for every other matter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrainingFigures? Training { get; init; }

    public bool Met => Unmet.Count == 0;

    /// <summary>One without numbers: papers alone were looked at, or the matter has numbers of its own.</summary>
    public static Assessment Plain(LocalDate on, IReadOnlyList<UnmetCondition> unmet, IReadOnlyList<string> editions) =>
        new(on, null, null, null, 0, 0, null, null, unmet, editions);
}

/// <param name="AreaPerTraineeM2">The largest that a sport of the institution asks for, in square metres.</param>
/// <param name="MaxTraineesAtOnce">By floor area alone: floored over the whole training floor.</param>
/// <param name="RequiredCoaches">Needed at the class that needs most.</param>
/// <param name="QualifiedCoaches">With a certificate and a background check that count on the day.</param>
public sealed record TrainingFigures(decimal AreaPerTraineeM2, int MaxTraineesAtOnce, int RequiredCoaches, int QualifiedCoaches);

/// <summary>An assessment while it is being made.</summary>
public class AssessmentSheet
{
    readonly List<UnmetCondition> unmet = [];
    readonly List<string> editions = [];

    protected IReadOnlyList<UnmetCondition> Unmet => unmet;

    protected IReadOnlyList<string> Editions => editions;

    public static string Print(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    public static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);

    public void Use(string edition)
    {
        if (!editions.Contains(edition)) editions.Add(edition);
    }

    public void Miss(string rule, LegalBasis basis, string field, string have, string need) =>
        unmet.Add(new UnmetCondition(rule, basis, field, have, need));

    /// <summary>A defect says nothing new about a field that a condition already names.</summary>
    public void MissOnce(string rule, LegalBasis basis, string field, string have, string need)
    {
        if (!unmet.Exists(condition => condition.Field == field)) Miss(rule, basis, field, have, need);
    }

    /// <summary>LIC-6: what is still to be put right stands in the way of a grant.</summary>
    public void MissWanting(IEnumerable<Defect> wanting)
    {
        foreach (var defect in wanting) MissOnce("LIC-6", defect.Basis, defect.Field, defect.Code, "corrected");
    }

    public void Compare(string rule, LegalBasis basis, string field, string what, int have, int need)
    {
        if (have < need) Miss(rule, basis, field, $"{what}: {Print(have)}", $"{what}: {Print(need)}");
    }

    public Assessment Close(LocalDate on) => Assessment.Plain(on, unmet, editions);
}
