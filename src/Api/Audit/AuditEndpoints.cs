using Api.Http;
using Api.Identity;
using EventStore;
using Projections;
using Projections.Audit;
using Projections.Reading;

namespace Api.Audit;

/// <summary>The auditor's questions: who did what, and how things stood at a moment.</summary>
public static class AuditEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit-trail", TrailAsync).WithName("GetAuditTrail").WithTags("audit").Admit(Roles.Auditor);
        routes.MapGet("/replay/{kind}/{id}", ReplayAsync).WithName("Replay").WithTags("audit").Admit(Roles.Auditor);
    }

    static async Task<IResult> TrailAsync(HttpContext http, AuditTrailQueries trail, ReadAnswers reads)
    {
        var query = new QueryValues(http.Request.Query);
        var search = new AuditSearch(
            query.Text("actor"), query.Text("subject"), query.Text("caseNo"), query.Day("from"), query.Day("to"));
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.AuditTrail) is { } behind) return behind;

        var found = await trail.SearchAsync(search, ReadAnswers.ScopeOf(Caller.Of(http)), page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, entry => entry));
    }

    /// <summary>From the log alone: read models and today's calendar have no part in it.</summary>
    static async Task<IResult> ReplayAsync(HttpContext http, string kind, string id, IEventStore store)
    {
        var query = new QueryValues(http.Request.Query);
        var version = query.Whole("version", 0, int.MaxValue);
        var at = query.Moment("at");
        if (query.Problem is { } unreadable) return unreadable;

        var stream = $"{kind}/{id}";
        var events = await store.ReadStreamAsync(stream, new StreamLimit(version, at), http.RequestAborted);
        if (events.Count == 0 && (await store.ReadStreamAsync(stream, new StreamLimit(1), http.RequestAborted)).Count == 0)
        {
            return Problems.NotFound("stream.unknown");
        }

        var told = Replay.Tell(kind, id, events);
        CommandAnswers.SetPosition(http, told.Position);
        return WireJson.Answer(told);
    }
}
