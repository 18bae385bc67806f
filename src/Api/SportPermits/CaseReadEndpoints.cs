using Api.Http;
using Api.Identity;
using Api.Officers;
using Api.Portal;
using Application;
using Application.Licensing;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using NodaTime;
using Projections;
using Projections.Licensing;
using Projections.SportPermits;

namespace Api.SportPermits;

/// <summary>What officers and the auditor see of a case.</summary>
/// <remarks>Sealed texts and people are opened one by one, with a purpose, on record.</remarks>
public static class CaseReadEndpoints
{
    static readonly string[] Purposes = ["handling-a-case", "audit", "data-subject-access"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var cases = routes.MapGroup("/cases/{caseNo}").WithTags("cases");
        cases.MapGet("", PageAsync).WithName("GetCase").Admit(Roles.CaseReaders);
        cases.MapGet("/assessment", AssessmentAsync).WithName("GetAssessment").Admit(Roles.CaseReaders);
        cases.MapGet("/documents/{documentId:guid}", DocumentAsync).WithName("GetDocument").Admit(Roles.CaseReaders);
        cases.MapGet("/persons/{personRef}", PersonAsync).WithName("GetPerson").Admit(Roles.CaseReaders);
        cases.MapGet("/materials/{code}", MaterialAsync).WithName("GetMaterial").Admit(Roles.CaseReaders);
    }

    /// <summary>The page with its deadlines as they look today.</summary>
    public sealed record CaseView(
        CasePage Case, string Status, string Turn, string? Next, IReadOnlyList<DeadlineView> Deadlines,
        AssessmentView Assessment);

    static async Task<IResult> PageAsync(
        HttpContext http, string caseNo, CaseReads reads, WorkCalendars calendars, RuleBook rules, IBusinessClock clock)
    {
        var (page, problem) = await reads.FindAsync(http, caseNo);
        if (problem is not null) return problem;

        var calendar = await calendars.CurrentAsync(http.RequestAborted);
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        CommandAnswers.SetVersion(http, page!.Version);
        return WireJson.Answer(new CaseView(
            page, page.Progress.Status, page.Progress.Turn, page.Progress.Next,
            [.. page.Progress.Deadlines.Select(line => DeadlineDisplay.On(line, calendar, today))],
            AssessmentView.Of(page, page.Decision?.DecidedOn ?? today, (await rules.CurrentAsync(http.RequestAborted)).Matters)));
    }

    static async Task<IResult> AssessmentAsync(
        HttpContext http, string caseNo, CaseReads reads, RuleBook rules, IBusinessClock clock)
    {
        var query = new QueryValues(http.Request.Query);
        var on = query.Day("on");
        if (query.Problem is { } unreadable) return unreadable;

        var (page, problem) = await reads.FindAsync(http, caseNo);
        if (problem is not null) return problem;

        CommandAnswers.SetVersion(http, page!.Version);
        var day = on ?? WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        return WireJson.Answer(OfficerAssessment.Of(page, day, (await rules.CurrentAsync(http.RequestAborted)).Matters));
    }

    /// <param name="State">shown, erased or restricted; a text is there only when it is shown.</param>
    public sealed record DocumentView(Guid DocumentId, string? Text, string State);

    static async Task<IResult> DocumentAsync(
        HttpContext http, string caseNo, Guid documentId, CaseReads reads, OwnMatters own, IVault vault)
    {
        var (purpose, unreadable) = Purpose(http, caseNo);
        if (unreadable is not null) return unreadable;
        var (page, problem) = await reads.FindAsync(http, caseNo);
        if ((problem ?? await own.ObjectionAsync(http, purpose!.Purpose, caseNo)) is { } turnedAway) return turnedAway;

        var id = new DocumentId(documentId);
        if (!CaseContents.DocumentsOf(page!).Contains(id)) return Problems.NotFound("document.unknown");
        var texts = await vault.OpenAsync([id], purpose!, http.RequestAborted);
        return texts.TryGetValue(id, out var text)
            ? WireJson.Answer(new DocumentView(documentId, text.Text, text.State))
            : Problems.NotFound("document.unknown");
    }

    /// <param name="States">shown, erased or restricted, for each detail.</param>
    public sealed record PersonView(
        PersonRef Person, IReadOnlyDictionary<string, string?> Details, IReadOnlyDictionary<string, string> States);

    static async Task<IResult> PersonAsync(HttpContext http, string caseNo, string personRef, CaseReads reads, OwnMatters own, IVault vault)
    {
        var (purpose, unreadable) = Purpose(http, caseNo);
        if (unreadable is not null) return unreadable;
        var (page, problem) = await reads.FindAsync(http, caseNo);
        if ((problem ?? await own.ObjectionAsync(http, purpose!.Purpose, caseNo)) is { } turnedAway) return turnedAway;

        var person = new PersonRef(personRef);
        if (!CaseContents.PeopleOf(page!).Contains(person)) return Problems.NotFound("person.unknown");
        var opened = await vault.OpenPersonAsync(person, purpose!, http.RequestAborted);
        return WireJson.Answer(new PersonView(
            person, opened.ToDictionary(field => field.Key, field => field.Value.Text),
            opened.ToDictionary(field => field.Key, field => field.Value.State)));
    }

    static async Task<IResult> MaterialAsync(
        HttpContext http, string caseNo, string code, CaseReads reads, OwnMatters own, IFileStore files)
    {
        var (purpose, unreadable) = Purpose(http, caseNo);
        if (unreadable is not null) return unreadable;
        var (page, problem) = await reads.FindAsync(http, caseNo);
        if ((problem ?? await own.ObjectionAsync(http, purpose!.Purpose, caseNo)) is { } turnedAway) return turnedAway;

        var material = page!.Progress.Materials.FirstOrDefault(line => line.Code == code);
        if (material?.File is not { } file) return Problems.NotFound("material.unknown");
        return await files.OpenAsync(file, purpose!, http.RequestAborted) is { } content
            ? Results.Stream(content, material.MediaType, $"{caseNo}-{code}")
            : Problems.NotFound("material.unknown");
    }

    static (ReadPurpose? Purpose, Problem? Problem) Purpose(HttpContext http, string caseNo)
    {
        var query = new QueryValues(http.Request.Query);
        var purpose = query.OneOf("purpose", Purposes);
        if (query.Problem is { } problem) return (null, problem);
        return purpose is null
            ? (null, Problems.QueryUnreadable("purpose", $"Say why: {string.Join(", ", Purposes)}."))
            : (new ReadPurpose(purpose, caseNo, Caller.Of(http).Actor), null);
    }
}
