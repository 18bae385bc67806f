using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>A number that was not published keeps a sport ungrantable, and two operators change that.</summary>
[Collection(OneService.Name)]
public sealed class RuleEditionSpec(Service service)
{
    const string Diving =
        """
        {"sport":"DIVE","edition":"dive/1","inForceFrom":"2026-03-01","instructors":1,"rescuers":1,
         "law":"GB 19079.10-2013","article":"5.2","source":"苏体规〔2026〕3号"}
        """;

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task diving_can_be_granted_once_an_edition_is_entered_and_approved()
    {
        var filed = await Filed.Async(bureau, Forms.Fresh("026"));
        var before = await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}/assessment");
        Assert.False((bool)before.Body!["grantable"]!);
        Assert.Contains("POST /staffing-minimums", before.Body["unmet"]![0]!["need"]!.ToString());

        Assert.Equal(201, (int)(await PostAsync("p-maker", "", Diving)).Status);
        const string Approval = """{"sport":"DIVE","edition":"dive/1"}""";
        var own = await PostAsync("p-maker", "/approval", Approval);
        Assert.Equal((403, "rule-edition.approver-must-be-another"), ((int)own.Status, own.Code));
        Assert.Equal(200, (int)(await PostAsync("p-checker", "/approval", Approval)).Status);

        var after = await bureau.GetAsync("clerk", filed.District, $"/cases/{filed.CaseNo}/assessment");
        Assert.True((bool)after.Body!["grantable"]!);
        Assert.Equal(["dive/1"], after.Body["ruleEditions"]!.AsArray().Select(edition => edition!.ToString()));
        var listed = await bureau.GetAsync("auditor", "320500", "/staffing-minimums");
        Assert.Contains(listed.Body!["items"]!.AsArray(), item => item!["edition"]!.ToString() == "dive/1");
    }

    [Fact]
    public async Task an_edition_without_a_document_and_an_officer_are_refused()
    {
        var vague = await PostAsync("p-maker", "", Diving.Replace("苏体规〔2026〕3号", "局长口头说的", StringComparison.Ordinal));
        Assert.Equal((422, "rule-edition.must-be-well-formed", "source"), ((int)vague.Status, vague.Code, vague.Field));
        Assert.Equal(400, (int)(await PostAsync("p-maker", "", Diving.Replace("DIVE", "SWIM", StringComparison.Ordinal))).Status);
        Assert.Equal(403, (int)(await PostAsync("p-maker", "", Diving, "approver")).Status);
    }

    async Task<Reply> PostAsync(string person, string path, string body, string role = "operator")
    {
        var token = await bureau.SendAsync(new(HttpMethod.Post, "/development/token")
        {
            Content = new ByteArrayContent(Bureau.Utf8($$"""{"role":"{{role}}","district":"320500","person":"{{person}}"}""")),
        });
        var request = new HttpRequestMessage(HttpMethod.Post, "/staffing-minimums" + path)
        {
            Content = new ByteArrayContent(Bureau.Utf8(JsonNode.Parse(body)!)),
        };
        request.Headers.Authorization = new("Bearer", token.Body!["token"]!.ToString());
        return await bureau.SendAsync(request);
    }
}
