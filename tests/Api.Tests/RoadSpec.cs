using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>From the portal's form to the delivered, registered, replayable decision.</summary>
[Collection(OneService.Name)]
public sealed class RoadSpec(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_form_is_accepted_checked_reviewed_granted_delivered_registered_and_replayed()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        await bureau.SetClockAsync("2026-02-20T10:00:00+08:00");
        Done(await ActAsync(filed, "clerk", "acceptance", []), "accepted");
        Done(await ActAsync(filed, "inspector", "site-check", await SiteCheckAsync(filed)), "under-review");
        Done(await ActAsync(filed, "reviewer", "review", new JsonObject { ["recommendation"] = "grant" }), "under-review");
        var granted = await ActAsync(filed, "approver", "decision", new JsonObject { ["outcome"] = "granted" });
        Done(granted, "granted");
        var delivery = new JsonObject { ["mode"] = "electronic", ["deliveredOn"] = "2026-02-20" };
        Done(await ActAsync(filed, "clerk", "delivery", delivery), "closed");

        var permitNo = granted.Body!["permitNo"]!.ToString();
        var permit = await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits/{permitNo}");
        Assert.Equal("吴江区阳澄游泳馆", permit.Body!["venueName"]!.ToString());
        Assert.Equal(319, (int)permit.Body["maxSwimmers"]!);
        var found = await bureau.AnonymousAsync(HttpMethod.Get, "/register/permits?q=阳澄游泳&district=320509");
        Assert.Contains(found.Body!["items"]!.AsArray(), item => item!["permitNo"]!.ToString() == permitNo);

        var progress = await bureau.PortalAsync(HttpMethod.Get, $"/portal/v1/applications/{filed.ProjectNo}");
        Assert.Equal("closed", progress.Body!["status"]!.ToString());
        Assert.Equal("none", progress.Body["turn"]!.ToString());

        var then = await bureau.GetAsync("auditor", "320500", $"/replay/sport-permit-case/{filed.CaseNo}?at=2026-02-17T00:00:00%2B08:00");
        Assert.Equal("received", then.Body!["state"]!["progress"]!["status"]!.ToString());
        Assert.Equal(6, then.Body["events"]!.AsArray().Count);
        var opened = await bureau.GetAsync("auditor", "320500", $"/replay/sport-permit/{permitNo}");
        Assert.Equal("permit_opened", opened.Body!["events"]![0]!["type"]!.ToString());
    }

    [Fact]
    public async Task silence_accepts_from_the_day_of_receipt()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh("002"));
        await bureau.SetClockAsync("2026-07-24T00:00:01+08:00");

        var reply = await PollAsync(filed, "accepted");

        var acceptance = reply.Body!["deadlines"]!.AsArray().First(line => line!["kind"]!.ToString() == "acceptance")!;
        Assert.Equal("2026-07-23", acceptance["due"]!.ToString());
        Assert.Equal("lapsed", acceptance["state"]!.ToString());
    }

    [Fact]
    public async Task a_correction_is_asked_for_once_and_answered()
    {
        var form = Forms.Fresh("009");
        var filed = await Filed.Async(bureau, form);
        Done(await ActAsync(filed, "clerk", "correction-notice", []), "correction-requested");
        var second = await ActAsync(filed, "clerk", "correction-notice", []);
        Assert.Equal((HttpStatusCode.Conflict, "case.correction-notice-must-be-the-only-one"), (second.Status, second.Code));

        var path = $"/portal/v1/applications/{filed.ProjectNo}/corrections";
        var nothing = await bureau.PortalAsync(HttpMethod.Post, path, new JsonObject { ["correctionNo"] = "C1" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "case.correction-must-be-complete"), (nothing.Status, nothing.Code));

        var missing = Forms.Load("001")["materials"]!.AsArray().Where(m => m!["materialCode"]!.ToString() is "M04" or "M05");
        var body = new JsonObject { ["correctionNo"] = "C1", ["materials"] = new JsonArray([.. missing.Select(m => m!.DeepClone())]) };
        var corrected = await bureau.PortalAsync(HttpMethod.Post, path, body);
        Done(corrected, "awaiting-files");
        Assert.Equal(HttpStatusCode.OK, (await bureau.PortalAsync(HttpMethod.Post, path, body)).Status);
        body["agent"] = form["agent"]!.DeepClone();
        Assert.Equal("portal.correction-no-reused", (await bureau.PortalAsync(HttpMethod.Post, path, body)).Code);
    }

    [Fact]
    public async Task a_withdrawal_and_a_rating_are_taken_once()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh("003"), deliver: false);
        var path = $"/portal/v1/applications/{filed.ProjectNo}";
        var reason = new JsonObject { ["reason"] = "计划有变" };
        Done(await bureau.PortalAsync(HttpMethod.Post, path + "/withdrawal", reason), "withdrawn");
        Done(await bureau.PortalAsync(HttpMethod.Post, path + "/withdrawal", reason), "withdrawn");

        var rating = new JsonObject { ["level"] = 5, ["text"] = "太慢", ["channel"] = "2" };
        Assert.Equal(HttpStatusCode.Created, (await bureau.PortalAsync(HttpMethod.Post, path + "/rating", rating)).Status);
        Assert.Equal(HttpStatusCode.Created, (await bureau.PortalAsync(HttpMethod.Post, path + "/rating", rating)).Status);
        rating["level"] = 1;
        Assert.Equal(HttpStatusCode.Conflict, (await bureau.PortalAsync(HttpMethod.Post, path + "/rating", rating)).Status);
    }

    public static TheoryData<string> SportForms =>
        [.. Directory.GetFiles(Forms.Folder, "*-sport-*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(SportForms))]
    public async Task the_facts_of_each_form_come_out_as_expected(string name)
    {
        var path = Path.Combine(Forms.Folder, "expected.json");
        Assert.True(File.Exists(path), "shared/forms/expected.json is needed beside the checkout for this test.");
        var expected = JsonNode.Parse(File.ReadAllText(path))![name + ".json"]!.AsObject();
        var form = Forms.Fresh(name);
        if (expected["intake"]!.ToString() == "refused")
        {
            await bureau.SetClockAsync("2026-09-01T09:00:00+08:00");
            Assert.Equal("applicant.identifier-invalid", (await bureau.FileAsync(form)).Code);
            return;
        }

        var filed = await Filed.Async(bureau, form);
        var seen = (await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}/assessment")).Body!.AsObject();
        foreach (var (fact, value) in expected.Where(fact => fact.Key != "intake"))
        {
            Assert.Equal($"{fact}: {value}", $"{fact}: {seen[fact]}");
        }
    }

    async Task<Reply> PollAsync(Filed filed, string status)
    {
        for (var attempt = 0; ; attempt++)
        {
            var reply = await bureau.PortalAsync(HttpMethod.Get, $"/portal/v1/applications/{filed.ProjectNo}");
            if (reply.Body!["status"]!.ToString() == status || attempt == 600) return reply;
            await Task.Delay(100);
        }
    }

    async Task<JsonObject> SiteCheckAsync(Filed filed) => new()
    {
        ["checkedOn"] = "2026-02-20",
        ["passed"] = true,
        ["record"] = "现场核查记录",
        ["officers"] = new JsonArray(
            await bureau.PersonAsync("inspector", filed.District), await bureau.PersonAsync("reviewer", filed.District)),
    };

    Task<Reply> ActAsync(Filed filed, string role, string act, JsonObject body) =>
        bureau.ActAsync(role, filed.District, filed.CaseNo, act, body);

    static void Done(Reply reply, string status)
    {
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        Assert.Equal(status, reply.Body!["status"]!.ToString());
    }
}
