using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>A pool of 吴江区, walked from its form to the grant on 20 February 2026.</summary>
static class GrantedPool
{
    /// <returns>The number of the permit.</returns>
    public static async Task<string> NewAsync(Bureau bureau)
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        await bureau.SetClockAsync("2026-02-20T10:00:00+08:00");
        Task<Reply> Act(string role, string act, JsonObject body) => bureau.ActAsync(role, filed.District, filed.CaseNo, act, body);
        await Act("clerk", "acceptance", []);
        await Act("inspector", "site-check", new JsonObject
        {
            ["checkedOn"] = "2026-02-20", ["passed"] = true, ["record"] = "现场核查记录",
            ["officers"] = new JsonArray(
                await bureau.PersonAsync("inspector", filed.District), await bureau.PersonAsync("reviewer", filed.District)),
        });
        await Act("reviewer", "review", new JsonObject { ["recommendation"] = "grant" });
        return (await Act("approver", "decision", new JsonObject { ["outcome"] = "granted" })).Body!["permitNo"]!.ToString();
    }
}
