using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>specs/ratings.md over HTTP: from a bad rating to the closed order, the case untouched.</summary>
[Collection(OneService.Name)]
public sealed class RatingsSpec(Service service)
{
    const string Words = "窗口人员态度差";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_bad_rating_is_contacted_put_right_called_back_and_closed()
    {
        var (caseNo, before) = await RatedAsync(5);
        var order = await OrderAsync(caseNo);
        Assert.Equal(("contact", "1"), (order["order"]!["next"]!.ToString(), order["order"]!["round"]!.ToString()));
        Assert.Equal(
            ["rater-contact 2026-02-24", "rating-rectification 2026-03-13"],
            order["deadlines"]!.AsArray().Select(line => $"{line!["kind"]} {line["due"]}"));

        var early = new JsonObject { ["outcome"] = "corrected", ["reply"] = "已整改", ["doneOn"] = "2026-02-20" };
        var tooEarly = await ActAsync(caseNo, "measures", early);
        Assert.Equal((HttpStatusCode.Conflict, "rectification.contact-must-precede-measures"), (tooEarly.Status, tooEarly.Code));

        // The Spring Festival of 2026 ends on the 23rd: a contact on the 25th is a day late.
        await bureau.SetClockAsync("2026-02-25T09:00:00+08:00");
        Assert.Equal("breached", (await LineAsync(caseNo))!["state"]!.ToString());
        Next("measures", await ActAsync(caseNo, "contact", new() { ["mode"] = "phone", ["contactedOn"] = "2026-02-25" }));
        var measures = new JsonObject { ["outcome"] = "corrected", ["reply"] = "已调整窗口人员", ["doneOn"] = "2026-02-25" };
        Next("call-back", await ActAsync(caseNo, "measures", measures));
        Next("measures", await ActAsync(caseNo, "call-back", new() { ["result"] = "unsatisfied", ["calledOn"] = "2026-02-25" }));
        measures["reply"] = "已道歉并培训";
        Next("call-back", await ActAsync(caseNo, "measures", measures));
        Next(null, await ActAsync(caseNo, "call-back", new() { ["result"] = "satisfied", ["calledOn"] = "2026-02-25" }));

        order = await OrderAsync(caseNo);
        Assert.Equal("2", order["order"]!["round"]!.ToString());
        Assert.Equal(
            ["met-late", "met", "met"], order["deadlines"]!.AsArray().Select(line => line!["state"]!.ToString()));
        Assert.Equal(before, (await CaseAsync(caseNo)).ToString());
    }

    [Fact]
    public async Task the_raters_words_and_the_reply_are_opened_one_by_one_with_a_purpose()
    {
        var (caseNo, _) = await RatedAsync(4);
        var text = (await OrderAsync(caseNo))["order"]!["text"]!.ToString();
        var path = $"/rectifications/{caseNo}/documents/{text}";

        Assert.Equal(HttpStatusCode.BadRequest, (await bureau.GetAsync("clerk", "320509", path)).Status);
        Assert.Equal(Words, (await bureau.GetAsync("clerk", "320509", path + "?purpose=handling-a-case")).Body!["text"]!.ToString());
        Assert.Equal("district.other", (await bureau.GetAsync("clerk", "320508", path + "?purpose=audit")).Code);
    }

    [Fact]
    public async Task others_are_turned_away_and_it_is_kept()
    {
        var (caseNo, _) = await RatedAsync(4);
        var contact = new JsonObject { ["mode"] = "phone", ["contactedOn"] = "2026-02-20" };

        var foreign = await ActAsync(caseNo, "contact", contact, district: "320508");
        Assert.Equal((HttpStatusCode.Forbidden, "rectification.district-must-be-own"), (foreign.Status, foreign.Code));
        Assert.Equal("role.not-admitted", (await ActAsync(caseNo, "contact", contact, role: "reviewer")).Code);
        var self = Forms.Load("001")["legalRepresentative"]!["idNumber"]!.ToString();
        Assert.Equal("officer.has-interest", (await ActAsync(caseNo, "contact", contact, person: self)).Code);
        Assert.Equal("rectification.unknown", (await ActAsync("SPC-0", "contact", contact, version: "\"1\"")).Code);
        Assert.Equal("version.required", (await ActAsync(caseNo, "contact", contact, version: "")).Code);
        Assert.Equal("version.stale", (await ActAsync(caseNo, "contact", contact, version: "\"9\"")).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await ActAsync(caseNo, "contact", [])).Status);

        var refused = await bureau.GetAsync("auditor", "320500", $"/audit-trail?caseNo={caseNo}");
        Assert.Contains(refused.Body!["items"]!.AsArray(), act => act!["refusal"]?.ToString() == "rectification.district-must-be-own");
    }

    [Fact]
    public async Task a_repeat_is_answered_alike_and_sealed_once()
    {
        var (caseNo, _) = await RatedAsync(4);
        var contact = new JsonObject { ["mode"] = "phone", ["contactedOn"] = "2026-02-20", ["note"] = "已联系" };
        var first = await ActAsync(caseNo, "contact", contact, key: $"contact-{caseNo}");
        var counts = await service.CountsAsync();
        var second = await ActAsync(caseNo, "contact", contact, key: $"contact-{caseNo}");

        Assert.Equal((first.Status, first.Body!.ToJsonString()), (second.Status, second.Body!.ToJsonString()));
        Assert.Equal(counts, await service.CountsAsync());
        contact["mode"] = "message";
        Assert.Equal("idempotency-key.reused", (await ActAsync(caseNo, "contact", contact, key: $"contact-{caseNo}")).Code);
    }

    /// <summary>A withdrawn case of 16 February in 吴江区, rated on Friday 20 February, in the holidays of the Spring Festival.</summary>
    async Task<(string CaseNo, string Case)> RatedAsync(int level)
    {
        var filed = await Filed.Async(bureau, Forms.Fresh(), deliver: false);
        await bureau.SetClockAsync("2026-02-20T10:00:00+08:00");
        var rating = new JsonObject { ["level"] = level, ["text"] = Words, ["channel"] = "2" };
        var reply = await bureau.PortalAsync(HttpMethod.Post, $"/portal/v1/applications/{filed.ProjectNo}/rating", rating);
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        var seen = (await CaseAsync(filed.CaseNo)).ToString();
        for (var attempt = 0; attempt < 900; attempt++)
        {
            if ((await bureau.GetAsync("auditor", "320500", $"/rectifications/{filed.CaseNo}")).Status == HttpStatusCode.OK) break;
            await Task.Delay(100);
        }

        return (filed.CaseNo, seen);
    }

    /// <summary>The case as it stands in the log.</summary>
    async Task<JsonNode> CaseAsync(string caseNo) =>
        (await bureau.GetAsync("auditor", "320500", $"/replay/sport-permit-case/{caseNo}")).Body!["events"]!;

    async Task<JsonNode> OrderAsync(string caseNo)
    {
        var reply = await bureau.GetAsync("clerk", "320509", $"/rectifications/{caseNo}");
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        return reply.Body!;
    }

    async Task<JsonNode?> LineAsync(string caseNo) =>
        (await bureau.GetAsync("clerk", "320509", "/rectifications?state=breached&pageSize=100")).Body!["items"]!.AsArray()
            .SingleOrDefault(line => line!["caseNo"]!.ToString() == caseNo);

    async Task<Reply> ActAsync(
        string caseNo, string act, JsonObject body, string role = "clerk", string district = "320509", string? version = null,
        string? key = null, string? person = null)
    {
        version ??= (await bureau.GetAsync("auditor", "320500", $"/rectifications/{caseNo}")).Version;
        return await bureau.ActOnAsync(role, district, $"/rectifications/{caseNo}/{act}", body, version, key, person);
    }

    static void Next(string? expected, Reply reply)
    {
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        Assert.Equal(expected, reply.Body!["next"]?.ToString());
    }
}
