using System.Net;
using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>A permit from its grant to each kind of end, over HTTP: specs/permit-life.md.</summary>
[Collection(OneService.Name)]
public sealed partial class PermitLifeSpec(Service service)
{
    const string District = "320506";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_renewal_in_time_on_which_the_organ_keeps_silent_is_deemed_and_a_late_one_is_not()
    {
        var inTime = await GrantedAsync();
        var late = await GrantedAsync();
        await AcceptedAsync(await AskAsync(inTime, "3", "2026-12-01", []), "2026-12-02");
        await AcceptedAsync(await AskAsync(late, "3", "2026-12-02", []), "2026-12-03");
        await bureau.SetClockAsync("2026-12-31T23:59:00+08:00");
        Assert.Equal("in-force", (await PermitAsync(late)).Body!["state"]!.ToString());

        await bureau.SetClockAsync("2027-01-01T00:00:10+08:00");

        var renewed = await UntilAsync(inTime, page => page["permit"]!["permit"]!["certificateVersion"]!.GetValue<int>() == 2);
        Assert.Equal("2029-12-31", renewed["permit"]!["permit"]!["validTo"]!.ToString());
        Assert.Equal("permit_renewed", renewed["permit"]!["history"]!.AsArray()[^1]!["act"]!.ToString());
        await UntilAsync(late, page => page["permit"]!["state"]!.ToString() == "expired");
        var entry = (await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits/{late.No}")).Body!;
        Assert.Equal(("expired", "2027-01-01"), (entry["state"]!.ToString(), entry["endedOn"]!.ToString()));

        var list = await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits?district={District}&q={late.No}");
        Assert.Equal(0, (int)list.Body!["total"]!);
        list = await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits?district={District}&state=expired&q={late.No}");
        Assert.Equal(1, (int)list.Body!["total"]!);

        var wrong = await EndAsync(late, "clerk", "deregistration", new JsonObject { ["cause"] = "permit-annulled" });
        Assert.Equal("permit.deregistration-must-follow-its-ending", wrong.Code);
        Done(await EndAsync(late, "clerk", "deregistration", new JsonObject { ["cause"] = "term-expired" }), "deregistered");
    }

    [Fact]
    public async Task a_change_is_asked_for_corrected_granted_and_shown_and_another_meanwhile_is_refused()
    {
        var permit = await GrantedAsync();
        JsonArray changes =
        [
            new JsonObject { ["field"] = "venue.name", ["from"] = "没有这个名字", ["to"] = "吴中区新名游泳馆" },
        ];
        var change = await AskAsync(permit, "2", "2026-03-02", new JsonObject { ["changes"] = changes });
        Assert.Equal("case.request-must-be-the-only-one", (await FileAsync(permit, "2", "2026-03-02", new JsonObject
        {
            ["changes"] = changes.DeepClone(),
        })).Code);

        var page = (await bureau.GetAsync("clerk", District, $"/cases/{change.CaseNo}")).Body!["case"]!;
        Assert.Equal("change.from-differs", page["defects"]!.AsArray().Single()!["code"]!.ToString());
        Done(await bureau.ActAsync("clerk", District, change.CaseNo, "correction-notice", new JsonObject()), "correction-requested");
        changes[0]!["from"] = permit.VenueName;
        var corrected = await bureau.PortalAsync(
            HttpMethod.Post, $"/portal/v1/applications/{change.ProjectNo}/corrections",
            new JsonObject { ["correctionNo"] = "C1", ["form"] = new JsonObject { ["changes"] = changes.DeepClone() } });
        Assert.True(corrected.Status == HttpStatusCode.OK, corrected.ToString());

        await AcceptedAsync(change, "2026-03-03");
        Done(await bureau.ActAsync("reviewer", District, change.CaseNo, "review", Grant), "under-review");
        var granted = await bureau.ActAsync("approver", District, change.CaseNo, "decision", new JsonObject { ["outcome"] = "granted" });
        Done(granted, "granted");
        Assert.Equal(permit.No, granted.Body!["permitNo"]!.ToString());

        var entry = (await bureau.AnonymousAsync(HttpMethod.Get, $"/register/permits/{permit.No}")).Body!;
        Assert.Equal(("吴中区新名游泳馆", 2), (entry["venueName"]!.ToString(), (int)entry["certificateVersion"]!));
        Assert.Equal(permit.Address, entry["venueAddress"]!.ToString());
        var replay = await bureau.GetAsync("auditor", "320500", $"/replay/sport-permit/{permit.No}");
        Assert.Equal(
            ["permit_opened", "permit_request_opened", "permit_changed"],
            replay.Body!["events"]!.AsArray().Select(line => line!["type"]!.ToString()));
    }

    [Fact]
    public async Task deceit_is_annulled_by_two_and_bars_the_party_from_applying_again()
    {
        var permit = await GrantedAsync();
        await bureau.SetClockAsync("2026-05-06T09:00:00+08:00");
        var wrong = await EndAsync(permit, "approver", "revocation", new JsonObject { ["cause"] = "deceit" });
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "permit.revocation-must-have-its-cause", "cause"),
            (wrong.Status, wrong.Code, wrong.Field));
        Assert.Equal("9(3)", wrong.Body!["legalBasis"]!["article"]!.ToString());

        var annulment = new JsonObject { ["cause"] = "deceit" };
        Assert.Equal("permit.ending-must-be-proposed", (await EndAsync(permit, "approver", "annulment", annulment)).Code);
        Done(
            await EndAsync(permit, "clerk", "ending-proposal", new JsonObject
            {
                ["ending"] = "annulment", ["cause"] = "deceit", ["statement"] = "救生员证书系伪造",
            }),
            "in-force");
        var statement = (await PermitAsync(permit)).Body!["permit"]!["permit"]!["proposal"]!["statement"]!.ToString();
        var opened = await bureau.GetAsync(
            "approver", District, $"/permits/{permit.No}/documents/{statement}?purpose=handling-a-case");
        Assert.Equal("救生员证书系伪造", opened.Body!["text"]!.ToString());
        Done(await EndAsync(permit, "approver", "annulment", annulment), "annulled");

        var again = Fresh(permit.Form, "2026-05-10");
        var barred = await Filed.Async(bureau, again);
        var page = (await bureau.GetAsync("clerk", District, $"/cases/{barred.CaseNo}")).Body!["case"]!;
        Assert.Equal("2029-05-05", page["bars"]!.AsArray().Single()!["lastDay"]!.ToString());
        Assert.Equal(
            "case.applicant-must-not-be-barred",
            (await bureau.ActAsync("clerk", District, barred.CaseNo, "acceptance", new JsonObject())).Code);
        Done(
            await bureau.ActAsync("clerk", District, barred.CaseNo, "non-acceptance", new JsonObject { ["ground"] = "barred" }),
            "not-accepted");
    }

    [Fact]
    public async Task a_permit_nobody_has_is_no_matter_and_its_project_number_stays_free()
    {
        var form = Request(Forms.Load("006"), "2", "2026-03-02", new JsonObject { ["changes"] = new JsonArray() });
        form["form"]!["permitNo"] = "320506-1999-0001";
        await bureau.SetClockAsync("2026-03-02T10:00:00+08:00");

        var refused = await bureau.FileAsync(form);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "permit.must-exist"), (refused.Status, refused.Code));
        form["form"]!.AsObject().Remove("permitNo");
        var unreadable = await bureau.FileAsync(form);
        Assert.Equal((HttpStatusCode.BadRequest, "form.permitNo"), (unreadable.Status, unreadable.Field));
        var asked = await bureau.PortalAsync(HttpMethod.Get, $"/portal/v1/applications/{form["projectNo"]}");
        Assert.Equal(HttpStatusCode.NotFound, asked.Status);
    }

    static JsonObject Grant => new() { ["recommendation"] = "grant" };

    sealed record Permit(string No, JsonObject Form)
    {
        public string VenueName => Form["form"]!["venue"]!["name"]!.ToString();

        public string Address => Form["form"]!["venue"]!["address"]!.ToString();
    }

    /// <summary>A seasonal pool, granted on 1 January 2024 to a party of its own: in force to 31 December 2026.</summary>
    async Task<Permit> GrantedAsync()
    {
        var form = Fresh(Forms.Load("006"), "2023-12-20");
        form["applyerPageCode"] = Codes.Next();
        var filed = await Filed.Async(bureau, form);
        await AcceptedAsync(filed, "2023-12-21");
        await bureau.SetClockAsync("2024-01-01T10:00:00+08:00");
        var check = new JsonObject
        {
            ["checkedOn"] = "2024-01-01", ["passed"] = true,
            ["officers"] = new JsonArray(await bureau.PersonAsync("inspector", District), await bureau.PersonAsync("reviewer", District)),
        };
        Done(await bureau.ActAsync("inspector", District, filed.CaseNo, "site-check", check), "under-review");
        Done(await bureau.ActAsync("reviewer", District, filed.CaseNo, "review", Grant), "under-review");
        var granted = await bureau.ActAsync("approver", District, filed.CaseNo, "decision", new JsonObject { ["outcome"] = "granted" });
        Done(granted, "granted");
        return new Permit(granted.Body!["permitNo"]!.ToString(), form);
    }

    static JsonObject Fresh(JsonObject of, string day)
    {
        var form = of.DeepClone().AsObject();
        form["projectNo"] = $"TEST-{Guid.NewGuid():N}";
        form["applyDate"] = $"{day}T08:26:00+08:00";
        form["form"]!["facilityStatement"]!["date"] = "2023-12-01";
        return form;
    }

    static JsonObject Request(JsonObject of, string applyType, string day, JsonObject content)
    {
        var form = of.DeepClone().AsObject();
        form["projectNo"] = $"TEST-{Guid.NewGuid():N}";
        form["applyDate"] = $"{day}T08:26:00+08:00";
        form["applyType"] = applyType;
        form["form"] = content.DeepClone();
        form["materials"] = new JsonArray([.. form["materials"]!.AsArray()
            .Where(material => material!["materialCode"]!.ToString() is "M01" or "M04").Select(material => material!.DeepClone())]);
        return form;
    }

    async Task<Reply> FileAsync(Permit permit, string applyType, string day, JsonObject content)
    {
        var form = Request(permit.Form, applyType, day, content);
        form["form"]!["permitNo"] = permit.No;
        return await bureau.FileAsync(form);
    }

    Task<Filed> AskAsync(Permit permit, string applyType, string day, JsonObject content)
    {
        var form = Request(permit.Form, applyType, day, content);
        form["form"]!["permitNo"] = permit.No;
        return Filed.Async(bureau, form);
    }

    async Task AcceptedAsync(Filed filed, string day)
    {
        await bureau.SetClockAsync($"{day}T09:00:00+08:00");
        Done(await bureau.ActAsync("clerk", District, filed.CaseNo, "acceptance", new JsonObject()), "accepted");
    }

    Task<Reply> PermitAsync(Permit permit) => bureau.GetAsync("clerk", District, $"/permits/{permit.No}");

    async Task<Reply> EndAsync(Permit permit, string role, string act, JsonObject body) =>
        await bureau.ActOnPermitAsync(role, District, permit.No, act, body, (await PermitAsync(permit)).Version);

    async Task<JsonNode> UntilAsync(Permit permit, Func<JsonNode, bool> isSo)
    {
        for (var attempt = 0; ; attempt++)
        {
            var reply = await PermitAsync(permit);
            Assert.True(reply.Status == HttpStatusCode.OK && attempt < 900, reply.ToString());
            if (isSo(reply.Body!)) return reply.Body!;
            await Task.Delay(100);
        }
    }

    static void Done(Reply reply, string status)
    {
        Assert.True(reply.Status == HttpStatusCode.OK, reply.ToString());
        Assert.Equal(status, (reply.Body!["status"] ?? reply.Body["state"])!.ToString());
    }

    /// <summary>Valid codes of made-up enterprises, each used once: a bar holds a party for years.</summary>
    static class Codes
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        const string Organisation = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
        static int used;

        public static string Next()
        {
            var body = $"MA{700_000 + Interlocked.Increment(ref used):D6}";
            var sum = body.Select((character, i) => Organisation.IndexOf(character) * OrganisationWeights[i]).Sum();
            var check = (11 - (sum % 11)) switch { 10 => "X", 11 => "0", var digit => $"{digit}" };
            var code = "91320506" + body + check;
            var weight = 1;
            var total = 0;
            foreach (var character in code)
            {
                total += Alphabet.IndexOf(character) * weight;
                weight = weight * 3 % 31;
            }

            return code + Alphabet[(31 - (total % 31)) % 31];
        }
    }
}
