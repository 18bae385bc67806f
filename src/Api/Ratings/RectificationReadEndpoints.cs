using Api.Http;
using Api.Identity;
using Application;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using EventStore;
using Projections;
using Projections.Licensing;
using Projections.Ratings;
using Projections.Reading;

namespace Api.Ratings;

/// <summary>What a command on an order is answered with.</summary>
public sealed record RectificationAnswer(string CaseNo, string? Next, int Round, long Version)
{
    public static RectificationAnswer Of(IReadOnlyList<StoredEvent> events)
    {
        var page = events.Aggregate(
            (RectificationPage?)null, (row, stored) => ReadModels.Rectifications.Evolve("", row, stored))!;
        return new(page.CaseNo, page.Next, page.Round, page.Version);
    }
}

/// <summary>What the organ and the auditor see of rectification orders; sealed texts are opened one by one, on record.</summary>
public static class RectificationReadEndpoints
{
    static readonly string[] Readers = [Roles.Clerk, Roles.Approver, Roles.Auditor];
    static readonly string[] Purposes = ["handling-a-case", "audit", "data-subject-access"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/rectifications").WithTags("rectifications");
        orders.MapGet("", ListAsync).WithName("GetRectifications").Admit(Readers);
        orders.MapGet("/{caseNo}", PageAsync).WithName("GetRectification").Admit(Readers);
        orders.MapGet("/{caseNo}/documents/{documentId:guid}", DocumentAsync).WithName("GetRectificationDocument").Admit(Readers);
    }

    /// <summary>The order with its deadlines as they look today.</summary>
    public sealed record View(RectificationPage Order, IReadOnlyList<DeadlineView> Deadlines);

    static async Task<IResult> ListAsync(
        HttpContext http, RectificationQueries queries, ReadAnswers reads, WorkCalendars calendars, IBusinessClock clock)
    {
        var query = new QueryValues(http.Request.Query);
        var state = query.OneOf("state", "open", "closed", "breached");
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.Rectifications) is { } behind) return behind;

        var found = await queries.ListAsync(
            state is null ? null : state != "closed", state == "breached", ReadAnswers.ScopeOf(Caller.Of(http)),
            await calendars.CurrentAsync(http.RequestAborted), WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted)), page,
            http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, line => line));
    }

    static async Task<IResult> PageAsync(
        HttpContext http, string caseNo, RectificationQueries queries, ReadAnswers reads, WorkCalendars calendars, IBusinessClock clock)
    {
        var (page, problem) = await FindAsync(http, caseNo, queries, reads);
        if (problem is not null) return problem;

        var calendar = await calendars.CurrentAsync(http.RequestAborted);
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        CommandAnswers.SetVersion(http, page!.Version);
        return WireJson.Answer(new View(page, [.. page.Deadlines.Select(line => DeadlineDisplay.On(line, calendar, today))]));
    }

    static async Task<IResult> DocumentAsync(
        HttpContext http, string caseNo, Guid documentId, RectificationQueries queries, ReadAnswers reads, IVault vault)
    {
        var query = new QueryValues(http.Request.Query);
        var purpose = query.OneOf("purpose", Purposes);
        if (query.Problem is { } unreadable) return unreadable;
        if (purpose is null) return Problems.QueryUnreadable("purpose", $"Say why: {string.Join(", ", Purposes)}.");
        var (page, problem) = await FindAsync(http, caseNo, queries, reads);
        if (problem is not null) return problem;

        var id = new DocumentId(documentId);
        if (!page!.Documents.Contains(id)) return Problems.NotFound("document.unknown");
        var texts = await vault.ReadAsync(
            [id], new ReadPurpose(purpose, caseNo, Caller.Of(http).Actor), http.RequestAborted);
        return texts.TryGetValue(id, out var text)
            ? WireJson.Answer(new { DocumentId = documentId, Text = text })
            : Problems.NotFound("document.unknown");
    }

    static async Task<(RectificationPage? Page, Problem? Problem)> FindAsync(
        HttpContext http, string caseNo, RectificationQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Rectifications) is { } behind) return (null, behind);

        var found = await queries.FindAsync(caseNo, ReadAnswers.ScopeOf(Caller.Of(http)), http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is { } page) return (page, null);

        var exists = (await queries.FindAsync(caseNo, ReadScope.Everything, http.RequestAborted)).Value is not null;
        return (null, exists ? Problems.OtherDistrict : Problems.NotFound("rectification.unknown"));
    }
}
