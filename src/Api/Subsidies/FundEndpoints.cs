using Api.Http;
using Api.Identity;
using Api.Officers;
using Application;
using Application.Ports;
using Application.Reading;
using Application.Subsidies;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.Subsidies;
using EventStore;
using Projections;
using Projections.Reading;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>Appropriations and what is done with them: one finance officer enters, another one approves (specs/funds.md).</summary>
public static class FundEndpoints
{
    const int MostParts = 200;

    static readonly string[] Readers = [Roles.FinanceMaker, Roles.FinanceChecker, Roles.Auditor];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var funds = routes.MapGroup("/funds").WithTags("funds");
        funds.MapPost("", EnterAsync).WithName("EnterAppropriation").Admit(Roles.FinanceMaker, Roles.FinanceChecker);
        funds.MapGet("", ListAsync).WithName("GetFunds").Admit(Readers);
        funds.MapGet("/{fundNo}", PageAsync).WithName("GetFund").Admit(Readers);
        var one = funds.MapGroup("/{fundNo}");
        one.MapPost("/approval", ApproveAsync).WithName("ApproveFundAct").Admit(Roles.FinanceMaker, Roles.FinanceChecker);
        Act(one, "/turn-down", "TurnDownFundAct", act => new TurnDownFundAct(
            act.Actor, act.At, act.Body.Whole("act", 0, 100_000), act.Body.Code("reason", 30)));
        Act(one, "/adjustments", "AdjustAppropriation", act => new EnterAdjustment(
            act.Actor, act.At, act.Body.Text("documentNo", 60), Amounts.Read(act.Body, "changeFen")));
        Act(one, "/carry-over", "CarryBudgetOver", act => new EnterCarryOver(
            act.Actor, act.At, act.Body.Text("documentNo", 60), act.Body.Text("treasuryNo", 40), PartsOf(act.Body)));
        Act(one, "/lapse", "LapseFund", act => new EnterLapse(act.Actor, act.At, act.Body.Text("documentNo", 60)));
        Act(one, "/receipts", "EnterReceipt", act => new EnterReceipt(
            act.Actor, act.At, act.Body.Text("paymentNo", 40), Amounts.Read(act.Body, "amountFen")));
        Act(one, "/transfers", "EnterTransfer", act => new EnterTransfer(
            act.Actor, act.At, act.Body.Text("documentNo", 60), act.Body.Text("from", 30), act.Body.Text("to", 30),
            Amounts.Read(act.Body, "amountFen")));
        one.MapPost("/grants", GrantAsync).WithName("EnterGrant").Admit(Roles.FinanceMaker, Roles.FinanceChecker);
        one.MapGet("/grants", GrantsAsync).WithName("GetGrants").Admit(Readers);
    }

    public sealed record FundAnswer(string FundNo, long Version);

    static void Act(RouteGroupBuilder one, string path, string name, Func<DirectoryAct, FundCommand> make) =>
        one.MapPost(path, (HttpContext http, string fundNo, DirectoryCall call, FundCommands funds) => call.RunAsync(
                http, make, (act, command) => funds.RunAsync(fundNo, act.Id, command, http.RequestAborted),
                (_, done) => Task.FromResult(WireJson.Answer(new FundAnswer(fundNo, done.Version)))))
            .WithName(name).Admit(Roles.FinanceMaker, Roles.FinanceChecker);

    static Task<IResult> EnterAsync(HttpContext http, DirectoryCall call, FundCommands funds) =>
        call.RunAsync(
            http,
            act =>
            {
                var (year, treasuryNo) = (act.Body.Whole("year", 2000, 9999), act.Body.Text("treasuryNo", 40));
                return new EnterAppropriation(
                    act.Actor, act.At, SubsidyStreams.FundNo(year, act.Actor.District, treasuryNo), year, SourceOf(act.Body),
                    act.Actor.District, act.Body.Text("documentNo", 60), treasuryNo, Amounts.Read(act.Body, "amountFen"));
            },
            (act, command) => funds.RunAsync(command.FundNo, act.Id, command, http.RequestAborted),
            (command, done) => Task.FromResult(
                WireJson.Answer(new FundAnswer(command.FundNo, done.Version), StatusCodes.Status201Created)));

    static Task<IResult> ApproveAsync(HttpContext http, string fundNo, DirectoryCall call, FundCommands funds) =>
        call.RunAsync(
            http, act => (Act: act.Body.Whole("act", 0, 100_000), Amount: Amounts.Read(act.Body, "amountFen")),
            (act, asked) => funds.ApproveAsync(fundNo, act.Id, act.Actor, act.At, asked.Act, asked.Amount, http.RequestAborted),
            (_, done) => Task.FromResult(WireJson.Answer(new FundAnswer(fundNo, done.Version))));

    /// <summary>The beneficiary's number is turned into a reference and forgotten.</summary>
    static Task<IResult> GrantAsync(HttpContext http, string fundNo, DirectoryCall call, FundCommands funds, IVault vault) =>
        call.RunAsync(
            http,
            act => (
                Programme: act.Body.Code("programmeNo", 20), CitizenId: CitizenOf(act), Document: act.Body.Text("documentNo", 60),
                Amount: Amounts.Read(act.Body, "amountFen")),
            async (act, asked) => await funds.GrantAsync(
                fundNo, act.Id,
                new EnterGrant(
                    act.Actor, act.At, asked.Programme,
                    await vault.ReferToAsync(new PersonIdentifier("111", asked.CitizenId), http.RequestAborted), asked.Document,
                    asked.Amount, Restricted: false),
                http.RequestAborted),
            (_, done) => Task.FromResult(WireJson.Answer(new FundAnswer(fundNo, done.Version))));

    static string CitizenOf(DirectoryAct act) =>
        CitizenId.Check(act.Body.Text("citizenId", 40), WorkCalendar.DayOf(act.At)) is { IsValid: true, Value: { } number }
            ? number
            : act.Body.Fail("citizenId", "Must be a citizen's number.", "");

    static FundSource SourceOf(Envelope body) =>
        body.OneOf("source", "lottery-welfare", "general-budget", "government-fund") switch
        {
            "lottery-welfare" => FundSource.LotteryWelfare,
            "general-budget" => FundSource.GeneralBudget,
            _ => FundSource.GovernmentFund,
        };

    static List<ProgrammePart> PartsOf(Envelope body)
    {
        var parts = new List<ProgrammePart>();
        foreach (var item in body.OptionalArray("parts", MostParts) ?? [])
        {
            var part = new Envelope(item, $"parts[{parts.Count}]");
            parts.Add(new(part.Code("programmeNo", 20), Amounts.Read(part, "amountFen")));
            body.Adopt(part.Close());
        }

        return parts;
    }

    static async Task<IResult> ListAsync(HttpContext http, SubsidyQueries queries, ReadAnswers reads)
    {
        var query = new QueryValues(http.Request.Query);
        var year = query.Whole("year", 2000, 9999);
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.Funds) is { } behind) return behind;

        var found = await queries.FundsAsync(year, ReadAnswers.ScopeOf(Caller.Of(http)), page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, line => line));
    }

    static async Task<IResult> PageAsync(
        HttpContext http, string fundNo, SubsidyQueries queries, FundReader reader, ReadAnswers reads)
    {
        var (found, problem) = await FindAsync(http, fundNo, queries, reads);
        return problem ?? WireJson.Answer(await reader.StandingAsync(found!, http.RequestAborted));
    }

    static async Task<IResult> GrantsAsync(HttpContext http, string fundNo, SubsidyQueries queries, ReadAnswers reads)
    {
        var query = new QueryValues(http.Request.Query);
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if ((await FindAsync(http, fundNo, queries, reads)).Problem is { } problem) return problem;
        if (await reads.WaitAsync(http, ReadModels.Grants) is { } behind) return behind;

        var grants = await queries.GrantsAsync(fundNo, page, http.RequestAborted);
        CommandAnswers.SetPosition(http, grants.Position);
        return WireJson.Answer(PageAnswer.Of(grants.Value, line => line));
    }

    /// <summary>A fund of the reader's own district.</summary>
    static async Task<(FundPage? Found, IResult? Problem)> FindAsync(
        HttpContext http, string fundNo, SubsidyQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Funds) is { } behind) return (null, behind);
        var found = await queries.FundAsync(fundNo, ReadAnswers.ScopeOf(Caller.Of(http)), http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is { } page) return (page, null);

        return (null, (await queries.FundAsync(fundNo, ReadScope.Everything, http.RequestAborted)).Value is null
            ? Problems.NotFound("fund.unknown")
            : Problems.OtherDistrict);
    }
}

/// <summary>Amounts in bodies: whole fen.</summary>
static class Amounts
{
    /// <summary>Any whole number of fen within what a sum can hold; whether it is payable is the decider's business.</summary>
    public static Money Read(Envelope body, string name) =>
        body.Element(name) is { ValueKind: System.Text.Json.JsonValueKind.Number } number && number.TryGetInt64(out var fen)
        && fen is >= -Money.MostFen and <= Money.MostFen
            ? new Money(fen)
            : body.Fail(name, $"Must be a whole number of fen, at most {Money.MostFen}.", Money.Zero);
}
