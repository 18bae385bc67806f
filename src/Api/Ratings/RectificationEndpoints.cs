using System.Text.Json;
using Api.Http;
using Api.Identity;
using Api.SportPermits;
using Application;
using Application.Officers;
using Application.Ports;
using Application.Ratings;
using Application.Reading;
using Application.SportPermits;
using Domain.Identity;
using Domain.Ratings;
using EventStore;
using NodaTime;
using static Api.Identity.Roles;

namespace Api.Ratings;

/// <summary>What an officer's act on an order is made from.</summary>
public sealed record RectificationAct(Actor Actor, Instant At, Envelope Body, OfficerTexts Texts);

/// <summary>The acts of the organ after a bad rating (差评整改), in their order.</summary>
public static class RectificationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/rectifications/{caseNo}").WithTags("rectifications");
        Act(orders, "/contact", "ContactRater", Contact).Admit(Clerk, Approver);
        Act(orders, "/measures", "ReportRectification", Measures).Admit(Clerk, Approver);
        Act(orders, "/call-back", "CallBackRater", CallBack).Admit(Clerk, Approver);
        Act(orders, "/closing", "CloseRectification", Close).Admit(Approver);
    }

    static RouteHandlerBuilder Act(
        RouteGroupBuilder orders, string path, string name, Func<RectificationAct, RectificationCommand> order) =>
        orders.MapPost(path, (HttpContext http, string caseNo, RectificationEndpoint endpoint) => endpoint.RunAsync(http, caseNo, order))
            .WithName(name);

    static ContactRater Contact(RectificationAct act) =>
        new(
            act.Actor, act.At, act.Body.Code("mode", 20), act.Body.Day("contactedOn"),
            act.Texts.SealIfAny("rectification-contact-note", act.Body.OptionalWords("note")));

    static ReportRectification Measures(RectificationAct act) =>
        new(
            act.Actor, act.At, act.Body.Code("outcome", 20),
            act.Texts.Seal("rectification-reply", act.Body.Words("reply")), act.Body.Day("doneOn"));

    static CallBackRater CallBack(RectificationAct act) =>
        new(
            act.Actor, act.At, act.Body.Code("result", 20), act.Body.Day("calledOn"),
            act.Texts.SealIfAny("rectification-call-back-note", act.Body.OptionalWords("note")));

    static CloseRectification Close(RectificationAct act) =>
        new(act.Actor, act.At, act.Texts.Seal("rectification-closing-reason", act.Body.Words("reason")));
}

/// <summary>The way of every officer's command on an order: key, body, version, decision, answer.</summary>
public sealed class RectificationEndpoint(
    RectificationCommands rectifications, CaseCommands cases, CaseInterests interests, IVault vault, KnownKeys keys,
    IBusinessClock clock)
{
    public async Task<IResult> RunAsync(HttpContext http, string caseNo, Func<RectificationAct, RectificationCommand> order)
    {
        if (await rectifications.FindAsync(caseNo, http.RequestAborted) is not { Opening: var opening })
            return Problems.NotFound("rectification.unknown");

        var caller = Caller.Of(http);

        // Another district's officer is refused by the rules and on record, whatever version was seen.
        var foreign = !caller.MayActFor(opening.Organ);
        var (call, problem) = await keys.ReadAsync(http, asksKey: !foreign);
        if (call is null) return problem!;

        var act = new RectificationAct(
            caller.Actor, await clock.NowAsync(http.RequestAborted), call.Body,
            new OfficerTexts(opening.Rater, opening.Organ));
        var command = order(act);
        if (act.Body.Close() is { } fault && !foreign) return Problem.From(fault);

        // A repeat is answered as before, and its version was judged then.
        var (headers, headerProblem) = CommandHeaders.Read(http);
        var judgesVersion = !foreign && call.Use == KeyUse.Free;
        if (judgesVersion && headerProblem is not null) return headerProblem;

        var rated = (await cases.FindAsync(caseNo, http.RequestAborted))!;
        var result = await rectifications.RunAsync(
            new RectificationOrder(
                caseNo, call.Id, command, judgesVersion ? headers!.Version : null,
                foreign ? [] : (await vault.SealAsync(act.Texts.All, http.RequestAborted)).Rows)
            {
                Objection = foreign ? null : await interests.ObjectionAsync(act.Actor, act.At, rated, [], http.RequestAborted),
            },
            http.RequestAborted);
        return await AnswerAsync(http, caseNo, result);
    }

    /// <summary>Told from the log itself, so that the answer is never behind what it confirms.</summary>
    async Task<IResult> AnswerAsync(HttpContext http, string caseNo, CommandResult result)
    {
        if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

        var events = (await rectifications.FindAsync(caseNo, http.RequestAborted))!.Events;
        var page = RectificationAnswer.Of(events);
        CommandAnswers.SetVersion(http, page.Version);
        CommandAnswers.SetPosition(http, events[^1].Sequence);
        return WireJson.Answer(page);
    }
}
