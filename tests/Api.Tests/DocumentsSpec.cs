using System.Net;
using System.Text.Json.Nodes;
using UglyToad.PdfPig;

namespace Api.Tests;

/// <summary>specs/documents.md over HTTP: what is issued, opened, served, and what service does to the case.</summary>
[Collection(OneService.Name)]
public sealed class DocumentsSpec(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_grant_is_written_printed_served_and_thereby_delivered()
    {
        var filed = await GrantedAsync();
        var licence = await DocumentAsync(filed, "licence");
        var decision = await DocumentAsync(filed, "grant-decision");
        Assert.EndsWith("-001", licence["documentNo"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("经营高危险性体育项目许可证", licence["title"]!.ToString());

        var text = TextOf(await bureau.BytesAsync("clerk", filed.District, $"/documents/{licence["documentNo"]}/file?purpose=audit"));
        Assert.Contains("吴江区阳澄游泳馆", text, StringComparison.Ordinal);
        Assert.Contains("苏州澄体体育有限公司", text, StringComparison.Ordinal);
        Assert.Contains(licence["permitNo"]!.ToString(), text, StringComparison.Ordinal);
        Assert.Contains("扫码离线核验", text, StringComparison.Ordinal);

        var body = new JsonObject { ["mode"] = "post", ["servedOn"] = "2026-02-20", ["proof"] = "EMS 1234567890123，本人签收" };
        var served = await ServeAsync(filed.District, decision, body);
        Assert.True(served.Status == HttpStatusCode.OK, served.ToString());
        Assert.Equal("closed", (await ProgressAsync(filed))["status"]!.ToString());
        var proof = await bureau.GetAsync(
            "clerk", filed.District,
            $"/documents/{decision["documentNo"]}/proofs/{served.Body!["service"]!["proof"]}?purpose=serving-a-document");
        Assert.Equal("EMS 1234567890123，本人签收", proof.Body!["text"]!.ToString());

        // One act is enough: the licence is served by it too.
        var other = await DocumentAsync(filed, "licence", document => document["service"] is not null);
        Assert.Equal("post", other["service"]!["mode"]!.ToString());
    }

    [Fact]
    public async Task a_delivery_on_the_case_serves_the_decision_and_no_other_service_follows()
    {
        var filed = await GrantedAsync();
        var delivery = new JsonObject { ["mode"] = "in-person", ["deliveredOn"] = "2026-02-20" };
        var delivered = await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "delivery", delivery);
        Assert.True(delivered.Status == HttpStatusCode.OK, delivered.ToString());

        var decision = await DocumentAsync(filed, "grant-decision", document => document["service"] is not null);
        Assert.Equal("in-person", decision["service"]!["mode"]!.ToString());
        var again = await ServeAsync(
            filed.District, decision, new JsonObject { ["mode"] = "post", ["servedOn"] = "2026-02-20", ["proof"] = "EMS" });
        Assert.Equal((HttpStatusCode.Conflict, "document.service-must-be-the-first"), (again.Status, again.Code));
    }

    [Fact]
    public async Task a_notice_served_later_gives_the_applicant_the_days_from_then()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh("009"));
        var additional = new JsonObject { ["field"] = "M02", ["reason"] = "检测报告缺少第三页" };
        await bureau.ActAsync(
            "clerk", filed.District, filed.CaseNo, "correction-notice", new JsonObject { ["additional"] = new JsonArray(additional) });
        var notice = await DocumentAsync(filed, "correction-notice");
        var text = TextOf(
            await bureau.BytesAsync("clerk", filed.District, $"/documents/{notice["documentNo"]}/file?purpose=serving-a-document"));
        Assert.Contains("检测报告缺少第三页", text, StringComparison.Ordinal);

        var before = Due(await ProgressAsync(filed));
        var issuedOn = NodaTime.Text.LocalDatePattern.Iso.Parse(notice["issuedOn"]!.ToString()).Value;
        var servedOn = NodaTime.Text.LocalDatePattern.Iso.Format(issuedOn.PlusDays(3));
        await bureau.SetClockAsync($"{servedOn}T15:00:00+08:00");
        var served = await ServeAsync(
            filed.District, notice, new JsonObject { ["mode"] = "post", ["servedOn"] = servedOn, ["proof"] = "EMS 1，签收" });
        Assert.True(served.Status == HttpStatusCode.OK, served.ToString());

        Assert.True(string.CompareOrdinal(before, Due(await ProgressAsync(filed))) < 0);
    }

    [Fact]
    public async Task a_file_is_opened_with_a_purpose_by_its_own_district_and_by_the_portal_of_its_case()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        var other = await Filed.Async(bureau, Forms.Fresh("002"));
        var receipt = await DocumentAsync(filed, "application-receipt");
        var path = $"/documents/{receipt["documentNo"]}";

        Assert.Equal("query.unreadable", (await bureau.GetAsync("clerk", filed.District, path + "/file")).Code);
        Assert.Equal("district.other", (await bureau.GetAsync("clerk", "320505", path)).Code);
        Assert.Equal("district.other", (await bureau.GetAsync("clerk", "320505", path + "/file?purpose=audit")).Code);
        Assert.Equal("document.unknown", (await bureau.GetAsync("clerk", filed.District, "/documents/320509-SJ-0")).Code);

        var own = await bureau.PortalAsync(
            HttpMethod.Get, $"/portal/v1/applications/{filed.ProjectNo}/documents/{receipt["documentNo"]}");
        Assert.Equal(HttpStatusCode.OK, own.Status);
        var foreign = await bureau.PortalAsync(
            HttpMethod.Get, $"/portal/v1/applications/{other.ProjectNo}/documents/{receipt["documentNo"]}");
        Assert.Equal((HttpStatusCode.NotFound, "document.unknown"), (foreign.Status, foreign.Code));
    }

    [Fact]
    public async Task what_is_wrong_with_a_service_is_said_and_nothing_changes()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        var receipt = await DocumentAsync(filed, "application-receipt");
        var issuedOn = receipt["issuedOn"]!.ToString();
        JsonObject Post(string mode) => new() { ["mode"] = mode, ["servedOn"] = issuedOn };

        var unproved = await ServeAsync(filed.District, receipt, Post("post"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "document.service-must-have-proof"), (unproved.Status, unproved.Code));
        var addressless = await ServeAsync(filed.District, receipt, Post("electronic"));
        Assert.Equal("document.electronic-service-must-have-address", addressless.Code);
        var foreign = await ServeAsync("320505", receipt, Post("post"));
        Assert.Equal((HttpStatusCode.Forbidden, "district.other"), (foreign.Status, foreign.Code));
        var stale = await ServeAsync(filed.District, receipt, With(Post("electronic"), "address", "portal"), "\"7\"");
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version.stale"), (stale.Status, stale.Code));

        var served = await ServeAsync(filed.District, receipt, With(Post("electronic"), "address", "portal"));
        Assert.Equal((HttpStatusCode.OK, "electronic"), (served.Status, served.Body!["service"]!["mode"]!.ToString()));
    }

    /// <summary>DOC-17: without its addressee's key a file is gone, and says so.</summary>
    [Fact]
    public async Task after_the_key_was_destroyed_the_file_is_gone()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh("003"));
        var receipt = await DocumentAsync(filed, "application-receipt");
        await service.Database.RunAsOwnerAsync($"update files.files set key_version = 99 where id in (select (data->>'file')::uuid "
            + $"from mt_events where stream_id = 'document/{receipt["documentNo"]}' and type = 'document_issued')");

        var gone = await bureau.GetAsync("clerk", filed.District, $"/documents/{receipt["documentNo"]}/file?purpose=audit");

        Assert.Equal((HttpStatusCode.Gone, "document.erased"), (gone.Status, gone.Code));
    }

    async Task<Filed> GrantedAsync()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        await bureau.SetClockAsync("2026-02-20T10:00:00+08:00");
        var check = new JsonObject
        {
            ["checkedOn"] = "2026-02-20", ["passed"] = true,
            ["officers"] = new JsonArray(
                await bureau.PersonAsync("inspector", filed.District), await bureau.PersonAsync("reviewer", filed.District)),
        };
        foreach (var (role, act, body) in new (string, string, JsonObject)[]
        {
            ("clerk", "acceptance", []), ("inspector", "site-check", check),
            ("reviewer", "review", new JsonObject { ["recommendation"] = "grant" }),
            ("approver", "decision", new JsonObject { ["outcome"] = "granted" }),
        })
        {
            var reply = await bureau.ActAsync(role, filed.District, filed.CaseNo, act, body);
            Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        }

        return filed;
    }

    /// <summary>Papers come a moment after their act.</summary>
    async Task<JsonNode> DocumentAsync(Filed filed, string kind, Func<JsonNode, bool>? until = null)
    {
        for (var attempt = 0; attempt < 900; attempt++)
        {
            var list = await bureau.GetAsync("clerk", filed.District, $"/documents?caseNo={filed.CaseNo}&kind={kind}");
            if (list.Body!["items"]!.AsArray() is [{ } found] && (until is null || until(found))) return found;
            await Task.Delay(100);
        }

        throw new Xunit.Sdk.XunitException($"No {kind} was issued in ninety seconds.");
    }

    async Task<Reply> ServeAsync(string district, JsonNode document, JsonObject body, string? version = null)
    {
        var path = $"/documents/{document["documentNo"]}";
        version ??= (await bureau.GetAsync("auditor", "320500", path)).Version;
        return await bureau.ActOnAsync("clerk", district, path + "/service", body, version);
    }

    async Task<JsonNode> ProgressAsync(Filed filed) =>
        (await bureau.PortalAsync(HttpMethod.Get, $"/portal/v1/applications/{filed.ProjectNo}")).Body!;

    static string Due(JsonNode progress) =>
        progress["deadlines"]!.AsArray().Last(line => line!["kind"]!.ToString() == "correction")!["due"]!.ToString();

    static JsonObject With(JsonObject body, string name, string value)
    {
        body[name] = value;
        return body;
    }

    static string TextOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return string.Concat(document.GetPages().Select(page => page.Text));
    }
}
