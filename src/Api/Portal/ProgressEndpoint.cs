using Api.Http;
using Api.SportPermits;
using Application;
using Application.Licensing;
using Application.Ports;
using Domain.Licensing;
using Projections;
using Projections.Documents;
using Projections.Reading;
using Projections.SportPermits;

namespace Api.Portal;

/// <summary>How far a case has come, for the applicant (contracts/portal, Progress). No names, no identifiers.</summary>
public static class ProgressEndpoint
{
    public static async Task<IResult> GetAsync(
        HttpContext http, PathSegment projectNo, CaseQueries queries, DocumentQueries documents, ReadAnswers reads,
        WorkCalendars calendars, RuleBook rules, IBusinessClock clock)
    {
        if (await reads.WaitAsync(http, ReadModels.CasePages, ReadModels.Documents) is { } behind) return behind;

        var found = await queries.FindByProjectAsync(projectNo.Value, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is not { } page) return Problems.NotFound("application.unknown");

        var calendar = await calendars.CurrentAsync(http.RequestAborted);
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var matters = (await rules.CurrentAsync(http.RequestAborted)).Matters;
        CommandAnswers.SetVersion(http, page.Version);
        var issued = await documents.OfCaseAsync(page.CaseNo, ReadScope.Everything, http.RequestAborted);
        return WireJson.Answer(ProgressView.Of(page, issued.Value, calendar, matters, today));
    }
}
