using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>Facts outside the permit (PL-27), deceit found after its end (PL-26), and what no text of a change may hold.</summary>
public sealed partial class PermitLifeSpec
{
    [Fact]
    public async Task a_company_does_not_die_and_its_end_takes_two_officers_and_a_paper()
    {
        var permit = await GrantedAsync();
        await bureau.SetClockAsync("2026-05-06T09:00:00+08:00");
        var paper = new JsonObject
        {
            ["document"] = "registration-cancellation", ["number"] = "登字〔2026〕第0412号", ["issuer"] = "苏州市吴中区数据局",
            ["issuedOn"] = "2026-04-12",
        };

        var died = await EndAsync(permit, "clerk", "ending-proposal", Proposal("holder-died"));
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "permit.ending-cause-must-fit-holder", "cause"), (died.Status, died.Code, died.Field));
        Assert.Equal("70(2)", died.Body!["legalBasis"]!["article"]!.ToString());
        Assert.Equal(
            "permit.ending-cause-must-fit-holder",
            (await EndAsync(permit, "clerk", "deregistration", Closing("holder-died", new JsonObject
            {
                ["document"] = "death-certificate", ["number"] = "2026-1", ["issuer"] = "苏州市吴中区卫生健康委员会",
                ["issuedOn"] = "2026-04-12",
            }))).Code);

        Done(await EndAsync(permit, "clerk", "ending-proposal", Proposal("legal-person-ended")), "in-force");
        Assert.Equal(
            "permit.deregistration-must-be-decided-by-approver",
            (await EndAsync(permit, "clerk", "deregistration", Closing("legal-person-ended", paper))).Code);
        var one = await EndAsync(permit, "approver", "deregistration", new JsonObject
        {
            ["cause"] = "legal-person-ended", ["proof"] = "x",
        });
        Assert.Equal((HttpStatusCode.BadRequest, "proof"), (one.Status, one.Field));
        paper["number"] = "1";
        var thin = await EndAsync(permit, "approver", "deregistration", Closing("legal-person-ended", paper));
        Assert.Equal(("permit.deregistration-must-show-its-fact", "proof.number"), (thin.Code, thin.Field));
        paper["number"] = "登字〔2026〕第0412号";
        Done(await EndAsync(permit, "approver", "deregistration", Closing("legal-person-ended", paper)), "deregistered");

        var history = (await PermitAsync(permit)).Body!["permit"]!["history"]!.AsArray()[^1]!;
        var proof = await bureau.GetAsync(
            "approver", District, $"/permits/{permit.No}/documents/{history["documents"]![0]}?purpose=handling-a-case");
        Assert.Contains("登字〔2026〕第0412号", proof.Body!["text"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_used_key_is_not_free_for_a_body_that_cannot_be_read()
    {
        var permit = await GrantedAsync();
        await bureau.SetClockAsync("2026-05-06T09:00:00+08:00");
        var (path, key) = ($"/permits/{permit.No}/ending-proposal", Guid.NewGuid().ToString());
        var version = (await PermitAsync(permit)).Version;
        Done(await bureau.ActOnAsync("clerk", District, path, Proposal("legal-person-ended"), version, key), "in-force");

        foreach (var body in (JsonNode[])[new JsonArray(), JsonNode.Parse("""{"cause":"a\u0000b"}""")!, Proposal("deceit")])
        {
            var again = await bureau.ActOnAsync("clerk", District, path, body, version, key);
            Assert.Equal((422, "idempotency-key.reused"), ((int)again.Status, again.Code));
        }
    }

    [Fact]
    public async Task deceit_found_after_the_term_is_annulled_and_bars_and_the_list_says_so()
    {
        var permit = await GrantedAsync();
        await bureau.SetClockAsync("2027-03-01T09:00:00+08:00");
        await UntilAsync(permit, page => page["permit"]!["state"]!.ToString() == "expired");
        Done(await EndAsync(permit, "clerk", "deregistration", new JsonObject { ["cause"] = "term-expired" }), "deregistered");

        var annulment = new JsonObject { ["cause"] = "deceit" };
        Assert.Equal("permit.ending-must-be-proposed", (await EndAsync(permit, "approver", "annulment", annulment)).Code);
        Done(
            await EndAsync(permit, "clerk", "ending-proposal", new JsonObject
            {
                ["ending"] = "annulment", ["cause"] = "deceit", ["statement"] = "救生员证书系伪造",
            }),
            "deregistered");
        Done(await EndAsync(permit, "approver", "annulment", annulment), "annulled");

        var entry = (await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits/{permit.No}")).Body!;
        Assert.Equal(("annulled", "2027-03-01"), (entry["state"]!.ToString(), entry["endedOn"]!.ToString()));
        var again = await Filed.Async(bureau, Fresh(permit.Form, "2027-03-05"));
        var page = (await bureau.GetAsync("clerk", District, $"/cases/{again.CaseNo}")).Body!["case"]!;
        Assert.Equal("2030-02-28", page["bars"]!.AsArray().Single()!["lastDay"]!.ToString());
        Done(await EndAsync(permit, "clerk", "deregistration", new JsonObject { ["cause"] = "permit-annulled" }), "deregistered");
    }

    /// <summary>Received, and put right by the one notice: nothing of it can be granted as it stands.</summary>
    [Fact]
    public async Task a_name_without_end_and_a_change_of_nothing_come_back_in_the_correction_notice()
    {
        var permit = await GrantedAsync();
        JsonArray changes =
        [
            Change("venue.name", permit.VenueName, new string('长', 100_000)), Change("venue.name", permit.VenueName, "另一名"),
            Change("venue.address", permit.Address, permit.Address), Change("openingMode", "year-round", "season\u200Bal"),
        ];

        var change = await AskAsync(permit, "2", "2026-03-02", new JsonObject { ["changes"] = changes });

        var page = (await bureau.GetAsync("clerk", District, $"/cases/{change.CaseNo}")).Body!["case"]!;
        Assert.Equal(
            [
                "change.field-twice form.changes[1].field", "change.from-differs form.changes[3].from",
                "change.nothing-changes form.changes[2].to", "form.character-not-allowed form.openingMode",
                "form.text-too-long form.venue.name",
            ],
            page["defects"]!.AsArray().Select(defect => $"{defect!["code"]} {defect["field"]}").Order(StringComparer.Ordinal));
        Assert.Equal(
            "case.defects-must-be-corrected",
            (await bureau.ActAsync("clerk", District, change.CaseNo, "acceptance", new JsonObject())).Code);
        Done(await bureau.ActAsync("clerk", District, change.CaseNo, "correction-notice", new JsonObject()), "correction-requested");
        var corrected = await bureau.PortalAsync(
            HttpMethod.Post, $"/portal/v1/applications/{change.ProjectNo}/corrections", new JsonObject
            {
                ["correctionNo"] = "C1",
                ["form"] = new JsonObject
                {
                    ["changes"] = new JsonArray(
                        Change("venue.name", permit.VenueName, "吴中区短名游泳馆"), Change("openingMode", "seasonal", "seasonal")),
                },
            });
        Assert.True(corrected.Status == HttpStatusCode.OK, corrected.ToString());
        await AcceptedAsync(change, "2026-03-03");
    }

    static JsonObject Change(string field, string from, string to) => new() { ["field"] = field, ["from"] = from, ["to"] = to };

    static JsonObject Proposal(string cause) =>
        new() { ["ending"] = "deregistration", ["cause"] = cause, ["statement"] = "登记机关函告" };

    static JsonObject Closing(string cause, JsonObject paper) => new() { ["cause"] = cause, ["proof"] = paper.DeepClone() };
}
