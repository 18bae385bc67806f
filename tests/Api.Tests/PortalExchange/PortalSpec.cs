using System.Net;
using System.Text.Json.Nodes;
using TestKit;

namespace Api.Tests.PortalExchange;

/// <summary>From a filed form to the portal's rows, and the operators' desk; over HTTP, with the simulator in its own process.</summary>
public sealed class PortalSpec : IAsyncLifetime
{
    PortalProcess portal = null!;
    Service service = null!;
    Bureau bureau = null!;

    public async Task InitializeAsync()
    {
        portal = await PortalProcess.StartAsync();
        service = new Service(
            "--Regulation:Portal", portal.Address.ToString(), "--Regulation:PortalTimeoutSeconds", "5",
            "--Regulation:PortalPauseSeconds", "0.1");
        await service.InitializeAsync();
        bureau = service.Bureau;
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task a_filed_case_is_told_step_by_step_with_the_names_that_only_the_vault_knows()
    {
        var form = Forms.Fresh();
        var filed = await Filed.Async(bureau, form);
        await bureau.SetClockAsync("2026-02-20T10:00:00+08:00");
        await DoneAsync(filed, "clerk", "acceptance", []);
        await DoneAsync(filed, "inspector", "site-check", new JsonObject
        {
            ["checkedOn"] = "2026-02-20", ["passed"] = true, ["record"] = "池水清澈，设施齐全",
            ["officers"] = new JsonArray(
                await bureau.PersonAsync("inspector", filed.District), await bureau.PersonAsync("reviewer", filed.District)),
        });
        await DoneAsync(filed, "reviewer", "review", new JsonObject { ["recommendation"] = "grant" });
        await DoneAsync(filed, "approver", "decision", new JsonObject { ["outcome"] = "granted" });
        await DoneAsync(filed, "clerk", "delivery", new JsonObject { ["mode"] = "electronic", ["deliveredOn"] = "2026-02-20" });

        var told = await ToldAsync(filed, 15);

        Assert.Equal(
            "process,material,material,material,material,material,accept,process,process,process,process,process,result,process,result",
            string.Join(',', told.Select(row => row!["kind"])));
        var accept = told.Single(row => row!["kind"]!.ToString() == "accept")!["body"]!;
        foreach (var column in (string[])["applyerName", "applyerPageCode", "applyerPageType", "applyerType", "taskName", "taskCode"])
            Assert.Equal((column, form[column]!.ToString()), (column, accept[column]!.ToString()));
        Assert.Contains(told, row => row!["body"]!["handleExplain"]?.ToString() == "池水清澈，设施齐全");
        var material = told.First(row => row!["kind"]!.ToString() == "material")!["body"]!;
        Assert.Equal(form["materials"]![0]!["materialName"]!.ToString(), material["materialName"]!.ToString());
        Assert.Empty((await portal.AskAsync("summary"))["defects"]!.AsArray());

        var name = form["applyerName"]!.ToString();
        Assert.Equal(0L, await service.Database.AskAsOwnerAsync(
            $"select count(*) from regulation.effects e where e::text like '%{name}%' or e::text like '%池水%'"));
        Assert.DoesNotContain(name, service.Log, StringComparison.Ordinal);
        Assert.True((long)(await service.Database.AskAsOwnerAsync(
            "select count(*) from mt_events where type = 'personal_data_read' and data->>'purpose' = 'portal-exchange' "
            + $"and data->>'caseNo' = '{filed.CaseNo}'"))! > 0);
    }

    [Fact]
    public async Task a_refused_row_waits_for_an_operator_who_retries_assigns_or_skips_it()
    {
        var form = Forms.Fresh("003");
        await portal.SetFaultsAsync(new JsonObject { ["refuse"] = new JsonObject { [form["projectNo"]!.ToString()] = 4017 } });
        var filed = await Filed.Async(bureau, form, deliver: false);
        var withdrawal = new JsonObject { ["reason"] = "计划有变" };
        await bureau.PortalAsync(HttpMethod.Post, $"/portal/v1/applications/{filed.ProjectNo}/withdrawal", withdrawal);

        var stuck = await ListAsync($"?state=refused&caseNo={filed.CaseNo}", 1);
        Assert.Equal((4017, 1), ((int)stuck[0]!["answer"]!, (int)stuck[0]!["attempts"]!));
        var waiting = await ListAsync($"?caseNo={filed.CaseNo}", 3);
        Assert.Equal("refused pending pending", string.Join(' ', waiting.Select(row => row!["state"])));
        var desk = (await bureau.GetAsync("operator", "320500", "/desk")).Body!;
        Assert.Equal(("on", 1), (desk["sending"]!.ToString(), (int)desk["casesWaiting"]!));

        var row = $"/desk/effects/{stuck[0]!["rowGuid"]}";
        var reason = new JsonObject { ["reason"] = "请平台方核实" };
        Assert.Equal(HttpStatusCode.Forbidden, (await bureau.PostAsync("clerk", filed.District, row + "/skip", reason)).Status);
        Assert.Equal("effect.unknown", (await OrderAsync($"/desk/effects/{Guid.NewGuid()}/skip", reason)).Code);
        Assert.Equal("reason", (await OrderAsync(row + "/skip", [])).Field);
        var later = $"/desk/effects/{waiting[1]!["rowGuid"]}/retry";
        Assert.Equal("effect.must-have-been-tried", (await OrderAsync(later, reason)).Code);

        var colleague = await bureau.PersonAsync("operator", "320500");
        var assignment = new JsonObject { ["assignee"] = await bureau.PersonAsync("clerk", filed.District), ["reason"] = "请跟进" };
        Assert.Equal("effect.assignee-must-be-operator", (await OrderAsync(row + "/assign", assignment)).Code);
        assignment["assignee"] = colleague;
        Assert.Equal(colleague, (await OrderAsync(row + "/assign", assignment)).Body!["assignee"]!.ToString());

        var first = await OrderAsync(row + "/retry", reason, "again-1");
        Assert.True(first.Status == HttpStatusCode.OK, first.ToString());
        Assert.Equal(HttpStatusCode.OK, (await OrderAsync(row + "/retry", reason, "again-1")).Status);
        Assert.Equal("idempotency-key.reused", (await OrderAsync(row + "/skip", reason, "again-1")).Code);
        await UntilAsync(async () => (int)(await ListAsync($"?state=refused&caseNo={filed.CaseNo}", 1))[0]!["attempts"]! == 2);

        await portal.SetFaultsAsync([]);
        Assert.Equal("skipped", (await OrderAsync(row + "/skip", reason)).Body!["state"]!.ToString());
        Assert.Equal("effect.must-not-be-skipped", (await OrderAsync(row + "/retry", reason)).Code);
        var told = await ToldAsync(filed, 2);
        Assert.Equal("process result", string.Join(' ', told.Select(row => row!["kind"])));
        Assert.Equal("effect.must-not-be-delivered", (await OrderAsync(later, reason)).Code);
    }

    [Fact]
    public async Task health_says_whether_the_portal_is_told()
    {
        var ready = await bureau.AnonymousAsync(HttpMethod.Get, "/health/ready");
        Assert.StartsWith("on", ready.Body!["components"]!["portal"]!["reason"]!.ToString(), StringComparison.Ordinal);
        var unreadable = await bureau.GetAsync("operator", "320500", "/desk/effects?state=delivered");
        Assert.Equal((HttpStatusCode.BadRequest, "caseNo"), (unreadable.Status, unreadable.Field));
    }

    Task<Reply> OrderAsync(string path, JsonObject body, string? key = null) =>
        bureau.PostAsync("operator", "320500", path, body.DeepClone(), key);

    async Task DoneAsync(Filed filed, string role, string act, JsonObject body)
    {
        var reply = await bureau.ActAsync(role, filed.District, filed.CaseNo, act, body);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
    }

    async Task<JsonArray> ToldAsync(Filed filed, int rows)
    {
        var told = new JsonArray();
        await UntilAsync(async () => (told = (await portal.AskAsync($"rows/{filed.ProjectNo}")).AsArray()).Count >= rows);
        Assert.Equal(rows, told.Count);
        return told;
    }

    async Task<JsonArray> ListAsync(string query, int rows)
    {
        var listed = new JsonArray();
        await UntilAsync(async () =>
            (listed = (await bureau.GetAsync("operator", "320500", "/desk/effects" + query)).Body!["items"]!.AsArray()).Count == rows);
        return listed;
    }

    static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var attempt = 0; !await done(); attempt++)
        {
            Assert.True(attempt < 900, "Not within ninety seconds.");
            await Task.Delay(100);
        }
    }
}
