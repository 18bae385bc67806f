using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>specs/officers.md over HTTP: who may act, by which office, on whose cases.</summary>
[Collection(OneService.Name)]
public sealed class OfficerSpec(Service service)
{
    const string District = "320509";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_disabled_account_acts_no_more_and_an_ended_office_neither()
    {
        await bureau.SetClockAsync("2026-09-10T09:00:00+08:00");
        var clerk = await NewAsync("clerk");

        Assert.Equal(200, (int)(await QueueAsync(clerk)).Status);
        Assert.Equal(200, (int)(await OperatorAsync($"/officers/{clerk}/disable", new JsonObject { ["reason"] = "left" })).Status);
        Assert.Equal((403, "officer.disabled"), Seen(await QueueAsync(clerk)));
        var again = await OperatorAsync($"/officers/{clerk}/disable", new JsonObject { ["reason"] = "left" });
        Assert.True((int)again.Status == 200 && (long)again.Body!["version"]! > 1, again.ToString());
        Assert.Equal(200, (int)(await OperatorAsync($"/officers/{clerk}/enable", new JsonObject())).Status);
        Assert.Equal(200, (int)(await QueueAsync(clerk)).Status);

        var end = new JsonObject { ["lastDay"] = "2026-09-10", ["reason"] = "transfer" };
        Assert.Equal(200, (int)(await OperatorAsync($"/officers/{clerk}/offices/1/end", end)).Status);
        Assert.Equal(200, (int)(await QueueAsync(clerk)).Status);
        await bureau.SetClockAsync("2026-09-11T09:00:00+08:00");
        Assert.Equal((403, "office.not-held"), Seen(await QueueAsync(clerk)));
    }

    [Fact]
    public async Task accounts_are_the_operators_and_repeats_are_answered_alike()
    {
        await bureau.SetClockAsync("2026-09-10T09:00:00+08:00");
        var body = new JsonObject { ["login"] = "https://idp.test|" + Guid.NewGuid(), ["name"] = "周敏", ["district"] = District };

        Assert.Equal((403, "role.not-admitted"), Seen(await bureau.CallAsync("clerk", District, HttpMethod.Post, "/officers", body)));
        var key = Guid.NewGuid().ToString();
        var first = await bureau.CallAsync("operator", "320500", HttpMethod.Post, "/officers", body, key: key);
        var again = await bureau.CallAsync("operator", "320500", HttpMethod.Post, "/officers", body, key: key);
        Assert.Equal((201, 201), ((int)first.Status, (int)again.Status));
        Assert.Equal(first.Body!.ToJsonString(), again.Body!.ToJsonString());
        body["name"] = "周明";
        Assert.Equal((422, "idempotency-key.reused"), Seen(
            await bureau.CallAsync("operator", "320500", HttpMethod.Post, "/officers", body, key: key)));

        var person = first.Body["person"]!.ToString();
        var office = new JsonObject { ["role"] = "clerk", ["district"] = District, ["from"] = "2026-09-01" };
        Assert.Equal(200, (int)(await OperatorAsync($"/officers/{person}/offices", office)).Status);
        office["role"] = "auditor";
        Assert.Equal((409, "office.must-be-separate"), Seen(await OperatorAsync($"/officers/{person}/offices", office)));
        var listed = await ReadAsync($"/officers/{person}");
        Assert.Equal("clerk", listed.Body!["offices"]![0]!["role"]!.ToString());
    }

    [Fact]
    public async Task a_delegate_acts_on_behalf_and_the_event_keeps_the_authority_of_then()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        var holder = await NewAsync("clerk");
        var taker = await NewAsync("inspector");
        var path = $"/districts/{District}/delegations";
        var lend = new JsonObject { ["office"] = 1, ["to"] = taker, ["from"] = "2026-02-16", ["until"] = "2026-02-20" };

        foreach (var (no, answer) in ((string, (int, string))[])
            [("zz", (400, "body.unreadable")), ("32050919941114574X", (400, "body.unreadable")),
             ("SPC-20260216-00000000", (422, "delegation.case-must-exist"))])
        {
            var scoped = lend.DeepClone();
            scoped["cases"] = new JsonArray(no);
            Assert.Equal(answer, Seen(await bureau.CallAsync("clerk", District, HttpMethod.Post, path, scoped, holder)));
        }

        var lent = await bureau.CallAsync("clerk", District, HttpMethod.Post, path, lend, holder);
        Assert.True((int)lent.Status == 201, lent.ToString());
        var back = new JsonObject { ["office"] = 1, ["to"] = holder, ["from"] = "2026-02-17", ["until"] = "2026-02-18" };
        Assert.Equal((409, "delegation.circle-must-not-arise"), Seen(
            await bureau.CallAsync("inspector", District, HttpMethod.Post, path, back, taker)));

        var accepted = await bureau.ActAsync("clerk", District, filed.CaseNo, "acceptance", new JsonObject(), person: taker);
        Assert.True((int)accepted.Status == 200, accepted.ToString());

        // Whatever becomes of the office afterwards, step and audit show the authority of then.
        await OperatorAsync($"/officers/{holder}/offices/1/end", new JsonObject { ["lastDay"] = "2026-02-16", ["reason"] = "transfer" });
        await bureau.SetClockAsync("2026-02-17T09:00:00+08:00");
        Assert.Equal((403, "office.not-held"), Seen(await bureau.CallAsync("clerk", District, HttpMethod.Get, "/work-queue", null, taker)));
        var page = await ReadAsync($"/cases/{filed.CaseNo}");
        var step = page.Body!["case"]!["steps"]!.AsArray().Single(step => step!["name"]!.ToString() == "acceptance")!;
        Assert.Equal((taker, "clerk", holder), (step["actor"]!.ToString(), step["role"]!.ToString(), step["onBehalfOf"]!.ToString()));
        var trail = await ReadAsync($"/audit-trail?caseNo={filed.CaseNo}&pageSize=100");
        var entry = trail.Body!["items"]!.AsArray().Single(entry => entry!["act"]!.ToString() == "application_accepted")!;
        Assert.Equal((holder + "/1", holder), (entry["office"]!.ToString(), entry["onBehalfOf"]!.ToString()));
    }

    [Fact]
    public async Task cases_are_assigned_filtered_and_handed_over_at_once()
    {
        var one = await Filed.Async(bureau, Forms.Fresh());
        var two = await Filed.Async(bureau, Forms.Fresh());
        var from = await NewAsync("clerk");
        var to = await NewAsync("reviewer");
        foreach (var filed in (Filed[])[one, two])
        {
            var assigned = await bureau.CallAsync(
                "clerk", District, HttpMethod.Post, $"/cases/{filed.CaseNo}/assignment", new JsonObject { ["officer"] = from }, from);
            Assert.True((int)assigned.Status == 200, assigned.ToString());
        }

        Assert.Equal(2, (await MineAsync("clerk", from)).Count);
        var elsewhere = await bureau.CallAsync(
            "clerk", "320508", HttpMethod.Post, $"/cases/{one.CaseNo}/assignment", new JsonObject { ["officer"] = from });
        Assert.Equal((403, "assignment.must-be-within-organ"), Seen(elsewhere));
        await OperatorAsync($"/officers/{from}/absences", new JsonObject
        {
            ["from"] = "2026-02-01", ["to"] = "2026-03-01", ["reason"] = "leave",
        });
        await KnownAbsentAsync(from);

        var handed = await OperatorAsync($"/officers/{from}/hand-over", new JsonObject { ["to"] = to, ["district"] = District });
        Assert.True((int)handed.Status == 200, handed.ToString());
        Assert.Equal(2, handed.Body!["cases"]!.AsArray().Count);
        Assert.Empty(await MineAsync("clerk", from));
        Assert.Equal(2, (await MineAsync("reviewer", to)).Count);
    }

    public static TheoryData<string, string, string> Acts => new()
    {
        { "clerk", "acceptance", "{}" },
        { "clerk", "correction-notice", "{}" },
        { "clerk", "non-acceptance", """{"ground":"not-needed"}""" },
        { "reviewer", "review", """{"recommendation":"grant"}""" },
        { "approver", "decision", """{"outcome":"granted"}""" },
        { "approver", "extension", """{"reason":"复杂"}""" },
        { "clerk", "delivery", """{"mode":"electronic","deliveredOn":"2026-02-20"}""" },
    };

    [Fact]
    public async Task who_has_an_interest_opens_nothing_that_is_sealed_in_the_matter()
    {
        var form = Forms.Fresh();
        var filed = await Filed.Async(bureau, form);
        var self = form["legalRepresentative"]!["idNumber"]!.ToString();
        var page = (await bureau.GetAsync("clerk", District, $"/cases/{filed.CaseNo}")).Body!["case"]!["application"]!;
        string[] sealedThings =
        [
            $"/cases/{filed.CaseNo}/documents/{page["applicantName"]}", $"/cases/{filed.CaseNo}/persons/{page["agent"]}",
            $"/cases/{filed.CaseNo}/materials/M01",
        ];

        foreach (var thing in sealedThings)
        {
            var asked = await bureau.CallAsync(
                "clerk", District, HttpMethod.Get, $"{thing}?purpose=handling-a-case", new JsonObject(), self);
            Assert.Equal((403, "officer.has-interest"), ((int)asked.Status, asked.Code));
            Assert.Equal(200, (int)(await bureau.GetAsync("clerk", District, $"{thing}?purpose=handling-a-case")).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task nobody_acts_in_an_own_matter(string role, string act, string body)
    {
        var form = Forms.Fresh();
        var filed = await Filed.Async(bureau, form);
        var self = form["legalRepresentative"]!["idNumber"]!.ToString();

        var refused = await bureau.ActAsync(role, District, filed.CaseNo, act, JsonNode.Parse(body)!, person: self);
        Assert.Equal((403, "officer.has-interest", "76"), (
            (int)refused.Status, refused.Code, refused.Body!["legalBasis"]!["article"]!.ToString()));

        // A firm of one's own is as near, once it was declared.
        var owner = await NewAsync(role);
        var interest = new JsonObject { ["creditCode"] = form["applyerPageCode"]!.ToString(), ["kind"] = "shareholder" };
        var declared = await bureau.CallAsync(role, District, HttpMethod.Post, $"/officers/{owner}/interests", interest, owner);
        Assert.True((int)declared.Status == 200, declared.ToString());
        Assert.Equal("officer.has-interest", (
            await bureau.ActAsync(role, District, filed.CaseNo, act, JsonNode.Parse(body)!, person: owner)).Code);
    }

    [Fact]
    public async Task nor_does_a_second_officer_on_site_or_the_chair_of_a_hearing()
    {
        var form = Forms.Fresh();
        var filed = await Filed.Async(bureau, form);
        var staff = await bureau.PersonAsync("reviewer", District, form["agent"]!["idNumber"]!.ToString());
        var check = new JsonObject
        {
            ["checkedOn"] = "2026-02-16", ["passed"] = true,
            ["officers"] = new JsonArray(await bureau.PersonAsync("inspector", District), staff),
        };

        var refused = await bureau.ActAsync("inspector", District, filed.CaseNo, "site-check", check);
        Assert.Equal((403, "officer.has-interest", "officers[1]"), ((int)refused.Status, refused.Code, refused.Field));
        var notice = new JsonObject { ["at"] = "2026-03-10T09:00:00+08:00", ["place"] = "听证室", ["chair"] = staff };
        var chaired = await bureau.ActAsync("clerk", District, filed.CaseNo, "hearing-notice", notice);
        Assert.Equal((403, "officer.has-interest", "chair"), ((int)chaired.Status, chaired.Code, chaired.Field));
    }

    /// <summary>A person of its own in an office of the district.</summary>
    Task<string> NewAsync(string role) => bureau.PersonAsync(role, District, $"login-{Guid.NewGuid():N}");

    Task<Reply> QueueAsync(string clerk) => bureau.CallAsync("clerk", District, HttpMethod.Get, "/work-queue", null, clerk);

    Task<Reply> OperatorAsync(string path, JsonObject body) => bureau.CallAsync("operator", "320500", HttpMethod.Post, path, body);

    Task<Reply> ReadAsync(string path) => bureau.GetAsync("auditor", "320500", path);

    async Task<JsonArray> MineAsync(string role, string person) =>
        (await bureau.CallAsync(role, District, HttpMethod.Get, "/work-queue?assignee=me&pageSize=100", null, person))
            .Body!["items"]!.AsArray();

    /// <summary>The queue hears of an absence from the directory's events, a moment after the directory does.</summary>
    async Task KnownAbsentAsync(string person)
    {
        for (var attempt = 0; ; attempt++)
        {
            var lines = await MineAsync("clerk", person);
            if (lines.Count == 2 && lines.All(line => (bool)line!["assignee"]!["absent"]!)) return;
            Assert.True(attempt < 600, lines.ToJsonString());
            await Task.Delay(100);
        }
    }

    static (int, string?) Seen(Reply reply) => ((int)reply.Status, reply.Code);
}
