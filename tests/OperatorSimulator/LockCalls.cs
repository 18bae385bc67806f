using System.Text.Json;
using PortalSimulator;

namespace OperatorSimulator;

/// <summary>The operator's side of the locks, written from the contract and not from our client.</summary>
static class LockCalls
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/v1/locks", (HttpContext http, Pair pair, LockBook book, FaultPlan plan) =>
            ServeAsync(http, pair, plan, body => book.Hold(body, plan.Current.Poor ?? [])));
        foreach (var kind in new[] { "release", "refund" })
        {
            app.MapPost($"/v1/locks/{{lockId}}/{kind}", (HttpContext http, string lockId, Pair pair, LockBook book, FaultPlan plan) =>
                ServeAsync(http, pair, plan, body => book.Pay(lockId, kind, body)));
        }

        app.MapGet("/v1/locks/{lockId}", (HttpContext http, string lockId, Pair pair, LockBook book, FaultPlan plan) =>
            ServeAsync(http, pair, plan, _ => book.Find(lockId)));
    }

    static async Task ServeAsync(HttpContext http, Pair pair, FaultPlan plan, Func<JsonElement, Reply> act)
    {
        if (await Signing.ReceiveAsync(http, pair) is not { } bytes) return;

        var body = bytes.Length == 0 ? default : JsonDocument.Parse(bytes).RootElement;
        var fault = plan.Draw();
        switch (fault)
        {
            case Fault.Cut:
                http.Abort();
                return;
            case Fault.Silent:
                await Signing.KeepSilentAsync(http);
                return;
            case Fault.Before:
                await Signing.AnswerAsync(http, pair, StatusCodes.Status503ServiceUnavailable, """{"code":"busy"}""");
                return;
            case Fault.Late:
                _ = LaterAsync(plan.Current.LateMs, body, act);
                await Signing.AnswerAsync(http, pair, StatusCodes.Status503ServiceUnavailable, """{"code":"busy"}""");
                return;
        }

        var reply = act(body);
        switch (fault)
        {
            case Fault.Slow:
                await Task.Delay(plan.Current.SlowMs, http.RequestAborted);
                break;
            case Fault.SilentAfter:
                await Signing.KeepSilentAsync(http);
                return;
            case Fault.CutAfter:
                http.Abort();
                return;
            case Fault.After:
                await Signing.AnswerAsync(http, pair, StatusCodes.Status502BadGateway, reply.Json);
                return;
            case Fault.WrongSeal:
                await Signing.AnswerAsync(http, pair with { Secret = "somebody else's" }, reply.Status, reply.Json);
                return;
        }

        await Signing.AnswerAsync(http, pair, reply.Status, reply.Json);
    }

    static async Task LaterAsync(int milliseconds, JsonElement body, Func<JsonElement, Reply> act)
    {
        await Task.Delay(milliseconds);
        act(body);
    }
}
