using System.Text.Json;
using Api.Http;
using Api.Identity;
using Api.SportPermits;
using Application;
using Application.Identity;
using Application.Effects;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Effects;
using EventStore;
using EventStore.Subscriptions;
using Infrastructure.Effects;

namespace Api.Effects;

/// <summary>The operators' orders for one row that did not get through: again, never, or somebody's.</summary>
public static class DeskEndpoints
{
    const int LongestReason = 2000;

    /// <summary>The order is in the log already; the row shows it a moment later.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskReadEndpoints.Map(routes);
        var row = routes.MapGroup("/desk/effects/{rowGuid:guid}").WithTags("desk");
        row.MapPost("/retry", (HttpContext http, Guid rowGuid, DeskOrders desk) => desk.RunAsync(http, rowGuid, Retry))
            .WithName("RetryEffect").Admit(Roles.Operator);
        row.MapPost("/skip", (HttpContext http, Guid rowGuid, DeskOrders desk) => desk.RunAsync(http, rowGuid, Skip))
            .WithName("SkipEffect").Admit(Roles.Operator);
        row.MapPost("/assign", (HttpContext http, Guid rowGuid, DeskOrders desk, SignIns signIns) =>
                desk.RunAsync(http, rowGuid, order => AssignAsync(order, signIns, http.RequestAborted)))
            .WithName("AssignEffect").Admit(Roles.Operator);
    }

    /// <summary>What a command of the desk is made from.</summary>
    public sealed record DeskOrder(Actor Actor, NodaTime.Instant At, EffectLine Line, DocumentId Reason, Envelope Body)
    {
        public EffectKnown Known => new(Line.State, Line.Attempts, MovesMoney: Line.Channel == EffectChannels.Operator);
    }

    static Task<EffectDeskCommand> Retry(DeskOrder order) =>
        Task.FromResult<EffectDeskCommand>(new RetryEffect(order.Actor, order.At, order.Line.CaseNo, order.Reason, order.Known));

    static Task<EffectDeskCommand> Skip(DeskOrder order) =>
        Task.FromResult<EffectDeskCommand>(new SkipEffect(order.Actor, order.At, order.Line.CaseNo, order.Reason, order.Known));

    static async Task<EffectDeskCommand> AssignAsync(DeskOrder order, SignIns signIns, CancellationToken cancellation)
    {
        var assignee = new PersonRef(order.Body.Code("assignee", 40));
        var known = order.Body.Fault is null && await signIns.IsOperatorAsync(assignee, cancellation);
        return new AssignEffect(order.Actor, order.At, order.Line.CaseNo, order.Reason, order.Known, assignee, known);
    }

    /// <summary>The way of every order of the desk: key, body, row, reason sealed, decision, answer.</summary>
    public sealed class DeskOrders(
        EffectDeskCommands desk, EffectDeskQueries queries, IEnumerable<IEffectMatters> matters, IVault vault, KnownKeys keys,
        IBusinessClock clock, SubscriptionRunner subscriptions)
    {
        public async Task<IResult> RunAsync(HttpContext http, Guid rowGuid, Func<DeskOrder, Task<EffectDeskCommand>> make)
        {
            if (await queries.FindAsync(rowGuid, http.RequestAborted) is not { } line) return Problems.NotFound("effect.unknown");
            var (call, problem) = await keys.ReadAsync(http);
            return call is null ? problem! : await OrderAsync(http, line, call, make);
        }

        async Task<IResult> OrderAsync(
            HttpContext http, EffectLine line, KeyedCall call, Func<DeskOrder, Task<EffectDeskCommand>> make)
        {
            var (caller, body) = (Caller.Of(http), call.Body);
            var (subject, district) = await matters.Single(matter => matter.Channel == line.Channel)
                .SealsAsync(line.CaseNo, http.RequestAborted);
            var texts = new OfficerTexts(subject, district);
            var reason = texts.Seal("effect-reason", body.Words("reason", LongestReason));
            var command = await make(new DeskOrder(caller.Actor, await clock.NowAsync(http.RequestAborted), line, reason, body));
            if (body.Close() is { } fault) return Problem.From(fault);

            var companions = (await vault.SealAsync(texts.All, http.RequestAborted)).Rows;
            var result = await desk.RunAsync(line.RowGuid, call.Id, command, companions, http.RequestAborted);
            return await AnswerAsync(http, line, result);
        }

        async Task<IResult> AnswerAsync(HttpContext http, EffectLine line, CommandResult result)
        {
            if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

            var done = (CommandResult.Done)result;
            if (done.Position > 0)
            {
                CommandAnswers.SetPosition(http, done.Position);
                await subscriptions.WaitForAsync(EffectSubscriber.CheckpointOf(line.Channel), done.Position, Patience, http.RequestAborted);
            }

            return WireJson.Answer(await queries.FindAsync(line.RowGuid, http.RequestAborted));
        }
    }
}
