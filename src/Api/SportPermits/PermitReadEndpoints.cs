using Api.Http;
using Api.Identity;
using Api.Officers;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using Projections;
using Projections.Reading;
using Projections.SportPermits;

namespace Api.SportPermits;

/// <summary>What officers and the auditor see of permits: one with its history, and those that end soon.</summary>
public static class PermitReadEndpoints
{
    static readonly string[] Purposes = ["handling-a-case", "audit", "data-subject-access"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var permits = routes.MapGroup("/permits").WithTags("permits");
        permits.MapGet("", ListAsync).WithName("ListPermits").Admit(Roles.CaseReaders);
        permits.MapGet("/{permitNo}", FindAsync).WithName("GetPermitPage").Admit(Roles.CaseReaders);
        permits.MapGet("/{permitNo}/documents/{documentId:guid}", DocumentAsync).WithName("GetPermitDocument").Admit(Roles.CaseReaders);
    }

    /// <param name="State">On the business day of the answer.</param>
    public sealed record PermitPageView(PermitPage Permit, string State);

    /// <param name="DaysLeft">Calendar days to the last day; negative once it has passed.</param>
    /// <param name="OpenRequests">Cases in which the holder asks for something.</param>
    public sealed record PermitLine(
        string PermitNo, string State, string IssuingOrgan, IReadOnlyList<string> Sports, LocalDate ValidTo, int DaysLeft,
        int CertificateVersion, IReadOnlyList<OpenRequest> OpenRequests, long Version);

    static async Task<IResult> ListAsync(HttpContext http, PermitQueries permits, ReadAnswers reads, IBusinessClock clock)
    {
        var query = new QueryValues(http.Request.Query);
        var state = query.OneOf("state", [.. PermitStates.All, "all"]) ?? PermitStates.InForce;
        var endsBy = query.Day("endsBy");
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.Permits) is { } behind) return behind;

        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        var found = await permits.ListAsync(
            state == "all" ? null : state, endsBy, today, ReadAnswers.ScopeOf(Caller.Of(http)), page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, line => LineOf(line, today)));
    }

    static async Task<IResult> FindAsync(
        HttpContext http, string permitNo, PermitQueries permits, ReadAnswers reads, IBusinessClock clock)
    {
        var (page, problem) = await PageAsync(http, permitNo, permits, reads);
        if (problem is not null) return problem;

        CommandAnswers.SetVersion(http, page!.Version);
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        return WireJson.Answer(new PermitPageView(page, page.StateOn(today)));
    }

    /// <summary>A sealed text of an act on the permit, opened on record.</summary>
    static async Task<IResult> DocumentAsync(
        HttpContext http, string permitNo, Guid documentId, PermitQueries permits, ReadAnswers reads, OwnMatters own, IVault vault)
    {
        var query = new QueryValues(http.Request.Query);
        var purpose = query.OneOf("purpose", Purposes);
        if (query.Problem is { } unreadable) return unreadable;
        if (purpose is null) return Problems.QueryUnreadable("purpose", $"Say why: {string.Join(", ", Purposes)}.");

        var (page, problem) = await PageAsync(http, permitNo, permits, reads);
        if ((problem ?? await own.ObjectionAsync(http, purpose, null, page!.Permit.Face.Holder)) is { } turnedAway) return turnedAway;

        var id = new DocumentId(documentId);
        if (!page!.History.Any(line => line.Documents.Contains(id))) return Problems.NotFound("document.unknown");
        var texts = await vault.OpenAsync([id], new ReadPurpose(purpose, null, Caller.Of(http).Actor), http.RequestAborted);
        return texts.TryGetValue(id, out var text)
            ? WireJson.Answer(new CaseReadEndpoints.DocumentView(documentId, text.Text, text.State))
            : Problems.NotFound("document.unknown");
    }

    static async Task<(PermitPage? Page, Problem? Problem)> PageAsync(
        HttpContext http, string permitNo, PermitQueries permits, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Permits) is { } behind) return (null, behind);

        var found = await permits.FindAsync(permitNo, ReadAnswers.ScopeOf(Caller.Of(http)), http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is { } page) return (page, null);

        var exists = (await permits.FindAsync(permitNo, ReadScope.Everything, http.RequestAborted)).Value is not null;
        return (null, exists ? Problems.OtherDistrict : Problems.NotFound("permit.unknown"));
    }

    static PermitLine LineOf(PermitPage page, LocalDate today) =>
        new(page.Permit.PermitNo, page.StateOn(today), page.Permit.IssuingOrgan, page.Permit.Face.Sports, page.Permit.ValidTo,
            Period.DaysBetween(today, page.Permit.ValidTo), page.Permit.CertificateVersion, page.Permit.Requests, page.Version);
}
