using Api.Http;
using Api.Identity;
using Application;
using Application.Ports;
using Domain.Licensing;
using Projections;
using Projections.Officers;
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
        IReadOnlyList<Projections.Licensing.DeadlineView> Deadlines, Assignee? Assignee);

    /// <summary>Who has the case.</summary>
    /// <param name="Absent">Whether the directory knows of an absence today.</param>
    public sealed record Assignee(Domain.Identity.PersonRef Person, NodaTime.Instant Since, bool Absent, bool Disabled);

    static async Task<IResult> GetAsync(
        HttpContext http, WorkQueueQueries queue, OfficerQueries officers, ReadAnswers reads, WorkCalendars calendars,
        IBusinessClock clock)
    {
        var query = new QueryValues(http.Request.Query);
        var search = new WorkQueueSearch(
            query.OneOf("turn", "applicant", "organ", "none"), query.Text("status", 30), query.OneOf("state", "nearing", "breached"),
            query.Text("assignee", 40) is "me" ? Caller.Of(http).Actor.Person.Value : query.Text("assignee", 40));
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.WorkItems, ReadModels.CaseAssignments) is { } behind) return behind;

        var scope = ReadAnswers.ScopeOf(Caller.Of(http));
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var found = await queue.ListAsync(
            search, scope, await calendars.CurrentAsync(http.RequestAborted), today, page, http.RequestAborted);
        var held = await officers.OfCasesAsync([.. found.Value.Items.Select(line => line.CaseNo)], scope, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, line => LineOf(
            line, held.TryGetValue(line.CaseNo, out var by) ? AssigneeOf(by.Line, by.Officer, today) : null)));
    }

    static Assignee AssigneeOf(AssignmentLine line, OfficerEntry? officer, NodaTime.LocalDate today) =>
        new(line.Officer, line.Since, officer?.IsAbsentOn(today) == true, officer?.Disabled == true);

    static Line LineOf(WorkQueueLine line, Assignee? assignee) =>
        new(line.CaseNo, line.ProjectNo, line.Organ, line.Status, line.Turn, line.Next, line.OpenDefects, line.AwaitedFiles,
            line.ReceivedOn, line.Since, line.DueOn, line.State, line.Version, line.Deadlines, assignee);
}
