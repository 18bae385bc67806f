using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>FND-10, FND-11, FND-15: money that goes on into the next year, and what is granted of it.</summary>
public sealed partial class FundAccountsOverHttp
{
    [Fact]
    public async Task money_is_carried_with_its_budget_once_and_a_grant_is_made_of_it_in_the_next_year()
    {
        var subsidy = new Subsidy(service, "FA-CARRY");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20));
        var (path, next) = ($"/funds/{subsidy.FundNo}", "/funds/2027-FA-CARRY-27");
        Task<Reply> ApproveAsync(string at, int act, long fen) => subsidy.CheckerAsync($"{at}/approval", Act(act, fen));
        Task<Reply> CarryAsync(string treasuryNo, long fen) => subsidy.MakerAsync($"{path}/carry-over", new JsonObject
        {
            ["documentNo"] = "苏财教〔2027〕1号", ["treasuryNo"] = treasuryNo,
            ["parts"] = new JsonArray(new JsonObject { ["programmeNo"] = "FA-CARRY", ["amountFen"] = fen }),
        });
        Task<Reply> GrantAsync(string at, string? citizen = null, string document = Document) => subsidy.MakerAsync(
            $"{at}/grants", new JsonObject
            {
                ["programmeNo"] = "FA-CARRY", ["citizenId"] = citizen ?? Citizen(), ["documentNo"] = document, ["amountFen"] = 20_000,
            });
        var swimmer = Citizen();
        Ok(await subsidy.MakerAsync($"{path}/receipts", new JsonObject { ["paymentNo"] = "FA-CARRY-1", ["amountFen"] = 950_000 }));
        Ok(await ApproveAsync(path, 1, 950_000));

        await bureau.SetClockAsync("2026-12-30T09:00:00+08:00");
        No(HttpStatusCode.UnprocessableEntity, "fund.document-must-be-cited", await GrantAsync(path, swimmer, "苏体〔2026〕07号"));
        Ok(await GrantAsync(path, swimmer));
        Ok(await ApproveAsync(path, 2, 20_000));

        await bureau.SetClockAsync("2027-01-04T09:00:00+08:00");
        Ok(await CarryAsync("FA-CARRY-27", 80_000));
        Ok(await ApproveAsync(path, 3, 80_000));
        No(HttpStatusCode.Conflict, "fund.carry-over-once", await CarryAsync("FA-CARRY-28", 20_000));
        No(HttpStatusCode.Conflict, "fund.year-must-not-be-over", await GrantAsync(path));
        Assert.Equal(("920000", "920000", "0"), Of(await AccountsAsync(subsidy), "f1010", "f2050", "b120"));
        Assert.Equal(("30000", "30000", "80000"), Of(await AccountsAsync(subsidy, next), "f1010", "f2050", "b120"));

        // One document grants one person once, whichever of the two funds bears it.
        Ok(await GrantAsync(next, swimmer));
        No(HttpStatusCode.Conflict, "fund.grant-must-be-new", await ApproveAsync(next, 1, 20_000));
        Ok(await subsidy.CheckerAsync($"{next}/turn-down", new JsonObject { ["act"] = 1, ["reason"] = "withdrawn" }));
        Ok(await GrantAsync(next));
        Ok(await ApproveAsync(next, 2, 20_000));
        Ok(await subsidy.CheckerAsync("/programmes/FA-CARRY/closing", new JsonObject()));
        Assert.Equal(("60000", "0", "20000"), Of(await AccountsAsync(subsidy, next), "b110", "b120", "b140"));
        Ok(await subsidy.MakerAsync($"{path}/lapse", new JsonObject { ["documentNo"] = "苏财教〔2027〕2号" }));
        Ok(await ApproveAsync(path, 4, 900_000));
        Assert.Equal(("920000", "900000", "20000"), Of(await AccountsAsync(subsidy), "b100", "b160", "f1010"));

        static (string, string, string) Of(JsonNode accounts, string one, string two, string three) =>
            (accounts[one]!.ToString(), accounts[two]!.ToString(), accounts[three]!.ToString());
    }
}
