using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>A climbing hall whose address is on a published list: signed, granted unseen, checked afterwards.</summary>
[Collection(OneService.Name)]
public sealed class CommitmentOverHttp(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_listed_address_is_granted_on_commitment_and_checked_afterwards()
    {
        await PublishAsync();
        var form = Forms.Fresh("024");
        form["form"]!["commitmentPath"] = true;
        form["form"]!["venue"]!["address"] = "苏州市工业园区　太湖路８８４号";
        var filed = await Filed.Async(bureau, form);
        var other = Forms.Fresh("025");
        other["form"]!["commitmentPath"] = true;
        other["applyDate"] = form["applyDate"]!.DeepClone();
        var elsewhere = await Filed.Async(bureau, other, deliver: false);
        Assert.Equal("address-not-listed", (await CommitmentAsync(elsewhere))["reason"]!.ToString());
        Assert.Equal("open", (await CommitmentAsync(filed))["state"]!.ToString());

        await bureau.SetClockAsync("2026-03-23T09:00:00+08:00");
        Assert.Equal("commitment", (await ActAsync(filed, "clerk", "acceptance", "{}")).Body!["next"]!.ToString());
        var signed = await ActAsync(filed, "clerk", "commitment", """{"signedOn":"2026-03-23","commitment":"本单位承诺"}""");
        Assert.Equal("review", signed.Body!["next"]!.ToString());
        await ActAsync(filed, "reviewer", "review", """{"recommendation":"grant"}""");
        Assert.Equal("granted", (await ActAsync(filed, "approver", "decision", """{"outcome":"granted"}""")).Body!["status"]!.ToString());
        var delivered = await ActAsync(filed, "clerk", "delivery", """{"mode":"electronic","deliveredOn":"2026-03-23"}""");
        Assert.Equal(("granted", "post-grant-check"), (delivered.Body!["status"]!.ToString(), delivered.Body["next"]!.ToString()));

        var check = new JsonObject
        {
            ["checkedOn"] = "2026-03-23", ["outcome"] = "untrue", ["record"] = "现场与承诺不符",
            ["officers"] = new JsonArray(
                await bureau.PersonAsync("inspector", filed.District), await bureau.PersonAsync("reviewer", filed.District)),
        };
        var untrue = await ActAsync(filed, "inspector", "post-grant-check", check.ToJsonString());
        Assert.Equal(("closed", "none"), (untrue.Body!["status"]!.ToString(), untrue.Body["turn"]!.ToString()));
        var page = await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}");
        Assert.Contains(page.Body!["case"]!["documents"]!.AsArray(), document => document!["kind"]!.ToString() == "stop-order");
    }

    async Task PublishAsync()
    {
        const string List = """
            {"taskCode":"1132050001414938323000133105002","edition":"ftz/1","inForceFrom":"2026-03-01",
             "addresses":[{"entryId":"1","address":"苏州市工业园区太湖路884号"}],
             "law":"体规字〔2021〕4号","article":"-","source":"苏体规〔2026〕5号"}
            """;
        await bureau.SetClockAsync("2026-03-01T09:00:00+08:00");
        await PostAsync("p-maker", "/commitment-lists", List);
        await PostAsync("p-checker", "/commitment-lists/approval", """{"taskCode":"1132050001414938323000133105002","edition":"ftz/1"}""");
    }

    async Task<JsonNode> CommitmentAsync(Filed filed) =>
        (await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}")).Body!["case"]!["proceedings"]!["commitment"]!;

    async Task PostAsync(string person, string path, string body)
    {
        var token = await bureau.SendAsync(new(HttpMethod.Post, "/development/token")
        {
            Content = new ByteArrayContent(Bureau.Utf8($$"""{"role":"operator","district":"320500","person":"{{person}}"}""")),
        });
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Bureau.Utf8(body)) };
        request.Headers.Authorization = new("Bearer", token.Body!["token"]!.ToString());
        var reply = await bureau.SendAsync(request);
        Assert.True((int)reply.Status is 200 or 201, reply.ToString());
    }

    Task<Reply> ActAsync(Filed filed, string role, string act, string body) =>
        bureau.ActAsync(role, filed.District, filed.CaseNo, act, JsonNode.Parse(body)!);
}
