using Api.Http;
using Api.Identity;
using Application;
using Application.Ports;
using Domain.Licensing;
using Projections;
using Projections.Reading;
using Projections.SportPermits;

namespace Api.SportPermits;

/// <summary>Whose turn it is and how many days are left, the most urgent first.</summary>
public static class WorkQueueEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/work-queue", GetAsync).WithName("GetWorkQueue").WithTags("cases").Admit(Roles.CaseReaders);

    public sealed record Line(
        string CaseNo, string ProjectNo, string District, string Status, string Turn, string? Next, int OpenDefects, int AwaitedFiles,
        NodaTime.LocalDate ReceivedOn, NodaTime.Instant Since, NodaTime.LocalDate? Due, string? State, long Version,
        IReadOnlyList<Projections.Licensing.DeadlineView> Deadlines);

    static async Task<IResult> GetAsync(
        HttpContext http, WorkQueueQueries queue, ReadAnswers reads, WorkCalendars calendars, IBusinessClock clock)
    {
        var query = new QueryValues(http.Request.Query);
        var search = new WorkQueueSearch(
            query.OneOf("turn", "applicant", "organ", "none"), query.Text("status", 30), query.OneOf("state", "nearing", "breached"));
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.WorkItems) is { } behind) return behind;

        var found = await queue.ListAsync(
            search, ReadAnswers.ScopeOf(Caller.Of(http)), await calendars.CurrentAsync(http.RequestAborted),
            WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted)), page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, LineOf));
    }

    static Line LineOf(WorkQueueLine line) =>
        new(line.CaseNo, line.ProjectNo, line.Organ, line.Status, line.Turn, line.Next, line.OpenDefects, line.AwaitedFiles,
            line.ReceivedOn, line.Since, line.DueOn, line.State, line.Version, line.Deadlines);
}
