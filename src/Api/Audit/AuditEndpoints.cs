using Api.Http;
using Api.Identity;
using Application.Ports;
using Domain.Identity;
using EventStore;
using Infrastructure.Vault;
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
        routes.MapGet("/replay/{kind}/{**id}", ReplayAsync).WithName("Replay").WithTags("audit").Admit(Roles.Auditor);
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

    const string Wallet = "voucher-wallet";

    /// <summary>ERA-14: what one person has taken is told once the reading is on record.</summary>
    static Task RecordWalletAsync(HttpContext http, string id, IReadRecorder recorder) =>
        recorder.RecordAsync(
            new ReadPurpose("audit", null, Caller.Of(http).Actor), [(new PersonRef(id.Split('/')[^1]), "vouchers")], http.RequestAborted);

    static async Task<IResult> ReplayAsync(HttpContext http, string kind, string id, IEventStore store, IReadRecorder recorder)
    {
        var query = new QueryValues(http.Request.Query);
        var version = query.Whole("version", 0, int.MaxValue);
        var at = query.Moment("at");
        if (query.Problem is { } unreadable) return unreadable;

        var answer = await ReplayQuestion.AskAsync(store, kind, id, new StreamLimit(version, at), http.RequestAborted);
        if (answer is ReplayAnswer.VersionBeyond beyond)
            return Problems.NotFound(ReplayAnswer.VersionBeyond.Code) with { Field = "version", Detail = beyond.Sentence };
        if (answer is not ReplayAnswer.Told told) return Problems.NotFound("stream.unknown");

        if (kind == Wallet) await RecordWalletAsync(http, id, recorder);
        CommandAnswers.SetPosition(http, told.Document.Position);
        return WireJson.Answer(told.Document);
    }
}
