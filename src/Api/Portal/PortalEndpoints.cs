using Api.Http;
using Api.Identity;
using Api.Signing;
using Api.SportPermits;
using Application;
using Application.Ports;
using Application.Reading;
using Application.SportPermits;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;

namespace Api.Portal;

/// <summary>What the portal calls (contracts/portal). Every call is signed; a 4xx stores nothing.</summary>
public static class PortalEndpoints
{
    const string App = "portal";

    /// <summary>contracts/portal: a file of at most 20 MiB.</summary>
    const int LargestFile = 20 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var applications = routes.MapGroup("/portal/v1/applications").WithTags("portal");
        applications.MapPost("", ReceiveAsync).WithName("ReceiveApplication").AdmitApp(App);
        applications.MapPut("/{projectNo}/materials/{materialCode}", DeliverAsync).WithName("DeliverMaterial")
            .AdmitApp(App).WithMetadata(new BodyLimit(LargestFile), new TakesItsTime());
        applications.MapPost("/{projectNo}/corrections", CorrectAsync).WithName("SubmitCorrection").AdmitApp(App);
        applications.MapPost("/{projectNo}/withdrawal", WithdrawAsync).WithName("WithdrawApplication").AdmitApp(App);
        applications.MapPost("/{projectNo}/rating", RateAsync).WithName("RateCase").AdmitApp(App);
        applications.MapGet("/{projectNo}/documents/{documentNo}", Documents.DocumentReadEndpoints.PortalFileAsync)
            .WithName("GetApplicationDocument").AdmitApp(App);
        applications.MapGet("/{projectNo}", ProgressEndpoint.GetAsync).WithName("GetProgress").AdmitApp(App);
    }

    static Problem NotSupported { get; } =
        Problems.Unsupported("material.type-not-supported", "By its content the file is no PDF, JPEG, PNG or OFD.");

    /// <summary>What a receipt is answered with.</summary>
    public sealed record Receipt(string CaseNo, string ProjectNo, string Status, Instant ReceivedAt);

    static async Task<IResult> ReceiveAsync(HttpContext http, ReceiveApplicationHandler handler, CaseCommands cases)
    {
        var (json, problem) = await Bodies.JsonAsync(http);
        if (problem is not null) return problem;

        var caller = Caller.Of(http);
        switch (await handler.HandleAsync(caller.Actor, caller.Id, json, http.RequestAborted))
        {
            case Intake.Unreadable bad: return Problem.From(bad.Fault);
            case Intake.Refused no: return Problem.From(no.Refusal);
            case Intake.NotNow later: return CommandAnswers.ProblemOf(later.Result) ?? Problems.OutcomeUnknown;
            case Intake.Received received:
                var (page, position) = (await CaseEndpoint.CaseNowAsync(cases, received.CaseNo, http.RequestAborted))!.Value;
                CommandAnswers.SetVersion(http, page.Version);
                CommandAnswers.SetPosition(http, position);
                return WireJson.Answer(
                    new Receipt(page.CaseNo, page.ProjectNo, page.Progress.Status, page.Application.ReceivedAt),
                    received.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    static async Task<IResult> DeliverAsync(
        HttpContext http, PathSegment projectNo, PathSegment materialCode, DeliverMaterialHandler handler, CaseCommands cases)
    {
        if (Bodies.ProblemOfEncoding(http) is { } encoded) return encoded;
        var bytes = await Bodies.BytesAsync(http, LargestFile);
        if (bytes is null) return Problems.TooLarge(LargestFile);
        var found = await cases.FindByProjectAsync(projectNo.Value, http.RequestAborted);
        if (found is null) return Problems.NotFound("application.unknown");

        var caller = Caller.Of(http);
        var result = await handler.HandleAsync(caller.Actor, caller.Id, found, materialCode.Value, bytes, http.RequestAborted);
        if (result is null) return NotSupported;
        if (CommandAnswers.ProblemOf(result) is { } problem) return problem;

        var done = (CommandResult.Done)result;
        if (done.Version > 0) CommandAnswers.SetVersion(http, done.Version);
        if (done.Position > 0) CommandAnswers.SetPosition(http, done.Position);
        return Results.NoContent();
    }

    static async Task<IResult> CorrectAsync(
        HttpContext http, PathSegment projectNo, SubmitCorrectionHandler handler, CaseCommands cases)
    {
        var (json, problem) = await Bodies.JsonAsync(http);
        if (problem is not null) return problem;
        var found = await cases.FindByProjectAsync(projectNo.Value, http.RequestAborted);
        if (found is null) return Problems.NotFound("application.unknown");

        var caller = Caller.Of(http);
        var (result, fault) = await handler.HandleAsync(caller.Actor, caller.Id, found, json, http.RequestAborted);
        return fault is not null ? Problem.From(fault) : await AnswerAsync(http, cases, found.CaseNo, result!);
    }

    static Task<IResult> WithdrawAsync(HttpContext http, PathSegment projectNo, PortalCommands commands, CaseCommands cases) =>
        RunAsync(http, projectNo, cases, StatusCodes.Status200OK, (caller, found, body, json) =>
        {
            var reason = body.OptionalWords("reason", 2000);
            return body.Fault is not null
                ? null
                : commands.WithdrawAsync(caller.Actor, caller.Id, found, reason, json, http.RequestAborted);
        });

    static Task<IResult> RateAsync(HttpContext http, PathSegment projectNo, PortalCommands commands, CaseCommands cases) =>
        RunAsync(http, projectNo, cases, StatusCodes.Status201Created, (caller, found, body, json) =>
        {
            var level = body.Whole("level", int.MinValue, int.MaxValue);
            var text = body.OptionalWords("text", 2000);
            var channel = body.Code("channel", 10);
            return body.Fault is not null
                ? null
                : commands.RateAsync(caller.Actor, caller.Id, found, level, text, channel, json, http.RequestAborted);
        });

    static async Task<IResult> RunAsync(
        HttpContext http, PathSegment projectNo, CaseCommands cases, int status,
        Func<Caller, CaseSnapshot, Envelope, System.Text.Json.JsonElement, Task<CommandResult>?> run)
    {
        var (json, problem) = await Bodies.JsonAsync(http);
        if (problem is not null) return problem;
        var found = await cases.FindByProjectAsync(projectNo.Value, http.RequestAborted);
        if (found is null) return Problems.NotFound("application.unknown");

        var body = new Envelope(json);
        var running = run(Caller.Of(http), found, body, json);
        return running is null ? Problem.From(body.Fault!) : await AnswerAsync(http, cases, found.CaseNo, await running, status);
    }

    static async Task<IResult> AnswerAsync(
        HttpContext http, CaseCommands cases, string caseNo, CommandResult result, int status = StatusCodes.Status200OK)
    {
        if (CommandAnswers.ProblemOf(result) is { } problem) return problem;

        var (page, position) = (await CaseEndpoint.CaseNowAsync(cases, caseNo, http.RequestAborted))!.Value;
        CommandAnswers.SetVersion(http, page.Version);
        CommandAnswers.SetPosition(http, position);
        return WireJson.Answer(CaseAnswer.Of(page), status);
    }
}
