using System.Text.Json;
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
using NodaTime;
using Projections;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>Tickets, claims and entries (specs/vouchers.md); the same request always gets the same answer.</summary>
public static class ClaimEndpoints
{
    const string App = "portal";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var portal = routes.MapGroup("/portal/v1/vouchers").WithTags("vouchers");
        portal.MapPost("/tickets", TicketAsync).WithName("AskForTicket").AdmitApp(App);
        portal.MapPost("/claims", (HttpContext http, ClaimDesk desk) => desk.ClaimAsync(http, "app", "portal"))
            .WithName("ClaimThroughPortal").AdmitApp(App);
        var vouchers = routes.MapGroup("/vouchers").WithTags("vouchers");
        vouchers.MapPost("/claims", ClaimWithTicketAsync).WithName("ClaimWithTicket").AdmitAnybody("the ticket says who claims");
        vouchers.MapPost("/assisted-claims", (HttpContext http, ClaimDesk desk) => desk.ClaimAsync(http, "counter", "telephone"))
            .WithName("ClaimForSomebody").Admit(Roles.Clerk);
    }

    static Problem Forged { get; } = new(StatusCodes.Status403Forbidden, "ticket.forged", "入场凭证无效。", Field: "ticket");

    static Problem NotYours { get; } = new(StatusCodes.Status403Forbidden, "ticket.not-yours", "入场凭证不属于您。", Field: "secret");

    static Problem Expired { get; } = new(StatusCodes.Status409Conflict, "ticket.expired", "入场凭证已过期，请重新取得。", Field: "ticket");

    public sealed record TicketAnswer(string Ticket, Instant OpensAt, Instant ExpiresAt);

    static async Task<IResult> TicketAsync(
        HttpContext http, ClaimantReader reader, ClaimCommands claims, Tickets tickets, KnownKeys keys, IBusinessClock clock)
    {
        var (json, unreadable) = await Bodies.JsonAsync(http);
        if (unreadable is not null) return unreadable;
        var (body, now) = (new Envelope(json), await clock.NowAsync(http.RequestAborted));
        var (programmeNo, batch) = (body.Code("programmeNo", 20), body.Whole("batch", 1, 10_000));
        var channel = body.OneOf("channel", "app", "portal");
        var holder = body.Code("holder", 64);
        if (holder.Length != 64 || !holder.All(char.IsAsciiHexDigitLower))
            body.Fail("holder", "Must be the SM3 of a secret of the claimant's device, 64 hex digits.", "");
        var claimant = ClaimantReader.Read(body, WorkCalendar.DayOf(now));
        if (body.Close() is { } fault) return Problem.From(fault);

        var (person, facts) = await reader.ResolveAsync(claimant, http.RequestAborted);
        var caller = Caller.Of(http);
        var id = new CommandId(caller.Id, Guid.CreateVersion7().ToString("N"), keys.DigestOf(http, json));
        var plan = (await claims.ProgrammeAsync(programmeNo, http.RequestAborted) as Programme.Running)?.For(batch, now).Terms.Batch(batch);
        var wave = plan is null ? 0 : tickets.WaveOf(programmeNo, plan, person);
        var outcome = await claims.RunAsync(
            programmeNo, person, batch, id, new AskForTicket(caller.Actor, now, batch, facts, channel, wave), http.RequestAborted);
        if (ClaimDesk.ProblemOf(http, outcome.Result) is { } problem) return problem;

        var edition = ((Programme.Running)await claims.ProgrammeAsync(programmeNo, http.RequestAborted)).For(batch, now);
        var ticket = tickets.Make(
            programmeNo, edition.Terms.Batch(batch)!, edition.Edition, person, holder, channel, facts, edition.Terms, now);
        return WireJson.Answer(new TicketAnswer(tickets.Seal(ticket), ticket.OpensAt, ticket.ExpiresAt));
    }

    static async Task<IResult> ClaimWithTicketAsync(
        HttpContext http, Tickets tickets, ClaimCommands claims, KnownKeys keys, IEventStore store, IBusinessClock clock,
        IRestrictions restrictions)
    {
        var (json, unreadable) = await Bodies.JsonAsync(http);
        if (unreadable is not null) return unreadable;
        var body = new Envelope(json);
        var (text, secret) = (body.Text("ticket", 2_000), body.Text("secret", 100));
        if (body.Close() is { } fault) return Problem.From(fault);
        if (tickets.Open(text) is not { } ticket) return Forged;
        if (!tickets.IsHeldBy(ticket, secret)) return NotYours;

        // One ticket is one claim: the ticket's own number is the key, so that a repeat is the same request.
        var id = new CommandId("ticket", ticket.No, keys.OpenDigestOf(http, json));
        var now = await clock.NowAsync(http.RequestAborted);
        if (now < ticket.OpensAt) return ClaimDesk.Queued(http, ticket.OpensAt, now);
        if (now >= ticket.ExpiresAt && await store.FindOutcomeAsync(id.Caller, id.Key, http.RequestAborted) is null) return Expired;

        var actor = new Actor(ticket.Person, Roles.Applicant, Regions.City);
        var outcome = await claims.RunAsync(
            ticket.ProgrammeNo, ticket.Person, ticket.Batch, id,
            new ClaimVoucher(
                actor, now, ticket.Batch, null, ClaimCommands.NewVoucherNo(ticket.ProgrammeNo, ticket.Batch), ticket.Channel,
                ticket.Admission, await restrictions.IsRestrictedAsync(ticket.Person, http.RequestAborted)),
            http.RequestAborted);
        return ClaimDesk.AnswerOf(http, ticket.ProgrammeNo, outcome);
    }
}

/// <summary>Claims and entries made by a platform or at a counter, and how claims are answered.</summary>
public sealed class ClaimDesk(
    ClaimantReader reader, ClaimCommands claims, ProgrammeCommands programmes, DrawSecrets secrets, KnownKeys keys, ISm3 sm3,
    IBusinessClock clock)
{
    /// <param name="Result">won or queued.</param>
    /// <param name="Face">In fen.</param>
    /// <param name="From">When to come again with the ticket, or when the draw is.</param>
    /// <param name="Pseudonym">Under which an entry stands in the published list of its draw.</param>
    public sealed record ClaimAnswer(
        string Result, string? ProgrammeNo = null, int? Batch = null, string? VoucherNo = null, Money? Face = null,
            LocalDate? ValidTo = null,
        Instant? From = null, string? Pseudonym = null);

    /// <param name="channels">Those this caller may claim through.</param>
    public async Task<IResult> ClaimAsync(HttpContext http, params string[] channels)
    {
        var (json, unreadable) = await Bodies.JsonAsync(http);
        if (unreadable is not null) return unreadable;
        var (body, now) = (new Envelope(json), await clock.NowAsync(http.RequestAborted));
        var (programmeNo, batch) = (body.Code("programmeNo", 20), body.Whole("batch", 1, 10_000));
        var (requestNo, channel) = (body.Code("requestNo", 60), body.OneOf("channel", channels));
        var claimant = ClaimantReader.Read(body, WorkCalendar.DayOf(now));
        var caller = Caller.Of(http);
        var id = new CommandId(caller.Id, CommandHeaders.Kept(sm3, $"claim/{requestNo}"), keys.DigestOf(http, json));
        if (body.Close() is { } fault)
            return await keys.FindAsync(http, id.Key, id.Digest) == KeyUse.Reused ? Problems.KeyReused : Problem.From(fault);

        var (person, facts) = await reader.ResolveAsync(claimant, http.RequestAborted);
        var plan = (await RanAsync(programmeNo, http.RequestAborted))?.For(batch, now).Terms.Batch(batch);
        WalletCommand command = plan?.Mode == IssueMode.Lottery
            ? new EnterDraw(caller.Actor, now, batch, facts, secrets.PseudonymOf(programmeNo, batch, person), channel)
            : new ClaimVoucher(caller.Actor, now, batch, facts, ClaimCommands.NewVoucherNo(programmeNo, batch), channel);
        var outcome = await claims.RunAsync(programmeNo, person, batch, id, command, http.RequestAborted);
        return outcome is { Voucher: null, Result: CommandResult.Done done }
            ? Entered(http, batch, plan?.DrawAt, (command as EnterDraw)?.Pseudonym, done)
            : AnswerOf(http, programmeNo, outcome);
    }

    /// <summary>A programme that has closed as it was until then: what was told in its time is told again.</summary>
    async Task<Programme.Running?> RanAsync(string programmeNo, CancellationToken cancellation) =>
        await claims.ProgrammeAsync(programmeNo, cancellation) switch
        {
            Programme.Running running => running,
            Programme.Closed => await programmes.FindAsItRanAsync(programmeNo, cancellation),
            _ => null,
        };

    public static IResult Queued(HttpContext http, Instant from, Instant now)
    {
        http.Response.Headers.RetryAfter =
            Math.Max(1, (long)Math.Ceiling((from - now).TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return WireJson.Answer(new ClaimAnswer("queued", From: from), StatusCodes.Status202Accepted);
    }

    static IResult Entered(HttpContext http, int batch, Instant? drawAt, string? pseudonym, CommandResult.Done done)
    {
        if (done.Position > 0) CommandAnswers.SetPosition(http, done.Position);
        return WireJson.Answer(
            new ClaimAnswer("queued", Batch: batch, From: drawAt, Pseudonym: pseudonym), StatusCodes.Status202Accepted);
    }

    public static IResult AnswerOf(HttpContext http, string programmeNo, ClaimOutcome outcome)
    {
        if (ProblemOf(http, outcome.Result) is { } problem) return problem;
        var voucher = outcome.Voucher ?? throw new InvalidOperationException("A claim was accepted without a voucher.");
        CommandAnswers.SetPosition(http, ((CommandResult.Done)outcome.Result).Position);
        return WireJson.Answer(
            new ClaimAnswer("won", programmeNo, voucher.Batch, voucher.VoucherNo, voucher.Face, voucher.ValidTo),
                StatusCodes.Status201Created);
    }

    /// <summary>What is refused says in one word what it comes to: sold-out, limit-reached, not-eligible or refused.</summary>
    /// <remarks>With the position of the record, so that the wallet can be asked for its number (VCH-14).</remarks>
    public static Problem? ProblemOf(HttpContext http, CommandResult result) =>
        CommandAnswers.ProblemOf(http, result) is { } problem && result is CommandResult.Refused { Refusal.Code: var code }
            ? problem with { More = new Dictionary<string, object> { ["result"] = WordOf(code) } }
            : CommandAnswers.ProblemOf(result);

    static string WordOf(string code) =>
        code == WalletRefusals.SoldOut.Code ? "sold-out"
        : code == WalletRefusals.LimitReached.Code || code == WalletRefusals.LastMustBeUsed.Code ? "limit-reached"
        : WalletRefusals.NotEligibleCodes.Contains(code) ? "not-eligible"
        : "refused";
}
