using System.Text.Json.Nodes;

namespace Api.Tests;

/// <summary>TXT-6: what no command asks for is told, not dropped.</summary>
[Collection(OneService.Name)]
public sealed class UnknownMemberSpec(Service service)
{
    const string District = "320509";

    readonly Bureau bureau = service.Bureau;

    [Theory]
    [InlineData("clerk", "acceptance", """{"acceptedOn":"2026-02-16"}""", "acceptedOn")]
    [InlineData("clerk", "non-acceptance", """{"ground":"not-needed","grounds":["not-needed"]}""", "grounds")]
    [InlineData("reviewer", "review", """{"recommendation":"grant","recommendaton":"refuse"}""", "recommendaton")]
    public async Task a_case_is_left_as_it_was(string role, string act, string body, string field)
    {
        var filed = await Filed.Async(bureau, Forms.Fresh());
        await bureau.PersonAsync(role, District);
        var version = (await bureau.GetAsync("auditor", "320500", $"/cases/{filed.CaseNo}")).Version;
        var before = await service.CountsAsync();

        var refused = await bureau.ActAsync(role, District, filed.CaseNo, act, JsonNode.Parse(body)!, version);

        Assert.Equal((400, "body.unknown-member", field), ((int)refused.Status, refused.Code, refused.Field));
        Assert.Equal(before, await service.CountsAsync());
    }

    [Fact]
    public async Task a_member_of_a_part_is_told_with_its_place()
    {
        var body = JsonNode.Parse("""
            {"taskCode":"X","edition":"e1","inForceFrom":"2026-03-01","source":"s",
             "addresses":[{"entryId":"a","address":"一路","adress":"二路"}]}
            """)!.AsObject();
        body["taskCode"] = Forms.Fresh()["taskCode"]!.ToString();

        var refused = await bureau.CallAsync(
            "operator", "320500", HttpMethod.Post, "/commitment-lists", body, key: Guid.NewGuid().ToString());

        Assert.Equal((400, "body.unknown-member", "addresses[0].adress"), ((int)refused.Status, refused.Code, refused.Field));
    }

    [Fact]
    public async Task the_name_of_an_endless_member_is_not_repeated()
    {
        var refused = await bureau.CallAsync(
            "operator", "320500", HttpMethod.Post, "/proof/keys", new JsonObject { [new string('a', 5_000)] = 1 },
            key: Guid.NewGuid().ToString());

        Assert.Equal((400, "body.unknown-member", "$"), ((int)refused.Status, refused.Code, refused.Field));
    }
}
