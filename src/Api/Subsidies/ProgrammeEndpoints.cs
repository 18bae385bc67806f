using System.Text.Json;
using System.Text.Json.Serialization;
using Api.Http;
using Api.Identity;
using Api.Officers;
using Application;
using Application.Ports;
using Application.Reading;
using Application.Subsidies;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Subsidies;
using NodaTime;
using Projections;
using Projections.Reading;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>Voucher programmes: proposed by one, tried on last year's claims, approved by another (specs/programmes.md).</summary>
public static class ProgrammeEndpoints
{
    /// <summary>Claims that one dry run looks at; more would take longer than an answer may.</summary>
    const int MostClaims = 500_000;

    static readonly string[] Finance = [Roles.FinanceMaker, Roles.FinanceChecker];

    static readonly JsonSerializerOptions TermsJson = Strict();

    static JsonSerializerOptions Strict()
    {
        var strict = new JsonSerializerOptions(WireJson.Options)
        {
            RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        strict.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return strict;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/programmes").WithTags("programmes");
        all.MapGet("", ListAsync).WithName("GetProgrammes").AdmitAnybody("programmes are published with their review records");
        all.MapGet("/{programmeNo}", PageAsync).WithName("GetProgramme").AdmitAnybody("programmes are published");
        all.MapGet("/{programmeNo}/proposal", ProposalAsync).WithName("GetProgrammeProposal").Admit([.. Finance, Roles.Auditor]);
        all.MapGet("/{programmeNo}/dry-run", DryRunAsync).WithName("DryRunProgramme").Admit([.. Finance, Roles.Auditor]);
        var one = all.MapGroup("/{programmeNo}");
        one.MapPost("/terms", ProposeAsync).WithName("ProposeProgramme").Admit(Finance);
        one.MapPost("/terms/{edition:int}/approval", ApproveAsync).WithName("ApproveProgramme").Admit(Finance);
        one.MapPost("/terms/{edition:int}/return",
            (HttpContext http, string programmeNo, int edition, DirectoryCall call, ProgrammeCommands run) =>
                RunAsync(http, programmeNo, call, run, act => new SendTermsBack(act.Actor, act.At, edition, act.Body.Code("reason", 30))))
            .WithName("SendProgrammeBack").Admit(Finance);
        one.MapPost("/batches/{batch:int}/stop",
            (HttpContext http, string programmeNo, int batch, DirectoryCall call, ProgrammeCommands run) =>
                RunAsync(http, programmeNo, call, run, act => new StopBatch(act.Actor, act.At, batch, act.Body.Code("cause", 30))))
            .WithName("StopBatch").Admit(Finance);
        one.MapPost("/closing", CloseAsync).WithName("CloseProgramme").Admit(Finance);
    }

    public sealed record ProgrammeAnswer(string ProgrammeNo, long Version);

    /// <param name="From">First day of the claims that were tried.</param>
    public sealed record DryRunAnswer(string ProgrammeNo, int Edition, LocalDate From, LocalDate To, DryRunFigures Result);

    static Task<IResult> RunAsync(
        HttpContext http, string programmeNo, DirectoryCall call, ProgrammeCommands run, Func<DirectoryAct, ProgrammeCommand> make) =>
        call.RunAsync(
            http, make, (act, command) => run.RunAsync(programmeNo, act.Id, command, http.RequestAborted),
            (_, done) => Task.FromResult(WireJson.Answer(new ProgrammeAnswer(programmeNo, done.Version))));

    static Task<IResult> ProposeAsync(HttpContext http, string programmeNo, DirectoryCall call, ProgrammeCommands run) =>
        call.RunAsync(
            http,
            act => new ProposeTerms(
                act.Actor, act.At, NumberOf(act.Body, programmeNo), act.Body.Code("fundNo", 50), 0, act.Body.Day("inForceFrom"),
                TermsOf(act.Body), Amounts.Read(act.Body, "budgetFen")),
            (act, command) => run.ProposeAsync(act.Id, command, http.RequestAborted),
            (command, done) => Task.FromResult(
                WireJson.Answer(new ProgrammeAnswer(command.ProgrammeNo, done.Version), StatusCodes.Status201Created)));

    static string NumberOf(Envelope body, string programmeNo) =>
        Citations.IsBureauNumber(programmeNo)
            ? programmeNo
            : body.Fail("programmeNo", "Must be 3 to 20 capital letters, digits and hyphens, and nobody's number.", "");

    /// <summary>The terms as they are stored; each member must be there and nothing else.</summary>
    static ProgrammeTerms TermsOf(Envelope body)
    {
        if (body.OptionalObject("terms") is not { } terms) return body.Fail<ProgrammeTerms>("terms", "Must be an object.", null!);
        if (JsonPath.FirstNullInAList(terms, "terms") is { } nothing) return body.Fail<ProgrammeTerms>(nothing, "Must not be null.", null!);
        try
        {
            return terms.Deserialize<ProgrammeTerms>(TermsJson)!;
        }
        catch (JsonException wrong)
        {
            return body.Fail<ProgrammeTerms>(
                $"terms{wrong.Path?.TrimStart('$')}", "A member is missing, unknown, or not of its kind.", null!);
        }
    }

    static Task<IResult> ApproveAsync(HttpContext http, string programmeNo, int edition, DirectoryCall call, ProgrammeCommands run) =>
        call.RunAsync(
            http,
            act =>
            {
                var review = new Envelope(act.Body.OptionalObject("review") ?? default, "review");
                var read = new FairCompetitionReview(review.Text("reviewNo", 60), review.Day("reviewedOn"), review.Code("conclusion", 20));
                act.Body.Adopt(review.Close());
                return new ApproveTerms(act.Actor, act.At, edition, read);
            },
            (act, command) => run.ApproveAsync(programmeNo, act.Id, command, http.RequestAborted),
            (_, done) => Task.FromResult(WireJson.Answer(new ProgrammeAnswer(programmeNo, done.Version))));

    static Task<IResult> CloseAsync(HttpContext http, string programmeNo, DirectoryCall call, ProgrammeCommands run) =>
        call.RunAsync(
            http, _ => programmeNo, (act, _) => run.CloseAsync(programmeNo, act.Id, act.Actor, act.At, http.RequestAborted),
            (_, done) => Task.FromResult(WireJson.Answer(new ProgrammeAnswer(programmeNo, done.Version))));

    static async Task<IResult> ListAsync(HttpContext http, SubsidyQueries queries, ReadAnswers reads)
    {
        var query = new QueryValues(http.Request.Query);
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.Programmes) is { } behind) return behind;

        var found = await queries.ProgrammesAsync(approved: true, page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, line => line with { Pending = null }));
    }

    static async Task<IResult> PageAsync(HttpContext http, string programmeNo, SubsidyQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Programmes) is { } behind) return behind;
        var found = await queries.ProgrammeAsync(programmeNo, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return found.Value is { Editions.Count: > 0 } page ? WireJson.Answer(page with { Pending = null })
            : Problems.NotFound("programme.unknown");
    }

    static async Task<IResult> ProposalAsync(HttpContext http, string programmeNo, SubsidyQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Programmes) is { } behind) return behind;
        var found = await queries.ProgrammeAsync(programmeNo, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is not { } page) return Problems.NotFound("programme.unknown");
        return Caller.Of(http).MayRead(page.District) ? WireJson.Answer(page) : Problems.OtherDistrict;
    }

    static async Task<IResult> DryRunAsync(HttpContext http, string programmeNo, SubsidyQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Programmes, ReadModels.Vouchers) is { } behind) return behind;
        var found = await queries.ProgrammeAsync(programmeNo, http.RequestAborted);
        if (found.Value is not { } page) return Problems.NotFound("programme.unknown");
        if (!Caller.Of(http).MayRead(page.District)) return Problems.OtherDistrict;

        var (edition, terms) = page.Pending is { } pending ? (pending.Edition, pending.Terms) : (page.Editions[^1].Edition, page.Terms!);
        var (from, to) = (terms.OpensOn.PlusDays(-DryRun.Shift), terms.ClosesOn.PlusDays(-DryRun.Shift));
        var claims = await queries.ClaimsAsync(from, to, MostClaims, http.RequestAborted);
        CommandAnswers.SetPosition(http, claims.Position);
        var result = DryRun.Of(programmeNo, terms, claims.Value);
        return WireJson.Answer(new DryRunAnswer(programmeNo, edition, from, to, DryRunFigures.Of(result)));
    }
}
