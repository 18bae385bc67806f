using System.Text.Json.Nodes;
using static PortalSimulator.Signing;

namespace PortalSimulator;

/// <summary>The portal's side of the contract, written from it and not from our client.</summary>
static class Exchange
{
    public static void Map(WebApplication app)
    {
        foreach (var kind in new[] { "accept", "process", "result", "special", "material" })
        {
            app.MapPost($"/exchange/v1/{kind}", (HttpContext http, Pair pair, Archive archive, FaultPlan plan) =>
                ReceiveAsync(http, kind, pair, archive, plan));
        }
    }

    static async Task ReceiveAsync(HttpContext http, string kind, Pair pair, Archive archive, FaultPlan plan)
    {
        if (await Signing.ReceiveAsync(http, pair) is not { } body) return;

        var fault = plan.Draw();
        if (fault == Fault.Cut)
        {
            http.Abort();
            return;
        }

        if (fault == Fault.Silent) await KeepSilentAsync(http);
        if (fault is Fault.Silent) return;
        if (fault == Fault.Before)
        {
            await AnswerAsync(http, pair, StatusCodes.Status503ServiceUnavailable, """{"message":"busy"}""");
            return;
        }

        var row = JsonNode.Parse(body)!;
        var code = fault == Fault.NotNow ? 100
            : plan.Current.Refuse?.TryGetValue(row["projectNo"]?.ToString() ?? "", out var refused) == true ? refused
            : archive.Store(kind, row);
        if (fault == Fault.Slow) await Task.Delay(plan.Current.SlowMs, http.RequestAborted);
        if (fault == Fault.SilentAfter) await KeepSilentAsync(http);
        if (fault is Fault.SilentAfter) return;

        var answer = code == 0 ? """{"code":0}""" : $$"""{"code":{{code}},"message":"no"}""";
        if (fault == Fault.After) await AnswerAsync(http, pair, StatusCodes.Status502BadGateway, answer);
        else await AnswerAsync(http, fault == Fault.WrongSeal ? pair with { Secret = "somebody else's" } : pair, 200, answer);
    }
}
