using System.Text.Json.Nodes;
using PortalSimulator;
using static PortalSimulator.Signing;

namespace NationalPlatformSimulator;

/// <summary>The platform's side of the calls, written from the contract and not from our client.</summary>
static class Intake
{
    public static void Map(WebApplication app)
    {
        foreach (var kind in new[] { "institution", "staff", "timetable", "white-list", "status" })
        {
            app.MapPost($"/training/v1/{kind}", (HttpContext http, Pair pair, Register register, FaultPlan plan) =>
                ReceiveAsync(http, kind, pair, register, plan));
        }
    }

    static async Task ReceiveAsync(HttpContext http, string kind, Pair pair, Register register, FaultPlan plan)
    {
        if (await Signing.ReceiveAsync(http, pair) is not { } body) return;

        var fault = plan.Draw();
        if (fault == Fault.Cut)
        {
            http.Abort();
            return;
        }

        if (fault == Fault.Before)
        {
            await AnswerAsync(http, pair, StatusCodes.Status503ServiceUnavailable, """{"message":"busy"}""");
            return;
        }

        var code = fault == Fault.NotNow ? 100 : register.Store(kind, JsonNode.Parse(body)!);
        var answer = code == 0 ? """{"code":0}""" : $$"""{"code":{{code}},"message":"no"}""";
        if (fault == Fault.After) await AnswerAsync(http, pair, StatusCodes.Status502BadGateway, answer);
        else await AnswerAsync(http, fault == Fault.WrongSeal ? pair with { Secret = "somebody else's" } : pair, 200, answer);
    }
}
