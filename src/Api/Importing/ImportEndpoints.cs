using System.Text;
using Api.Http;
using Api.Identity;
using Api.Signing;
using Application;
using Application.Importing;
using Application.Ports;
using Domain.Importing;
using Domain.Licensing;
using EventStore;
using Microsoft.AspNetCore.Http.Features;

namespace Api.Importing;

/// <summary>Existing permits from paper (存量许可导入): a file is checked by one operator and committed by another.</summary>
public static class ImportEndpoints
{
    /// <summary>A hundred thousand rows have room.</summary>
    public const int LargestFile = 50 * 1024 * 1024;

    const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/imports/permits").WithTags("imports");
        imports.MapGet("/template.csv", (IImportTemplate template) => Results.File(template.Csv(), "text/csv", "permits.csv"))
            .WithName("GetImportTemplateCsv").Admit(Roles.Operator);
        imports.MapGet("/template.xlsx", (IImportTemplate template) => Results.File(template.Xlsx(), XlsxType, "permits.xlsx"))
            .WithName("GetImportTemplateXlsx").Admit(Roles.Operator);
        imports.MapPost("", CheckAsync).WithName("CheckImport").Admit(Roles.Operator)
            .WithMetadata(new BodyLimit(LargestFile), new TakesItsTime());
        imports.MapGet("/{importId}", FindAsync).WithName("GetImport").Admit(Roles.Operator, Roles.Auditor);
        imports.MapGet("/{importId}/problems.csv", ProblemsAsync).WithName("GetImportProblems").Admit(Roles.Operator);
        imports.MapPost("/{importId}/commit", CommitAsync).WithName("CommitImport").Admit(Roles.Operator).WithMetadata(new TakesItsTime());
    }

    static async Task<IResult> CheckAsync(
        HttpContext http, CheckImportHandler handler, KnownKeys keys, ImportPlace place, ISm3 sm3)
    {
        var query = new QueryValues(http.Request.Query);
        var encoding = query.OneOf("encoding", "utf-8", "gb18030");
        if (query.Problem is { } unreadable) return unreadable;
        var (key, keyProblem) = CommandHeaders.ReadKey(http);
        if ((keyProblem ?? Bodies.ProblemOfEncoding(http)) is { } problem) return problem;
        using var entered = await place.EnterAsync(http.RequestAborted);
        if (entered is null) return Problems.UploadsBusy;
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestFile + 1;
        if (await Bodies.BytesAsync(http, LargestFile) is not { } content) return Problems.TooLarge(LargestFile);

        var asked = Encoding.UTF8.GetBytes($"POST\n{http.Request.Path}\n{encoding}\n");
        var digest = sm3.Hash([.. asked, .. sm3.Hash(content)]);
        if (await keys.FindAsync(http, key!, digest) == KeyUse.Reused) return Problems.KeyReused;

        var caller = Caller.Of(http);
        var outcome = await handler.HandleAsync(
            caller.Actor, new CommandId(caller.Id, key!, digest), content, encoding, http.RequestAborted);
        if (outcome.Result is null) return ImportView.NotAFile(outcome.Report!);
        if (CommandAnswers.ProblemOf(outcome.Result) is { } refused) return refused;

        CommandAnswers.SetDone(http, (CommandResult.Done)outcome.Result);
        return WireJson.Answer(ImportView.Of(outcome));
    }

    static async Task<IResult> FindAsync(HttpContext http, string importId, ImportRecords records)
    {
        if (await records.FindAsync(importId, http.RequestAborted) is not { } found) return Problems.NotFound("import.unknown");
        CommandAnswers.SetVersion(http, found.Version);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(ImportStateView.Of(found));
    }

    /// <summary>Read and judged again, line by line into the answer: nothing of it is kept.</summary>
    static async Task<IResult> ProblemsAsync(
        HttpContext http, string importId, ImportRecords records, CommitImportHandler commit, ImportCheck check, ImportPlace place,
        IBusinessClock clock)
    {
        if (await records.FindAsync(importId, http.RequestAborted) is not { } found) return Problems.NotFound("import.unknown");
        var last = ImportStateView.LastOf(found.State);
        using var entered = await place.EnterAsync(http.RequestAborted);
        if (entered is null) return Problems.UploadsBusy;
        var content = await commit.OpenAsync(Caller.Of(http).Actor, last.File, importId, http.RequestAborted);
        if (content is null) return Problems.NotFound("import.file-gone");

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=problems.csv";
        await using var lines = new StreamWriter(http.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await lines.WriteAsync("row,column,header,code,title,blocks,detail\r\n");
        await check.RunAsync(
            content, last.Asked, WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted)),
            async finding => await lines.WriteAsync(ImportView.LineOf(finding)), http.RequestAborted);
        await lines.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }

    static async Task<IResult> CommitAsync(
        HttpContext http, string importId, CommitImportHandler handler, ImportRecords records, KnownKeys keys, ImportPlace place,
        ISm3 sm3)
    {
        var (key, keyProblem) = CommandHeaders.ReadKey(http);
        if (keyProblem is not null) return keyProblem;
        var digest = sm3.Hash(Encoding.UTF8.GetBytes($"POST\n{http.Request.Path}\n"));
        if (await keys.FindAsync(http, key!, digest) == KeyUse.Reused) return Problems.KeyReused;
        using var entered = await place.EnterAsync(http.RequestAborted);
        if (entered is null) return Problem.From(PermitImportRefusals.OneMustRunAtATime);

        var caller = Caller.Of(http);
        var result = await handler.HandleAsync(caller.Actor, new CommandId(caller.Id, key!, digest), importId, http.RequestAborted);
        if (result is null) return Problems.NotFound("import.unknown");
        if (CommandAnswers.ProblemOf(result) is { } refused) return refused;

        var found = await records.FindAsync(importId, http.RequestAborted);
        CommandAnswers.SetDone(http, (CommandResult.Done)result);
        return WireJson.Answer(ImportStateView.Of(found!));
    }
}

/// <summary>One file at a time is held and read on a node: its size is memory.</summary>
public sealed class ImportPlace : IDisposable
{
    readonly UploadPlaces places = new(1, TimeSpan.FromSeconds(20));

    public Task<IDisposable?> EnterAsync(CancellationToken cancellation) => places.EnterAsync(cancellation);

    public void Dispose() => places.Dispose();
}
