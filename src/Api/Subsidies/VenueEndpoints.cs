using Api.Http;
using Api.Identity;
using Api.Officers;
using Application;
using Application.Ports;
using Application.Reading;
using Application.Subsidies;
using Domain.Identity;
using Domain.Subsidies;
using EventStore;
using NodaTime;
using Projections;
using Projections.Reading;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>Venues at which vouchers are used (specs/designated-venues.md).</summary>
public static class VenueEndpoints
{
    const int MostSports = 50;

    static readonly string[] Finance = [Roles.FinanceMaker, Roles.FinanceChecker];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var venues = routes.MapGroup("/designated-venues").WithTags("designated venues");
        venues.MapGet("", ListAsync).WithName("GetDesignatedVenues").AdmitAnybody("citizens look up where vouchers are used");
        venues.MapPost("", AdmitAsync).WithName("AdmitVenue").Admit(Finance);
        var one = venues.MapGroup("/{venueNo}");
        one.MapPost("/payee", ChangeAsync).WithName("ChangeVenuePayee").Admit(Finance);
        one.MapGet("", PageAsync).WithName("GetDesignatedVenue").Admit([.. Finance, Roles.Auditor]);
        Act(one, "/approval", "ApproveVenueAct", act => new ApproveVenueAct(
            act.Actor, act.At, act.Body.Text("ending", 4), AdmissionFacts.None));
        Act(one, "/turn-down", "TurnDownVenueAct", act => new TurnDownVenueAct(act.Actor, act.At, act.Body.Code("reason", 30)));
        Act(one, "/warnings", "WarnVenue", act => new WarnVenue(act.Actor, act.At, act.Body.Code("cause", 40)));
        Act(one, "/disqualification", "DisqualifyVenue", act => new DisqualifyVenue(act.Actor, act.At, act.Body.Code("cause", 40)));
        Act(one, "/exit", "LetVenueGo", act => new LetVenueGo(act.Actor, act.At));
    }

    public sealed record VenueAnswer(string VenueNo, long Version);

    /// <param name="Name">As admitted; null where it is not shown.</param>
    public sealed record VenueView(
        string VenueNo, string? Name, string District, IReadOnlyList<string> Sports, string? PermitNo, string State, LocalDate Since,
        LocalDate? Until);

    /// <summary>As finance sees it; of an account the last four digits.</summary>
    /// <param name="Pending">What waits for its second person: an admission, or another payee.</param>
    public sealed record VenueFile(
        string VenueNo, string District, IReadOnlyList<string> Sports, string? PermitNo, string State, LocalDate Since, LocalDate? Until,
        int Warnings, string? Cause, PayeeView Payee, PendingPayeeView? Pending, long Version);

    public sealed record PayeeView(string Kind, string Ending);

    public sealed record PendingPayeeView(string Kind, string Ending, LocalDate EnteredOn);

    sealed record Admission(string VenueNo, string CreditCode, string Name, IReadOnlyList<string> Sports, string? PermitNo,
        string Account, string Kind);

    static void Act(RouteGroupBuilder one, string path, string name, Func<DirectoryAct, VenueCommand> make) =>
        one.MapPost(path, (HttpContext http, string venueNo, DirectoryCall call, VenueCommands run) => call.RunAsync(
                http, make, (act, command) => run.RunAsync(venueNo, act.Id, command, [], http.RequestAborted),
                (_, done) => Task.FromResult(WireJson.Answer(new VenueAnswer(venueNo, done.Version)))))
            .WithName(name).Admit(Finance);

    static Task<IResult> AdmitAsync(HttpContext http, DirectoryCall call, VenueCommands run, IVault vault) =>
        call.RunAsync(
            http,
            act =>
            {
                var body = act.Body;
                var code = body.Text("creditCode", 40);
                if (!UnifiedSocialCreditCode.Check(code).IsValid) body.Fail("creditCode", "Must be a credit code.", "");
                var (account, kind) = PayeeOf(body);
                return new Admission(
                    body.Code("venueNo", 30), code, body.Text("name", 100), SportsOf(body),
                    body.IsPresent("permitNo") ? body.Number("permitNo", 60) : null, account, kind);
            },
            async (act, asked) =>
            {
                var @operator = await vault.ReferToAsync(new PersonIdentifier("001", asked.CreditCode), http.RequestAborted);
                var (name, payee) = (new DocumentId(Guid.CreateVersion7()), Payee(asked.Account, asked.Kind));
                var rows = (await vault.SealAsync(
                    [
                        new PlainText(name, @operator, "venue-name", act.Actor.District, asked.Name),
                        new PlainText(payee.Account, @operator, "account", act.Actor.District, asked.Account),
                    ], http.RequestAborted)).Rows;
                return await run.RunAsync(
                    asked.VenueNo, act.Id,
                    new EnterVenue(
                        act.Actor, act.At, asked.VenueNo, act.Actor.District, @operator, name, asked.Sports, asked.PermitNo, payee,
                        AdmissionFacts.None),
                    rows, http.RequestAborted);
            },
            (asked, done) => Task.FromResult(
                WireJson.Answer(new VenueAnswer(asked.VenueNo, done.Version), StatusCodes.Status201Created)));

    static async Task<IResult> ChangeAsync(
        HttpContext http, string venueNo, DirectoryCall call, VenueCommands run, IVault vault)
    {
        if (await run.FindAsync(venueNo, http.RequestAborted) is not Venue.Designated { As: var venue })
            return Problem.From(VenueRefusals.MustBeDesignated);
        return await call.RunAsync(
            http, act => PayeeOf(act.Body),
            async (act, asked) =>
            {
                var payee = Payee(asked.Account, asked.Kind);
                var rows = (await vault.SealAsync(
                    [new PlainText(payee.Account, venue.Operator, "account", venue.District, asked.Account)], http.RequestAborted)).Rows;
                return await run.RunAsync(venueNo, act.Id, new EnterPayee(act.Actor, act.At, payee), rows, http.RequestAborted);
            },
            (_, done) => Task.FromResult(WireJson.Answer(new VenueAnswer(venueNo, done.Version))));
    }

    static Payee Payee(string account, string kind) => new(new DocumentId(Guid.CreateVersion7()), kind, account[^4..]);

    /// <summary>An account of a bank, or a corporate wallet: 16 digits that begin with 0.</summary>
    static (string Account, string Kind) PayeeOf(Envelope body)
    {
        var payee = new Envelope(body.OptionalObject("payee") ?? default, "payee");
        var (kind, account) = (payee.OneOf("kind", "bank-account", "corporate-wallet"), payee.Text("account", 40));
        var fits = account.Length is >= 8 and <= 32 && account.All(char.IsAsciiDigit)
            && (kind != "corporate-wallet" || (account.Length == 16 && account[0] == '0'));
        if (!fits) payee.Fail("account", "Must be the digits of an account; a wallet has 16, the first of them 0.", "");
        body.Adopt(payee.Close());
        return (fits ? account : "0000", kind);
    }

    static List<string> SportsOf(Envelope body)
    {
        var sports = new List<string>();
        foreach (var sport in body.OptionalArray("sports", MostSports) ?? [])
        {
            sports.Add(sport.ValueKind == System.Text.Json.JsonValueKind.String
                ? sport.GetString()!
                : body.Fail($"sports[{sports.Count}]", "Must be the code of a sport.", ""));
        }

        return sports;
    }

    static async Task<IResult> PageAsync(HttpContext http, string venueNo, SubsidyQueries queries, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Venues) is { } behind) return behind;
        var found = await queries.VenueAsync(venueNo, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is not { } venue) return Problems.NotFound("venue.unknown");
        if (!Caller.Of(http).MayRead(venue.District)) return Problems.OtherDistrict;

        return WireJson.Answer(new VenueFile(
            venue.VenueNo, venue.District, venue.Sports, venue.PermitNo, venue.State, venue.Since, venue.Until, venue.Warnings, venue.Cause,
            new(venue.Payee.Kind, venue.Payee.Ending),
            venue.Pending is { } pending ? new(pending.Payee.Kind, pending.Payee.Ending, pending.EnteredOn) : null, venue.Version));
    }

    static async Task<IResult> ListAsync(HttpContext http, SubsidyQueries queries, ReadAnswers reads, IVault vault)
    {
        var query = new QueryValues(http.Request.Query);
        var (district, state) = (query.Text("district", 6), query.OneOf("state", "designated", "disqualified", "left"));
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (await reads.WaitAsync(http, ReadModels.Venues) is { } behind) return behind;

        var found = await queries.VenuesAsync(district, state ?? "designated", page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        var names = await vault.ReadAsync(
            [.. found.Value.Items.Select(venue => venue.Name)], new ReadPurpose("public-register", null, Actors.Public),
                http.RequestAborted);
        return WireJson.Answer(PageAnswer.Of(found.Value, venue => new VenueView(
            venue.VenueNo, names.GetValueOrDefault(venue.Name), venue.District, venue.Sports, venue.PermitNo, venue.State, venue.Since,
            venue.Until)));
    }
}
