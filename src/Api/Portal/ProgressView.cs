using Api.Documents;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using Projections.Documents;
using Projections.Licensing;
using Projections.SportPermits;

namespace Api.Portal;

/// <summary>Progress exactly as contracts/portal has it. Names and identifiers of natural persons have no place in it.</summary>
public sealed record ProgressView(
    string CaseNo,
    string ProjectNo,
    string Status,
    string Turn,
    string? Next,
    IReadOnlyList<StepView> Steps,
    IReadOnlyList<DeadlineRow> Deadlines,
    IReadOnlyList<MissingRow> Missing,
    AssessmentView Assessment,
    IReadOnlyList<DocumentRow> Documents)
{
    public static ProgressView Of(
        CasePage page, IReadOnlyList<DocumentPage> issued, WorkCalendar calendar, IReadOnlyList<IMatter> matters, LocalDate today) =>
        new(
            page.CaseNo, page.ProjectNo, page.Progress.Status, page.Progress.Turn, page.Progress.Next,
            [.. page.Steps.Select(StepView.Of)],
            [.. page.Progress.Deadlines.Where(line => line.State != DeadlineState.Superseded)
                .Select(line => DeadlineRow.Of(DeadlineDisplay.On(line, calendar, today)))],
            MissingRow.Of(page),
            AssessmentView.Of(page, page.Decision?.DecidedOn ?? today, matters),
            DocumentRow.Of(page, issued, today));
}

/// <param name="Opinion">Outcome of the step; the opinion's words stay sealed.</param>
public sealed record StepView(string Name, string? Office, string? Role, string? Opinion, Instant Start, Instant End)
{
    public static StepView Of(CaseStep step) => new(step.Name, step.Office, step.Role, step.Outcome, step.Start, step.End);
}

public sealed record DeadlineRow(
    DeadlineKind Kind, string Rule, string Article, TimeUnit Unit, LocalDate Start, LocalDate Due, string State, int Total, int? Used,
    int? Paused, int? Left, bool Provisional, IReadOnlyList<string> Derivation)
{
    public static DeadlineRow Of(DeadlineView view) =>
        new(view.Kind, view.Rule, view.Basis.ToString(), view.Unit, view.Start, view.Due, view.State, view.Total, view.Used, view.Paused,
            view.Left, view.Provisional, view.Derivation);
}

/// <summary>Something the applicant has still to supply or put right.</summary>
public sealed record MissingRow(string? Field, string? MaterialCode, string Code, string Reason)
{
    public static IReadOnlyList<MissingRow> Of(CasePage page)
    {
        if (page.Progress.Turn == Turn.None || page.Decision is not null) return [];

        var defects = page.Progress.OpenDefects > 0 || page.Progress.Status == CaseStatus.CorrectionRequested ? page.Defects : [];
        return
        [
            .. defects.Select(Of),
            .. page.Progress.Materials
                .Where(material => material.File is null && defects.All(defect => defect.Field != material.Code))
                .Select(material => new MissingRow(null, material.Code, "material.undelivered", $"材料{material.Code}的文件尚未送达")),
        ];
    }

    static MissingRow Of(Defect defect) =>
        defect.Field is [>= 'A' and <= 'Z', ..]
            ? new(null, defect.Field, defect.Code, defect.Title)
            : new(defect.Field, null, defect.Code, defect.Title);
}

/// <summary>A document of the case; its file can be fetched once <paramref name="Issued"/>.</summary>
/// <param name="Kind">As issued; permit for a grant whose papers are still being printed.</param>
/// <param name="Service">Null until a service was recorded.</param>
public sealed record DocumentRow(
    string Kind, string No, LocalDate Date, LegalBasis Basis, IReadOnlyList<RemedyRow> Remedies, bool Issued, DocumentServiceRow? Service)
{
    /// <summary>What the case itself knows first, in its order, then what was issued beside it.</summary>
    public static IReadOnlyList<DocumentRow> Of(CasePage page, IReadOnlyList<DocumentPage> issued, LocalDate today)
    {
        var byNo = issued.ToDictionary(document => document.DocumentNo);
        var known = page.Documents.Select(document => document.No).ToHashSet();
        return
        [
            .. page.Documents.Where(document => issued.All(paper => paper.Face.PermitNo != document.No))
                .Select(document => byNo.TryGetValue(document.No, out var paper)
                    ? Of(paper, today) with { Kind = document.Kind }
                    : new DocumentRow(
                        document.Kind, document.No, document.On, document.Basis, [.. document.Remedies.Select(NotRunning)], false,
                        null)),
            .. issued.Where(document => !known.Contains(document.DocumentNo)).Select(document => Of(document, today)),
        ];
    }

    static DocumentRow Of(DocumentPage paper, LocalDate today) =>
        new(
            paper.Face.Kind, paper.DocumentNo, paper.Face.IssuedOn, paper.Face.Basis, RemedyRow.Of(paper, today), true,
            paper.Service is { } service ? new DocumentServiceRow(service.Mode, service.ServedOn, service.EffectiveOn) : null);

    static RemedyRow NotRunning(Remedy remedy) =>
        new(remedy.Kind, remedy.Before, remedy.Period, remedy.Basis, null, false, "not-running", []);
}

public sealed record DocumentServiceRow(string Mode, LocalDate ServedOn, LocalDate EffectiveOn);
