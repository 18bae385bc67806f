using System.Net;
using System.Text.Json.Nodes;
using TestKit;

namespace Api.Tests;

/// <summary>NAT-1 to NAT-3: the national platform is told once and in order, also where it answers badly; a process of its own.</summary>
public sealed class NationalPlatformSpec : IAsyncLifetime
{
    const string District = "320508";

    NationalProcess national = null!;
    Service service = null!;
    Bureau bureau = null!;

    public async Task InitializeAsync()
    {
        national = await NationalProcess.StartAsync();
        service = new Service("--Regulation:National", national.Address.ToString(), "--Regulation:NationalPauseSeconds", "0.1");
        await service.InitializeAsync();
        bureau = service.Bureau;
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await national.DisposeAsync();
    }

    [Fact]
    public async Task an_institution_is_told_in_order_and_nothing_twice_though_every_other_call_goes_wrong()
    {
        await national.SetFaultsAsync(new JsonObject
        {
            ["seed"] = 7, ["cut"] = 0.15, ["before"] = 0.15, ["after"] = 0.15, ["wrongSeal"] = 0.1, ["notNow"] = 0.05,
        });
        var institutionNo = await ApprovedAsync();
        await ActAsync(institutionNo, "clerk", "credit-code", new JsonObject { ["creditCode"] = "91320508MA1T2X3Y34" });
        await ActAsync(institutionNo, "clerk", "white-list-entry", []);
        await ActAsync(institutionNo, "approver", "stop", new JsonObject { ["cause"] = "ordered", ["statement"] = "消防隐患" });

        var told = await ToldAsync(institutionNo, 5);

        Assert.Equal(
            "institution_approved,credit_code_recorded,institution_white_listed,institution_stopped,institution_delisted",
            string.Join(',', told.Select(row => row!["body"]!["fact"])));
        Assert.Equal("苏州姑苏区启跃体育培训中心", told[0]!["body"]!["name"]!.ToString());
        Assert.Empty((await national.AskAsync("register"))["defects"]!.AsArray());
        Assert.DoesNotContain("徐洋桂", (await national.AskAsync("register")).ToJsonString(), StringComparison.Ordinal);
    }

    async Task<JsonArray> ToldAsync(string institutionNo, int rows)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var register = await national.AskAsync("register");
            if (register["institutions"]![institutionNo]?.AsArray() is { } told && told.Count >= rows) return told;
            await Task.Delay(100);
        }

        throw new Xunit.Sdk.XunitException($"Not told within a minute: {await national.AskAsync("register")}");
    }

    async Task<string> ApprovedAsync()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh("014"));
        await bureau.SetClockAsync("2026-04-13T10:00:00+08:00");
        Done(await bureau.ActAsync("clerk", District, filed.CaseNo, "acceptance", new JsonObject()));
        Done(await bureau.ActAsync("inspector", District, filed.CaseNo, "site-check", new JsonObject
        {
            ["checkedOn"] = "2026-04-13", ["passed"] = true,
            ["officers"] = new JsonArray(await bureau.PersonAsync("inspector", District), await bureau.PersonAsync("reviewer", District)),
        }));
        Done(await bureau.ActAsync("reviewer", District, filed.CaseNo, "review", new JsonObject { ["recommendation"] = "grant" }));
        var granted = await bureau.ActAsync("approver", District, filed.CaseNo, "decision", new JsonObject { ["outcome"] = "granted" });
        Done(granted);
        return granted.Body!["permitNo"]!.ToString();
    }

    async Task ActAsync(string institutionNo, string role, string act, JsonObject body)
    {
        var seen = await bureau.GetAsync("auditor", "320500", $"/training-institutions/{institutionNo}");
        Done(await bureau.ActOnAsync(role, District, $"/training-institutions/{institutionNo}/{act}", body, seen.Version));
    }

    static void Done(Reply reply) => Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
}
