using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>specs/personal-data.md over HTTP: the agent of a case is restricted, corrected, exported and erased.</summary>
[Collection(OneService.Name)]
public sealed partial class ErasureSpec(Service service)
{
    const string District = "320509";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task while_the_case_is_open_erasure_waits_and_says_why_and_afterwards_until_when()
    {
        var (filed, agent) = await FiledAsync(withdrawn: false);

        var open = await CallAsync($"/persons/{agent}/erasure", new JsonObject { ["requestNo"] = "PI-2" });
        Assert.Equal("restricted", open.Body!["state"]!.ToString());
        var waits = open.Body["restrictions"]!.AsArray().Single()!;
        Assert.Contains(waits["reasons"]!.AsArray(), reason => reason!["subject"]?.ToString() == filed.CaseNo);
        Assert.Null(waits["until"]);
        Assert.Equal("shown", (await StateAsync(filed, agent, "handling-a-case")));

        Assert.Equal(200, (int)(await WithdrawAsync(filed)).Status);
        var later = await CallAsync($"/persons/{agent}/erasure", new JsonObject { ["requestNo"] = "PI-2" });
        var deferred = later.Body!["restrictions"]!.AsArray().Single()!;
        Assert.Equal(
            ("restricted", "erasure-deferred", "2029-02-16"),
            (later.Body["state"]!.ToString(), deferred["ground"]!.ToString(), deferred["until"]!.ToString()));
        Assert.Equal("restricted", await StateAsync(filed, agent, "handling-a-case"));
        Assert.Equal("shown", await StateAsync(filed, agent, "data-subject-access"));
        Assert.Equal((403, "role.not-admitted"), Seen(await bureau.CallAsync(
            "operator", "320500", HttpMethod.Post, $"/persons/{agent}/erasure", new JsonObject { ["requestNo"] = "PI-4" })));
    }

    [Fact]
    public async Task a_restriction_beside_a_deferred_erasure_ends_under_its_own_number_and_takes_nothing_along()
    {
        var (_, agent) = await FiledAsync(withdrawn: false);
        await CallAsync($"/persons/{agent}/erasure", new JsonObject { ["requestNo"] = "PI-21" });
        var claim = new JsonObject { ["requestNo"] = "PI-22", ["ground"] = "legal-claim" };

        var both = await CallAsync($"/persons/{agent}/restriction", claim);
        Assert.Equal(2, both.Body!["restrictions"]!.AsArray().Count);
        Assert.DoesNotContain("handling-a-case", both.Body["openFor"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((409, "data-subject.restriction-must-exist"), Seen(await LiftAsync("PI-77")));
        Assert.Equal((422, "data-subject.ground-must-be-known"), Seen(await LiftAsync("PI-21")));

        var one = await LiftAsync("PI-22");
        Assert.Equal("restricted", one.Body!["state"]!.ToString());
        Assert.Equal("erasure-deferred", one.Body["restrictions"]!.AsArray().Single()!["ground"]!.ToString());
        Assert.Contains("handling-a-case", one.Body["openFor"]!.ToJsonString(), StringComparison.Ordinal);

        Task<Reply> LiftAsync(string no) =>
            CallAsync($"/persons/{agent}/restriction-end", new JsonObject { ["requestNo"] = no, ["reason"] = "resolved" });
    }

    [Fact]
    public async Task a_citizens_number_in_the_place_of_a_request_number_is_refused_and_stands_nowhere()
    {
        var (_, agent) = await FiledAsync(withdrawn: false);
        const string number = "32050919941114574X";

        var refused = await CallAsync(
            $"/persons/{agent}/restriction", new JsonObject { ["requestNo"] = number, ["ground"] = "legal-claim" });

        Assert.Equal((422, "data-subject.request-no-must-be-a-number"), Seen(refused));
        Assert.Equal("requestNo", refused.Field);
        Assert.Equal(0L, await service.Database.AskAsOwnerAsync(
            $"select count(*) from mt_events where data::text like '%{number}%' or headers::text like '%{number}%'"));
    }

    [Fact]
    public async Task a_wrong_name_is_corrected_and_everything_held_is_handed_out()
    {
        var (filed, agent) = await FiledAsync(withdrawn: false);

        var corrected = await CallAsync(
            $"/persons/{agent}/correction", new JsonObject { ["requestNo"] = "PI-5", ["field"] = "name", ["text"] = "林更正" });
        Assert.True((int)corrected.Status == 200, corrected.ToString());
        var shown = await ReadAsync($"/cases/{filed.CaseNo}/persons/{agent}?purpose=handling-a-case");
        Assert.Equal("林更正", shown.Body!["details"]!["name"]!.ToString());
        Assert.Equal((422, "data-subject.field-must-be-correctable"), Seen(await CallAsync(
            $"/persons/{agent}/correction", new JsonObject { ["requestNo"] = "PI-6", ["field"] = "id-number", ["text"] = "1" })));

        var export = await CallAsync($"/persons/{agent}/export", new JsonObject
        {
            ["requestNo"] = "PI-7", ["recipient"] = "data-subject", ["purpose"] = "access-request",
        });
        Assert.True((int)export.Status == 200, export.ToString());
        var document = export.Body!["document"]!;
        Assert.Contains(document["matters"]!.AsArray(), matter => matter!["id"]!.ToString() == filed.CaseNo);
        Assert.Contains(document["texts"]!.AsArray(), text => text!["text"]?.ToString() == "林更正");
        Assert.Contains(document["readings"]!.AsArray(), reading => reading!["caseNo"]?.ToString() == filed.CaseNo);
        var trail = await ReadAsync($"/audit-trail?subject=data-subject/{agent}");
        var acts = trail.Body!["items"]!.AsArray().Select(entry => entry!["act"]!.ToString());
        Assert.Equal(["personal_data_exported", "personal_data_corrected"], acts);
    }

    /// <summary>A case with an agent of its own, so that no other test's case holds this person.</summary>
    internal static async Task<(Filed Filed, string Agent)> FiledAsync(Bureau bureau, bool withdrawn)
    {
        var form = Forms.Fresh();
        var number = Numbers.Fresh();
        form["agent"]!["idNumber"] = number;
        var filed = await Filed.Async(bureau, form, deliver: false);
        if (withdrawn) Assert.Equal(200, (int)(await WithdrawAsync(bureau, filed)).Status);
        var found = await bureau.CallAsync(
            "privacy-officer", "320500", HttpMethod.Post, "/persons/lookup", new JsonObject { ["citizenId"] = number });
        return (filed, found.Body!["person"]!.ToString());
    }

    Task<(Filed Filed, string Agent)> FiledAsync(bool withdrawn) => FiledAsync(bureau, withdrawn);

    Task<Reply> WithdrawAsync(Filed filed) => WithdrawAsync(bureau, filed);

    static Task<Reply> WithdrawAsync(Bureau bureau, Filed filed) => bureau.PortalAsync(
        HttpMethod.Post, $"/portal/v1/applications/{filed.ProjectNo}/withdrawal", new JsonObject { ["reason"] = "计划有变" });

    async Task<string> StateAsync(Filed filed, string person, string purpose) =>
        (await ReadAsync($"/cases/{filed.CaseNo}/persons/{person}?purpose={purpose}")).Body!["states"]!["name"]!.ToString();

    Task<Reply> CallAsync(string path, JsonObject body) =>
        bureau.CallAsync("privacy-officer", "320500", HttpMethod.Post, path, body);

    Task<Reply> ReadAsync(string path) => bureau.GetAsync("auditor", "320500", path);

    static (int, string?) Seen(Reply reply) => ((int)reply.Status, reply.Code);
}

/// <summary>Citizens' numbers that pass their check and belong to nobody.</summary>
static class Numbers
{
    static int made;

    public static string Fresh()
    {
        var body = $"32050119000101{Interlocked.Increment(ref made):D3}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = body.Select((digit, index) => (digit - '0') * weights[index]).Sum();
        return body + "10X98765432"[sum % 11];
    }
}
