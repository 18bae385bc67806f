using System.Text.Json;
using Api.Http;
using Api.Identity;
using Application;
using Application.Rebuilding;
using Application.Ports;
using Application.Reading;
using Domain.Rebuilding;
using EventStore;
using EventStore.Subscriptions;
using Projections.Engine;
using Projections.Rebuilding;
using Models = Projections.ReadModels;

namespace Api.Rebuilding;

/// <summary>Rebuilding a read model in use: one operator starts it, another lets it serve (specs/read-models.md).</summary>
public static class RebuildEndpoints
{
    /// <summary>The order is in the log already; the worker takes it up a moment later.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/read-models").WithTags("read models");
        models.MapGet("", ListAsync).WithName("GetReadModels").Admit(Roles.Operator, Roles.Auditor);
        var rebuild = models.MapGroup("/{readModel}/rebuild");
        rebuild.MapGet("", FindAsync).WithName("GetRebuild").Admit(Roles.Operator, Roles.Auditor);
        rebuild.MapGet("/report", ReportAsync).WithName("GetRebuildReport").Admit(Roles.Operator, Roles.Auditor);
        rebuild.MapPost("", (HttpContext http, string readModel, Orders orders) =>
            orders.RunAsync(http, readModel, order => new StartRebuild(order.Caller.Actor, order.Name)))
            .WithName("StartRebuild").Admit(Roles.Operator);
        rebuild.MapPost("/report", AskReportAsync).WithName("RenewRebuildReport").Admit(Roles.Operator);
        rebuild.MapPost("/approval", (HttpContext http, string readModel, Orders orders) =>
            orders.RunAsync(http, readModel, Approve)).WithName("ApproveRebuild").Admit(Roles.Operator);
        rebuild.MapPost("/swap", (HttpContext http, string readModel, Orders orders) =>
            orders.RunAsync(http, readModel, order => new SwapReadModel(order.Caller.Actor)))
            .WithName("SwapReadModel").Admit(Roles.Operator);
        rebuild.MapPost("/swap-back", (HttpContext http, string readModel, Orders orders) =>
            orders.RunAsync(http, readModel, order => new SwapBackReadModel(order.Caller.Actor)))
            .WithName("SwapBackReadModel").Admit(Roles.Operator);
        rebuild.MapPost("/drop", (HttpContext http, string readModel, Orders orders) =>
            orders.RunAsync(http, readModel, order => new DropRebuild(order.Caller.Actor))).WithName("DropRebuild").Admit(Roles.Operator);
    }

    static ApproveRebuild Approve(Order order)
    {
        var report = order.State?.Report;
        return new(
            order.Caller.Actor, order.Body.Whole("position", 0, int.MaxValue),
            report is null ? null : new ReportFacts(report.Position, report.OnlyServed, report.OnlyRecomputed, report.Differing));
    }

    static async Task<IResult> ListAsync(HttpContext http, SubscriptionRunner subscriptions, RebuildDesk desk)
    {
        var states = (await desk.AllAsync(http.RequestAborted)).ToDictionary(state => state.Name);
        var live = (await subscriptions.StatusAsync(http.RequestAborted)).ToDictionary(status => status.Name);
        return WireJson.Answer(new
        {
            Items = Models.All.Select(model => ReadModelView.Of(model, live[model.Name], states.GetValueOrDefault(model.Name))).ToList(),
        });
    }

    static async Task<IResult> FindAsync(HttpContext http, string readModel, RebuildDesk desk)
    {
        if (Find(readModel) is not { } model) return Problems.NotFound("read-model.unknown");
        return await desk.FindAsync(model.Name, http.RequestAborted) is { } state
            ? WireJson.Answer(RebuildView.Of(state))
            : Problems.NotFound("read-model.no-rebuild");
    }

    static async Task<IResult> ReportAsync(HttpContext http, string readModel, RebuildDesk desk)
    {
        if (Find(readModel) is not { } model) return Problems.NotFound("read-model.unknown");
        return (await desk.FindAsync(model.Name, http.RequestAborted))?.Report is { } report
            ? WireJson.Answer(report)
            : Problems.NotFound("read-model.no-report");
    }

    static async Task<IResult> AskReportAsync(HttpContext http, string readModel, RebuildDesk desk)
    {
        if (Find(readModel) is not { } model) return Problems.NotFound("read-model.unknown");
        if (await desk.FindAsync(model.Name, http.RequestAborted) is not { } state) return Problems.NotFound("read-model.no-rebuild");
        if (state.Stage != RebuildStages.Ready) return Problem.From(RebuildRefusals.ReportMustBeReady);

        await desk.AskReportAsync(model.Name, http.RequestAborted);
        return WireJson.Answer(RebuildView.Of(state), StatusCodes.Status202Accepted);
    }

    static IProjection? Find(string title) => Models.All.SingleOrDefault(model => model.Title == title);

    /// <summary>What a command is made from.</summary>
    public sealed record Order(Caller Caller, string Name, RebuildState? State, Envelope Body);

    /// <summary>The way of every order: key, body, decision, answer.</summary>
    public sealed class Orders(
        RebuildCommands commands, RebuildDesk desk, KnownKeys keys, IBusinessClock clock, SubscriptionRunner subscriptions)
    {
        internal async Task<IResult> RunAsync(HttpContext http, string readModel, Func<Order, RebuildCommand> make)
        {
            if (Find(readModel) is not { } model) return Problems.NotFound("read-model.unknown");
            var (call, problem) = await keys.ReadAsync(http);
            return call is null ? problem! : await OrderAsync(http, model, call, make);
        }

        async Task<IResult> OrderAsync(
            HttpContext http, IProjection model, KeyedCall call, Func<Order, RebuildCommand> make)
        {
            var state = await desk.FindAsync(model.Name, http.RequestAborted);
            var command = make(new(Caller.Of(http), model.Name, state, call.Body));
            if (call.Body.Close() is { } fault) return Problem.From(fault);

            var now = await clock.NowAsync(http.RequestAborted);
            var result = await commands.RunAsync(call.Id, model.Name, command, now, http.RequestAborted);
            if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

            var done = (CommandResult.Done)result;
            if (done.Position > 0)
            {
                CommandAnswers.SetPosition(http, done.Position);
                await subscriptions.WaitForAsync(RebuildOrders.Checkpoint, done.Position, Patience, http.RequestAborted);
            }

            // Started again after it stopped: it goes on from its place.
            if (command is StartRebuild && state?.Error is not null) await desk.ResumeAsync(model.Name, http.RequestAborted);
            return await desk.FindAsync(model.Name, http.RequestAborted) is { } ordered
                ? WireJson.Answer(RebuildView.Of(ordered))
                : WireJson.Answer(RebuildView.None(model.Name));
        }
    }
}
