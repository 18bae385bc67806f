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
    IReadOnlyList<string> RuleEditions,
    decimal? AreaPerTraineeM2,
    int? MaxTraineesAtOnce,
    int? RequiredCoaches,
    int? QualifiedCoaches)
{
    public static AssessmentView Of(CasePage page, LocalDate on, IReadOnlyList<IMatter> matters) => Of(AssessmentOf(page, on, matters));

    /// <summary>The decided one where a grant has judged it, else a forecast for the day.</summary>
    public static Assessment AssessmentOf(CasePage page, LocalDate on, IReadOnlyList<IMatter> matters) =>
        page.Decision?.Assessment is { } decided && decided.On == on
            ? decided
            : Forecast(page, on, matters);

    static Assessment Forecast(CasePage page, LocalDate on, IReadOnlyList<IMatter> matters)
    {
        var matter = matters.Single(known => known.Name == ServiceItems.Get(page.Application.Item).Matter);
        var made = CaseConditions.Assess(
            matter, JudgesConditions(page) ? page.Facts : null, new ExaminedCase(page.Organ, page.Application.ApplicantSubject, 0),
            OpenDefects(page), Awaited(page), page.SiteCheck?.Passed, on);
        return made with { Unmet = [.. made.Unmet, .. LicensingCaseDecider.UnmetByBars(page.Bars, page.Facts), .. NotByHolder(page)] };
    }

    /// <summary>A request that leaves venue, staff and systems as they are has them judged by nobody.</summary>
    static bool JudgesConditions(CasePage page) =>
        page.Request is not { } request
        || ServiceItems.Get(page.Application.Item).RequestOf(request.Kind)?.JudgesConditions(request.Changes) != false;

    static IEnumerable<UnmetCondition> NotByHolder(CasePage page) =>
        page.Request is { ByHolder: false } ? [LicensingCaseDecider.NotByHolder(Laws.Licensing("49, 50"))] : [];

    static AssessmentView Of(Assessment made) =>
        new(
            made.On, made.RequiredLifeguards, made.RequiredStands, made.MaxSwimmers, made.RequiredInstructors, made.RequiredRescuers,
            made.QualifiedLifeguards, made.QualifiedInstructors, [.. made.Unmet.Select(UnmetRow.Of)], made.RuleEditions,
            made.Training?.AreaPerTraineeM2, made.Training?.MaxTraineesAtOnce, made.Training?.RequiredCoaches,
            made.Training?.QualifiedCoaches);

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
    IReadOnlyList<string> RuleEditions,
    decimal? AreaPerTraineeM2,
    int? MaxTraineesAtOnce,
    int? RequiredCoaches,
    int? QualifiedCoaches)
{
    public static OfficerAssessment Of(CasePage page, LocalDate on, IReadOnlyList<IMatter> matters)
    {
        var made = AssessmentView.Of(page, on, matters);
        var due = page.Progress.Deadlines.LastOrDefault(line => line.Deadline.Kind == DeadlineKind.Decision)?.Deadline.LastDay;
        return new(
            page.CaseNo, page.Progress.Next, made.Unmet.Count == 0 && page.Progress.WithinRemit, due, made.On, made.RequiredLifeguards,
            made.RequiredStands, made.MaxSwimmers, made.RequiredInstructors, made.RequiredRescuers, made.QualifiedLifeguards,
            made.QualifiedInstructors, made.Unmet, MissingRow.Of(page), made.RuleEditions, made.AreaPerTraineeM2, made.MaxTraineesAtOnce,
            made.RequiredCoaches, made.QualifiedCoaches);
    }
}
