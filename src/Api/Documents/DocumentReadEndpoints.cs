using Api.Http;
using Api.Identity;
using Api.Officers;
using Api.Portal;
using Api.SportPermits;
using Application.PersonalData;
using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using Projections;
using Projections.Documents;
using Projections.Reading;
using Projections.SportPermits;

namespace Api.Documents;

/// <summary>Documents as issued (文书): the face for who works on the case, the file with a purpose and on record.</summary>
public static class DocumentReadEndpoints
{
    const string MediaType = "application/pdf";

    static readonly string[] Purposes = ["handling-a-case", "serving-a-document", "audit", "data-subject-access"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("/documents").WithTags("documents");
        documents.MapGet("", ListAsync).WithName("GetDocuments").Admit(Roles.CaseReaders);
        documents.MapGet("/{documentNo}", FindAsync).WithName("GetIssuedDocument").Admit(Roles.CaseReaders);
        documents.MapGet("/{documentNo}/proofs/{documentId:guid}", ProofAsync).WithName("GetServiceProof").Admit(Roles.CaseReaders);
        documents.MapGet("/{documentNo}/file", FileAsync).WithName("GetDocumentFile").Admit(Roles.CaseReaders);
    }

    /// <summary>Its key was destroyed at the request of the person, and with it the words (DOC-17).</summary>
    static Problem Erased { get; } = Problems.Gone("document.erased", "The key of the person it concerns was destroyed.");

    static Problem Restricted { get; } = new(
        StatusCodes.Status403Forbidden, "document.restricted", "该个人信息已限制处理，不能用于此目的。",
        Detail: "Processing of the addressee's data is restricted; this purpose is not among those left open.");

    static async Task<IResult> ListAsync(HttpContext http, DocumentQueries documents, ReadAnswers reads, IBusinessClock clock)
    {
        var query = new QueryValues(http.Request.Query);
        var served = query.OneOf("served", "true", "false");
        var search = new DocumentSearch(
            query.Text("caseNo", 50), query.Text("permitNo", 50), query.Text("kind", 50), served is null ? null : served == "true");
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.Documents) is { } behind) return behind;

        var found = await documents.ListAsync(search, ReadAnswers.ScopeOf(Caller.Of(http)), page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        var today = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        return WireJson.Answer(PageAnswer.Of(found.Value, document => DocumentView.Of(document, today)));
    }

    static async Task<IResult> FindAsync(
        HttpContext http, string documentNo, DocumentQueries documents, ReadAnswers reads, IBusinessClock clock)
    {
        var (page, problem) = await OneAsync(http, documentNo, documents, reads);
        if (problem is not null) return problem;

        CommandAnswers.SetVersion(http, page!.Version);
        return WireJson.Answer(DocumentView.Of(page, WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted))));
    }

    /// <summary>What was written of a service, or of one that failed.</summary>
    static async Task<IResult> ProofAsync(
        HttpContext http, string documentNo, Guid documentId, DocumentQueries documents, ReadAnswers reads, OwnMatters own, IVault vault)
    {
        var (purpose, unreadable) = PurposeOf(http);
        if (unreadable is not null) return unreadable;
        var (page, problem) = await OneAsync(http, documentNo, documents, reads);
        if ((problem ?? await OwnAsync(http, own, page!, purpose!)) is { } turnedAway) return turnedAway;

        var id = new DocumentId(documentId);
        if (page!.Service?.Proof != id && page.Attempts.All(attempt => attempt.Proof != id))
            return Problems.NotFound("document.unknown");
        var reading = new ReadPurpose(purpose!, page.Face.CaseNo, Caller.Of(http).Actor);
        var texts = await vault.OpenAsync([id], reading, http.RequestAborted);
        return texts.TryGetValue(id, out var text)
            ? WireJson.Answer(new CaseReadEndpoints.DocumentView(documentId, text.Text, text.State))
            : Problems.NotFound("document.unknown");
    }

    static (string? Purpose, Problem? Problem) PurposeOf(HttpContext http)
    {
        var query = new QueryValues(http.Request.Query);
        var purpose = query.OneOf("purpose", Purposes);
        if (query.Problem is { } unreadable) return (null, unreadable);
        return purpose is null
            ? (null, Problems.QueryUnreadable("purpose", $"Say why: {string.Join(", ", Purposes)}."))
            : (purpose, null);
    }

    static async Task<IResult> FileAsync(
        HttpContext http, string documentNo, DocumentQueries documents, ReadAnswers reads, OwnMatters own, IFileStore files,
        DataSubjectCommands persons)
    {
        var (purpose, unreadable) = PurposeOf(http);
        if (unreadable is not null) return unreadable;
        var (page, problem) = await OneAsync(http, documentNo, documents, reads);
        if ((problem ?? await OwnAsync(http, own, page!, purpose!)) is { } turnedAway) return turnedAway;

        return await OpenAsync(http, page!, purpose!, files, persons);
    }

    static Task<Problem?> OwnAsync(HttpContext http, OwnMatters own, DocumentPage page, string purpose) =>
        own.ObjectionAsync(http, purpose, page.Face.CaseNo, page.Face.Addressee);

    /// <summary>The portal shows applicants the documents of their own case, by the number it filed under.</summary>
    public static async Task<IResult> PortalFileAsync(
        HttpContext http, PathSegment projectNo, PathSegment documentNo, CaseQueries cases, DocumentQueries documents,
        ReadAnswers reads, IFileStore files, DataSubjectCommands persons)
    {
        if (await reads.WaitAsync(http, ReadModels.CasePages, ReadModels.Documents) is { } behind) return behind;

        var found = await cases.FindByProjectAsync(projectNo.Value, http.RequestAborted);
        if (found.Value is not { } application) return Problems.NotFound("application.unknown");
        var document = await documents.FindAsync(documentNo.Value, ReadScope.Everything, http.RequestAborted);
        return document.Value is { } page && page.Face.CaseNo == application.CaseNo
            ? await OpenAsync(http, page, "data-subject-access", files, persons)
            : Problems.NotFound("document.unknown");
    }

    static async Task<IResult> OpenAsync(
        HttpContext http, DocumentPage page, string purpose, IFileStore files, DataSubjectCommands persons)
    {
        var reading = new ReadPurpose(purpose, page.Face.CaseNo, Caller.Of(http).Actor);
        if (await files.OpenAsync(page.Face.File, reading, http.RequestAborted) is { } content)
            return Results.Stream(content, MediaType, $"{page.DocumentNo}.pdf");

        var (addressee, _) = await persons.FindAsync(page.Face.Addressee, http.RequestAborted);
        return addressee is { Erased: null, Restrictions.Count: > 0 } ? Restricted : Erased;
    }

    /// <summary>Row security shows own rows only; another district's document is named as such.</summary>
    static async Task<(DocumentPage? Page, Problem? Problem)> OneAsync(
        HttpContext http, string documentNo, DocumentQueries documents, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Documents) is { } behind) return (null, behind);

        var found = await documents.FindAsync(documentNo, ReadAnswers.ScopeOf(Caller.Of(http)), http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is { } page) return (page, null);

        var exists = (await documents.FindAsync(documentNo, ReadScope.Everything, http.RequestAborted)).Value is not null;
        return (null, exists ? Problems.OtherDistrict : Problems.NotFound("document.unknown"));
    }
}
