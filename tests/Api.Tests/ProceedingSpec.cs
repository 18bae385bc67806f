using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>Between acceptance and decision, over HTTP: special procedure, supplement, hearing.</summary>
[Collection(OneService.Name)]
public sealed class ProceedingSpec(Service service)
{
    readonly Bureau bureau = service.Bureau;

    /// <summary>Sample form 001 on the made-up item with the general limit, accepted on Friday 27 February 2026.</summary>
    async Task<Filed> AcceptedAsync()
    {
        var form = Forms.Fresh();
        form["taskCode"] = "1132050001414938323000199999001";
        form["applyDate"] = "2026-02-26T09:00:00+08:00";
        var filed = await Filed.Async(bureau, form);
        await bureau.SetClockAsync("2026-02-27T09:00:00+08:00");
        Said(await ActAsync(filed, "clerk", "acceptance", "{}"), "accepted", "organ", "site-check");
        return filed;
    }

    [Fact]
    public async Task an_expert_review_moves_the_deadline_and_the_page_shows_the_pause()
    {
        var filed = await AcceptedAsync();
        Assert.Equal("2026-03-26", await DueAsync(filed));

        var begun = await ActAsync(
            filed, "reviewer", "special-procedure", """{"reason":"expert-review","firstDay":"2026-03-02","lastDay":"2026-03-05"}""");
        Said(begun, "accepted", "organ", "site-check");
        Assert.Equal("2026-04-01", await DueAsync(filed));

        var no = begun.Body!["documentNo"]!.ToString();
        await bureau.SetClockAsync("2026-03-03T18:00:00+08:00");
        Said(
            await ActAsync(
                filed, "reviewer", "special-procedure-end", $$"""{"procedureNo":"{{no}}","endedOn":"2026-03-03","result":"通过"}"""),
            "accepted", "organ", "site-check");
        Assert.Equal("2026-03-30", await DueAsync(filed));

        var refused = await ActAsync(
            filed, "reviewer", "special-procedure", """{"reason":"site-check","firstDay":"2026-03-05","lastDay":"2026-03-06"}""");
        Assert.Equal((422, "case.procedure-reason-must-be-statutory", "reason"), ((int)refused.Status, refused.Code, refused.Field));
        Assert.Equal(403, (int)(await ActAsync(filed, "approver", "special-procedure", "{}")).Status);
    }

    [Fact]
    public async Task a_supplement_is_asked_for_once_and_comes_by_the_portals_corrections_call()
    {
        var filed = await AcceptedAsync();
        const string Wanted = """{"additional":[{"field":"M02","reason":"缺少结论页"}]}""";
        Said(await ActAsync(filed, "reviewer", "supplement-notice", Wanted), "correction-requested", "applicant", "supplement");
        Assert.Equal("case.supplement-must-be-the-only-one", (await ActAsync(filed, "reviewer", "supplement-notice", Wanted)).Code);
        var progress = await bureau.PortalAsync(HttpMethod.Get, $"/portal/v1/applications/{filed.ProjectNo}");
        Assert.Equal("M02", progress.Body!["missing"]!.AsArray().Single()!["materialCode"]!.ToString());

        var material = Forms.Load("002")["materials"]!.AsArray().Single(m => m!["materialCode"]!.ToString() == "M02")!.DeepClone();
        var path = $"/portal/v1/applications/{filed.ProjectNo}";
        var body = new JsonObject { ["correctionNo"] = "C1", ["materials"] = new JsonArray(material) };
        Said(await bureau.PortalAsync(HttpMethod.Post, path + "/corrections", body), "under-review", "organ", "site-check");
        var sent = await bureau.PortalAsync(HttpMethod.Put, path + "/materials/M02", Forms.Bytes(material["sm3"]!.ToString()));
        Assert.Equal(HttpStatusCode.NoContent, sent.Status);

        body["correctionNo"] = "C2";
        Assert.Equal(
            "case.correction-must-be-asked-for", (await bureau.PortalAsync(HttpMethod.Post, path + "/corrections", body)).Code);
    }

    [Fact]
    public async Task a_notice_names_only_places_that_a_form_has()
    {
        var filed = await AcceptedAsync();
        var refused = await ActAsync(
            filed, "reviewer", "supplement-notice", """{"additional":[{"field":"form.zhangSan13800000000","reason":"x"}]}""");

        Assert.Equal((422, "case.additional-defect-must-name-field"), ((int)refused.Status, refused.Code));
    }

    [Fact]
    public async Task a_hearing_is_told_of_asked_for_announced_held_once_and_recorded_under_seal()
    {
        var filed = await AcceptedAsync();
        Said(await ActAsync(filed, "clerk", "hearing-right", """{"told":"申请人"}"""), "accepted", "organ", "site-check");
        Said(
            await ActAsync(filed, "clerk", "hearing-request", """{"by":"applicant","requestedOn":"2026-02-27","request":"要求听证"}"""),
            "under-review", "organ", "site-check");

        // Saturday the 28th is worked, so the seventh working day is Monday 9 March.
        var chair = await bureau.PersonAsync("clerk", filed.District, "p-the-chair");
        var notice = $$"""{"at":"2026-03-06T14:00:00+08:00","place":"一楼会议室","chair":"{{chair}}"}""";
        Assert.Equal("hearing.must-be-announced-ahead", (await ActAsync(filed, "clerk", "hearing-notice", notice)).Code);
        notice = notice.Replace("2026-03-06", "2026-03-09", StringComparison.Ordinal);
        var stranger = await bureau.PersonAsync("clerk", "320582");
        var unknown = notice.Replace(chair, stranger, StringComparison.Ordinal);
        Assert.Equal("hearing.chair-must-be-known", (await ActAsync(filed, "clerk", "hearing-notice", unknown)).Code);
        Said(await ActAsync(filed, "clerk", "hearing-notice", notice), "under-review", "organ", "site-check");

        await bureau.SetClockAsync("2026-03-09T17:00:00+08:00");
        Said(
            await ActAsync(filed, "clerk", "hearing-record", """{"heldOn":"2026-03-09","record":"听证笔录"}"""), "under-review", "organ",
            "site-check");
        var second = await ActAsync(filed, "approver", "hearing-order", """{"ground":"law"}""");
        Assert.Equal((409, "hearing.must-be-the-only-one"), ((int)second.Status, second.Code));

        var page = await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}");
        var hearing = page.Body!["case"]!["proceedings"]!["hearing"]!;
        Assert.Equal(("held", chair), (hearing["state"]!.ToString(), hearing["chair"]!.ToString()));
        var record = await bureau.GetAsync(
            "clerk", filed.District, $"/cases/{filed.CaseNo}/documents/{hearing["record"]}?purpose=handling-a-case");
        Assert.Equal("听证笔录", record.Body!["text"]!.ToString());
    }

    [Theory]
    [InlineData("/work-queue?trun=organ", "trun")]
    [InlineData("/audit-trail?caseNo=x&case=y", "case")]
    [InlineData("/cases/SPC-1/assessment?day=2026-03-02", "day")]
    public async Task a_word_behind_the_question_mark_that_nobody_knows_is_refused(string path, string field)
    {
        var reply = await bureau.GetAsync("auditor", "320500", path);

        Assert.Equal((400, field), ((int)reply.Status, reply.Field));
    }

    [Fact]
    public async Task a_rating_names_one_of_the_channels_there_are()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh("003"), deliver: false);
        var rating = new JsonObject { ["level"] = 2, ["channel"] = "5" };
        var refused = await bureau.PortalAsync(HttpMethod.Post, $"/portal/v1/applications/{filed.ProjectNo}/rating", rating);

        Assert.Equal((422, "rating.channel-must-be-known", "channel"), ((int)refused.Status, refused.Code, refused.Field));
    }

    async Task<string> DueAsync(Filed filed)
    {
        var reply = await bureau.PortalAsync(HttpMethod.Get, $"/portal/v1/applications/{filed.ProjectNo}");
        return reply.Body!["deadlines"]!.AsArray().Single(line => line!["kind"]!.ToString() == "decision")!["due"]!.ToString();
    }

    Task<Reply> ActAsync(Filed filed, string role, string act, string body) =>
        bureau.ActAsync(role, filed.District, filed.CaseNo, act, JsonNode.Parse(body)!);

    static void Said(Reply reply, string status, string turn, string next)
    {
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        Assert.Equal(
            (status, turn, next), (reply.Body!["status"]!.ToString(), reply.Body["turn"]!.ToString(), reply.Body["next"]!.ToString()));
    }
}
