using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using Projections.SportPermits;

namespace Api.Portal;

/// <summary>The conditions of a grant, computed for a day and explained; the same for applicant and officer.</summary>
public sealed record AssessmentView(
    LocalDate On,
    int? RequiredLifeguards,
    int? RequiredStands,
    int? MaxSwimmers,
    int? RequiredInstructors,
    int? RequiredRescuers,
    int QualifiedLifeguards,
    int QualifiedInstructors,
    IReadOnlyList<UnmetRow> Unmet,
    IReadOnlyList<string> RuleEditions)
{
    public static AssessmentView Of(CasePage page, LocalDate on) => Of(AssessmentOf(page, on));

    /// <summary>The decided one where a grant has judged it, else a forecast for the day.</summary>
    public static Assessment AssessmentOf(CasePage page, LocalDate on) =>
        page.Decision?.Assessment is { } decided && decided.On == on
            ? decided
            : PermitConditions.Assess(
                page.Facts, OpenDefects(page), Awaited(page), page.SiteCheck?.Passed, on, SportStandards.Published);

    static AssessmentView Of(Assessment made) =>
        new(
            made.On, made.RequiredLifeguards, made.RequiredStands, made.MaxSwimmers, made.RequiredInstructors, made.RequiredRescuers,
            made.QualifiedLifeguards, made.QualifiedInstructors, [.. made.Unmet.Select(UnmetRow.Of)], made.RuleEditions);

    /// <summary>Before acceptance the forecast takes the declared files as coming; after it their absence counts.</summary>
    static IEnumerable<string> Awaited(CasePage page) =>
        page.Progress.Status is CaseStatus.Accepted or CaseStatus.UnderReview
            ? page.Progress.Materials.Where(material => material.File is null).Select(material => material.Code)
            : [];

    static IReadOnlyList<Defect> OpenDefects(CasePage page) => page.Progress.OpenDefects > 0 ? page.Defects : [];
}

public sealed record UnmetRow(string Rule, string Article, string Field, string Have, string Need)
{
    public static UnmetRow Of(UnmetCondition unmet) => new(unmet.Rule, unmet.Basis.ToString(), unmet.Field, unmet.Have, unmet.Need);
}

/// <summary>What an officer sees of the conditions (GET /cases/{caseNo}/assessment).</summary>
/// <param name="Grantable">Whether the conditions hold on the day asked about.</param>
/// <param name="StatutoryDecisionDue">Last day to decide by statute; null where the application is not within the remit.</param>
public sealed record OfficerAssessment(
    string CaseNo,
    string? Next,
    bool Grantable,
    LocalDate? StatutoryDecisionDue,
    LocalDate On,
    int? RequiredLifeguards,
    int? RequiredStands,
    int? MaxSwimmers,
    int? RequiredInstructors,
    int? RequiredRescuers,
    int QualifiedLifeguards,
    int QualifiedInstructors,
    IReadOnlyList<UnmetRow> Unmet,
    IReadOnlyList<MissingRow> Missing,
    IReadOnlyList<string> RuleEditions)
{
    public static OfficerAssessment Of(CasePage page, LocalDate on)
    {
        var made = AssessmentView.Of(page, on);
        var due = page.Progress.Deadlines.LastOrDefault(line => line.Deadline.Kind == DeadlineKind.Decision)?.Deadline.LastDay;
        return new(
            page.CaseNo, page.Progress.Next, made.Unmet.Count == 0 && page.Progress.WithinRemit, due, made.On, made.RequiredLifeguards,
            made.RequiredStands, made.MaxSwimmers, made.RequiredInstructors, made.RequiredRescuers, made.QualifiedLifeguards,
            made.QualifiedInstructors, made.Unmet, MissingRow.Of(page), made.RuleEditions);
    }
}
