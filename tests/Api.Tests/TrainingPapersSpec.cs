using System.Net;
using System.Text.Json.Nodes;
using Api.Tests.Prepayments;
using UglyToad.PdfPig;

namespace Api.Tests;

/// <summary>specs/documents.md, DOC-18, over HTTP: what an institution holds in its hands, from the receipt to its end.</summary>
[Collection(OneService.Name)]
public sealed class TrainingPapersSpec(Service service)
{
    const string District = "320508";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_granted_institution_gets_decision_licence_and_copy_and_one_service_delivers_them()
    {
        var form = Forms.Fresh("014");
        form["form"]!["institutionName"] = "苏州姑苏区晨光篮球培训中心";
        var filed = await Filed.Async(bureau, form);
        var institutionNo = await OpenedInstitution.GrantAsync(bureau, filed, "2026-04-13");

        var licence = await OfInstitutionAsync(institutionNo, "licence");
        var copy = await OfInstitutionAsync(institutionNo, "licence-copy");
        var decision = await OfInstitutionAsync(institutionNo, "grant-decision");
        Assert.Equal(
            ($"{institutionNo}-001", $"{institutionNo}-001-F"), (licence["documentNo"]!.ToString(), copy["documentNo"]!.ToString()));
        var face = await TextOfAsync(licence);
        Assert.Contains("体育类校外培训机构办学许可证（正本）", face, StringComparison.Ordinal);
        foreach (var words in (string[])["苏州姑苏区晨光篮球培训中心", "篮球", "2026年4月13日至2029年4月12日", institutionNo, "民办非企业单位"])
            Assert.Contains(words, face, StringComparison.Ordinal);
        Assert.Contains("446平方米", await TextOfAsync(copy), StringComparison.Ordinal);
        Assert.Contains("银行托管", await TextOfAsync(copy), StringComparison.Ordinal);
        Assert.Contains("准予设立下列体育类校外培训机构", await TextOfAsync(decision), StringComparison.Ordinal);

        var body = new JsonObject { ["mode"] = "post", ["servedOn"] = "2026-04-13", ["proof"] = "EMS 1234567890123，本人签收" };
        var path = $"/documents/{decision["documentNo"]}";
        var version = (await bureau.GetAsync("auditor", "320500", path)).Version;
        Done(await bureau.ActOnAsync("clerk", District, path + "/service", body, version));
        foreach (var kind in (string[])["licence", "licence-copy"])
        {
            var served = await OfInstitutionAsync(institutionNo, kind, document => document["service"] is not null);
            Assert.Equal("post", served["service"]!["mode"]!.ToString());
        }

        // The organiser reads it where the application was filed; another district does not.
        var own = await bureau.PortalAsync(HttpMethod.Get, $"/portal/v1/applications/{filed.ProjectNo}/documents/{institutionNo}-001");
        Assert.Equal(HttpStatusCode.OK, own.Status);
        Assert.Equal("district.other", (await bureau.GetAsync("clerk", "320509", $"/documents/{institutionNo}-001")).Code);
    }

    [Fact]
    public async Task a_refusal_says_in_chinese_what_is_not_met_and_where_to_turn()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh("016"));
        await bureau.SetClockAsync("2026-07-27T10:00:00+08:00");
        Done(await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "acceptance", new JsonObject()));
        Done(await bureau.ActAsync("inspector", filed.District, filed.CaseNo, "site-check", new JsonObject
        {
            ["checkedOn"] = "2026-07-27", ["passed"] = true,
            ["officers"] = new JsonArray(
                await bureau.PersonAsync("inspector", filed.District), await bureau.PersonAsync("reviewer", filed.District)),
        }));
        Done(await bureau.ActAsync("reviewer", filed.District, filed.CaseNo, "review", new JsonObject { ["recommendation"] = "refuse" }));
        Done(await bureau.ActAsync("approver", filed.District, filed.CaseNo, "decision", new JsonObject { ["outcome"] = "refused" }));

        var refusal = await OfCaseAsync(filed, "refusal-decision");
        var text = await TextOfAsync(refusal);

        foreach (var words in (string[])["人均培训面积", "人均5平方米以上，至多", "《课外体育培训行为规范》", "申请行政复议"])
            Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain("at most", text, StringComparison.Ordinal);
        Assert.Equal(2, refusal["remedies"]!.AsArray().Count);
    }

    [Fact]
    public async Task what_is_to_be_corrected_and_what_is_not_accepted_is_said_on_paper()
    {
        var form = Forms.Fresh("014");
        form["form"]!["staff"]![2]!["idNumber"] = "320508197602033009";
        var filed = await Filed.Async(bureau, form);
        Done(await bureau.ActAsync("clerk", filed.District, filed.CaseNo, "correction-notice", new JsonObject()));
        var notice = await TextOfAsync(await OfCaseAsync(filed, "correction-notice"));
        Assert.Contains("form.staff[2].idNumber", notice, StringComparison.Ordinal);

        await bureau.SetClockAsync("2026-04-24T10:00:00+08:00");
        Done(await bureau.ActAsync(
            "clerk", filed.District, filed.CaseNo, "non-acceptance", new JsonObject { ["ground"] = "not-corrected" }));
        var text = await TextOfAsync(await OfCaseAsync(filed, "non-acceptance"));
        Assert.Contains("体育类校外培训机构审批", text, StringComparison.Ordinal);
        Assert.Contains("未在告知的期限内补正", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_changed_stopped_and_ended_institution_has_a_paper_for_each_act()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh("014"));
        var institutionNo = await OpenedInstitution.GrantAsync(bureau, filed, "2026-04-13");
        var change = await AskAsync("2", "05-06", new JsonObject
        {
            ["permitNo"] = institutionNo,
            ["changes"] = new JsonArray(new JsonObject { ["field"] = "institutionName", ["to"] = "苏州姑苏区启明体育培训中心" }),
        });
        Done(await bureau.ActAsync("approver", District, change.CaseNo, "decision", new JsonObject { ["outcome"] = "granted" }));

        var decision = await TextOfAsync(await OfCaseAsync(change, "change-decision"));
        Assert.Contains("机构名称", decision, StringComparison.Ordinal);
        var licence = await OfInstitutionAsync(institutionNo, "licence", document => document["caseNo"]!.ToString() == change.CaseNo);
        Assert.Equal($"{institutionNo}-002", licence["documentNo"]!.ToString());
        Assert.Contains("苏州姑苏区启明体育培训中心", await TextOfAsync(licence), StringComparison.Ordinal);
        Assert.Contains("变更：机构名称", await TextOfAsync(await OfCaseAsync(change, "licence-copy")), StringComparison.Ordinal);

        Done(await OpenedInstitution.ActAsync(
            bureau, District, institutionNo, "stop", new JsonObject { ["cause"] = "ordered", ["statement"] = "超范围培训，责令整改" },
            "approver"));
        var order = await OfInstitutionAsync(institutionNo, "stop-order");
        Assert.Contains("超范围培训，责令整改", await TextOfAsync(order), StringComparison.Ordinal);
        Assert.Equal(2, order["remedies"]!.AsArray().Count);

        var ending = await AskAsync("5", "05-11", new JsonObject { ["permitNo"] = institutionNo, ["reason"] = "不再办学" });
        Done(await bureau.ActAsync("approver", District, ending.CaseNo, "decision", new JsonObject { ["outcome"] = "granted" }));
        Assert.Contains(
            "预收费已全部退还，余额为0.00元", await TextOfAsync(await OfCaseAsync(ending, "deregistration-decision")),
            StringComparison.Ordinal);
    }

    /// <summary>A request of the organiser of form 014, accepted and reviewed.</summary>
    async Task<Filed> AskAsync(string applyType, string day, JsonObject asked)
    {
        var form = Forms.Fresh("014");
        form["applyType"] = applyType;
        form["applyDate"] = $"2026-{day}T10:00:00+08:00";
        form["form"] = asked;
        form["materials"] = new JsonArray(form["materials"]![0]!.DeepClone());
        var filed = await Filed.Async(bureau, form);
        Done(await bureau.ActAsync("clerk", District, filed.CaseNo, "acceptance", new JsonObject()));
        Done(await bureau.ActAsync("reviewer", District, filed.CaseNo, "review", new JsonObject { ["recommendation"] = "grant" }));
        return filed;
    }

    Task<JsonNode> OfCaseAsync(Filed filed, string kind) => DocumentAsync(filed.District, $"caseNo={filed.CaseNo}&kind={kind}", null);

    Task<JsonNode> OfInstitutionAsync(string institutionNo, string kind, Func<JsonNode, bool>? that = null) =>
        DocumentAsync(District, $"permitNo={institutionNo}&kind={kind}", that);

    /// <summary>Papers come a moment after their act.</summary>
    async Task<JsonNode> DocumentAsync(string district, string query, Func<JsonNode, bool>? that)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var list = (await bureau.GetAsync("clerk", district, $"/documents?{query}")).Body!["items"]!.AsArray();
            if (list.FirstOrDefault(document => that is null || that(document!)) is { } found) return found;
            await Task.Delay(100);
        }

        throw new Xunit.Sdk.XunitException($"No document of {query} came within a minute.");
    }

    async Task<string> TextOfAsync(JsonNode document)
    {
        var file = await bureau.BytesAsync(
            "clerk", document["organ"]!.ToString(), $"/documents/{document["documentNo"]}/file?purpose=serving-a-document");
        using var pdf = PdfDocument.Open(file);
        return string.Concat(pdf.GetPages().Select(page => page.Text));
    }

    static void Done(Reply reply) => Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
}
