using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>FND-3, FND-15, OFF-7: a login is one reference and a citizen's number another, and both may be one person's.</summary>
public sealed partial class FundAccountsOverHttp
{
    [Fact]
    public async Task nobody_grants_to_themselves_by_their_number_or_is_the_second_person_under_another_login()
    {
        var subsidy = new Subsidy(service, "FA-OWN");
        var proposal = subsidy.Proposal("first-come", 2);
        proposal["budgetFen"] = 20_000;
        await subsidy.RunAsync(proposal);
        var path = $"/funds/{subsidy.FundNo}";
        var (mine, yours, swimmer) = (Citizen(), Citizen(), Citizen());
        var (maker, other, checker) = (
            await EnrolAsync(mine, "finance-maker"), await EnrolAsync(mine, "finance-checker"), await EnrolAsync(yours, "finance-checker"));
        Task<Reply> GrantAsync(string citizen) => bureau.CallAsync(
            "finance-maker", "320500", HttpMethod.Post, $"{path}/grants", new JsonObject
            {
                ["programmeNo"] = "FA-OWN", ["citizenId"] = citizen, ["documentNo"] = Document, ["amountFen"] = 1_000,
            },
            maker, Guid.NewGuid().ToString());
        Task<Reply> ApproveAsync(int act, string by) => bureau.CallAsync(
            "finance-checker", "320500", HttpMethod.Post, $"{path}/approval", Act(act, 1_000), by, Guid.NewGuid().ToString());

        No(HttpStatusCode.Forbidden, "fund.beneficiary-must-be-another", await GrantAsync(mine));
        Ok(await GrantAsync(yours));
        No(HttpStatusCode.Forbidden, "fund.beneficiary-must-be-another", await ApproveAsync(1, checker));
        Ok(await subsidy.CheckerAsync($"{path}/turn-down", new JsonObject { ["act"] = 1, ["reason"] = "withdrawn" }));
        Ok(await GrantAsync(swimmer));
        No(HttpStatusCode.Forbidden, "fund.checker-must-be-another", await ApproveAsync(2, other));
        Assert.Equal("0", (await AccountsAsync(subsidy))["b140"]!.ToString());
        Ok(await ApproveAsync(2, checker));
        Assert.Equal("1000", (await AccountsAsync(subsidy))["b140"]!.ToString());
    }

    /// <summary>A login of the identity provider, with the citizen whose it is.</summary>
    async Task<string> EnrolAsync(string citizen, string role)
    {
        Task<Reply> OperatorAsync(string path, JsonObject body) => bureau.CallAsync(
            "operator", "320500", HttpMethod.Post, path, body, key: Guid.NewGuid().ToString());
        var person = Ok(await OperatorAsync("/officers", new JsonObject
        {
            ["login"] = "https://idp.test|" + Guid.NewGuid(), ["name"] = "周敏", ["citizenId"] = citizen, ["district"] = "320500",
        })).Body!["person"]!.ToString();
        Ok(await OperatorAsync(
            $"/officers/{person}/offices", new JsonObject { ["role"] = role, ["district"] = "320500", ["from"] = "2026-05-01" }));
        return person;
    }
}
