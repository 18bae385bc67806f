using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/funds.md over HTTP: what is done with an appropriation once it is there, and what is refused.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class FundOverHttp(Service service)
{
    const string Document = "苏财教〔2026〕40号";

    [Fact]
    public async Task an_appropriation_is_adjusted_by_two_and_a_turned_down_act_moves_nothing()
    {
        var subsidy = new Subsidy(service, "FD-ADJUST");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 30));
        var fund = $"/funds/{subsidy.FundNo}";
        Task<Reply> AdjustAsync(long change, string document = Document) =>
            subsidy.MakerAsync($"{fund}/adjustments", new JsonObject { ["documentNo"] = document, ["changeFen"] = change });

        No(HttpStatusCode.UnprocessableEntity, "fund.amount-must-be-payable", await AdjustAsync(0));
        No(HttpStatusCode.UnprocessableEntity, "fund.amount-must-be-payable", await AdjustAsync(-1_000_000));
        No(HttpStatusCode.UnprocessableEntity, "fund.document-must-be-cited", await AdjustAsync(1, "a letter"));
        No(HttpStatusCode.Conflict, "fund.must-be-available", await AdjustAsync(-850_001));
        No(HttpStatusCode.Forbidden, "fund.maker-must-be-finance", await subsidy.CheckerAsync(
            $"{fund}/adjustments", new JsonObject { ["documentNo"] = Document, ["changeFen"] = 1 }));
        Ok(await AdjustAsync(-850_000));
        No(HttpStatusCode.Conflict, "fund.another-act-is-pending", await AdjustAsync(5));

        No(HttpStatusCode.Forbidden, "fund.checker-must-be-another", await service.Bureau.CallAsync(
            "finance-checker", "320500", HttpMethod.Post, $"{fund}/approval", Approve(1, -850_000),
            person: await service.Bureau.PersonAsync("finance-maker", "320500")));
        No(HttpStatusCode.Forbidden, "fund.district-must-be-own", await service.Bureau.PostAsync(
            "finance-checker", "320508", $"{fund}/approval", Approve(1, -850_000)));
        No(HttpStatusCode.Conflict, "fund.amount-must-agree", await subsidy.CheckerAsync($"{fund}/approval", Approve(1, 850_000)));
        No(HttpStatusCode.UnprocessableEntity, "fund.reason-must-be-known", await subsidy.CheckerAsync(
            $"{fund}/turn-down", new JsonObject { ["act"] = 1, ["reason"] = "mood" }));
        No(HttpStatusCode.Conflict, "fund.act-must-be-pending", await subsidy.CheckerAsync($"{fund}/turn-down", Down(2)));
        Ok(await subsidy.CheckerAsync($"{fund}/turn-down", Down(1)));
        No(HttpStatusCode.Conflict, "fund.act-must-be-pending", await subsidy.CheckerAsync($"{fund}/approval", Approve(1, -850_000)));
        Assert.Equal(("1000000", "850000"), await BalancesAsync(subsidy, fund));

        Ok(await AdjustAsync(50_000));
        Ok(await subsidy.CheckerAsync($"{fund}/approval", Approve(2, 50_000)));
        Assert.Equal(("1050000", "900000"), await BalancesAsync(subsidy, fund));

        Ok(await subsidy.CheckerAsync($"{fund}/approval", Approve(2, 50_000)));
        No(HttpStatusCode.Conflict, "fund.amount-must-agree", await subsidy.CheckerAsync($"{fund}/approval", Approve(2, 500_000)));
        No(HttpStatusCode.Conflict, "fund.act-must-be-pending", await service.Bureau.CallAsync(
            "finance-checker", "320500", HttpMethod.Post, $"{fund}/approval", Approve(2, 50_000),
            person: await service.Bureau.PersonAsync("auditor", "320500")));
        Assert.Equal(("1050000", "900000"), await BalancesAsync(subsidy, fund));
    }

    [Fact]
    public async Task money_is_carried_once_into_the_next_year_and_goes_back_from_both_when_the_programme_closes()
    {
        var subsidy = new Subsidy(service, "FD-CARRY");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 30));
        var (fund, next) = ($"/funds/{subsidy.FundNo}", "/funds/2027-T-FD-CARRY-27");
        Task<Reply> CarryAsync(params long[] parts) => subsidy.MakerAsync($"{fund}/carry-over", new JsonObject
        {
            ["documentNo"] = "苏财教〔2027〕1号", ["treasuryNo"] = "T-FD-CARRY-27",
            ["parts"] = new JsonArray([.. parts.Select(
                part => new JsonObject { ["programmeNo"] = subsidy.ProgrammeNo, ["amountFen"] = part })]),
        });
        Task<Reply> LapseAsync() => subsidy.MakerAsync($"{fund}/lapse", new JsonObject { ["documentNo"] = "苏财教〔2027〕2号" });

        await service.Bureau.SetClockAsync("2026-12-31T23:59:59+08:00");
        No(HttpStatusCode.Conflict, "fund.year-must-be-over", await CarryAsync(100_000));
        No(HttpStatusCode.Conflict, "fund.year-must-be-over", await LapseAsync());
        await service.Bureau.SetClockAsync("2027-01-01T00:00:00+08:00");
        No(HttpStatusCode.UnprocessableEntity, "fund.parts-must-be-distinct", await CarryAsync());
        No(HttpStatusCode.UnprocessableEntity, "fund.parts-must-be-distinct", await CarryAsync(1, 2));
        No(HttpStatusCode.UnprocessableEntity, "fund.amount-must-be-payable", await CarryAsync(0));
        No(HttpStatusCode.Conflict, "fund.must-be-frozen-for-programme", await CarryAsync(150_001));
        Ok(await CarryAsync(100_000));
        Ok(await subsidy.CheckerAsync($"{fund}/approval", Approve(1, 100_000)));
        Assert.Equal(("900000", "850000"), await BalancesAsync(subsidy, fund));
        Assert.Equal(("100000", "0"), await BalancesAsync(subsidy, next));
        No(HttpStatusCode.Conflict, "fund.carry-over-once", await subsidy.MakerAsync($"{next}/carry-over", new JsonObject
        {
            ["documentNo"] = "苏财教〔2028〕1号", ["treasuryNo"] = "T-FD-CARRY-28",
            ["parts"] = new JsonArray(new JsonObject { ["programmeNo"] = subsidy.ProgrammeNo, ["amountFen"] = 100_000 }),
        }));

        Ok(await LapseAsync());
        No(HttpStatusCode.Conflict, "fund.programmes-must-be-settled", await subsidy.CheckerAsync($"{fund}/approval", Approve(2, 850_000)));
        Ok(await subsidy.CheckerAsync($"/programmes/{subsidy.ProgrammeNo}/closing", new JsonObject()));
        Assert.Equal(("900000", "900000"), await BalancesAsync(subsidy, fund));
        Assert.Equal(("100000", "100000"), await BalancesAsync(subsidy, next));

        No(HttpStatusCode.Conflict, "fund.amount-must-agree", await subsidy.CheckerAsync($"{fund}/approval", Approve(2, 850_000)));
        Ok(await subsidy.CheckerAsync($"{fund}/approval", Approve(2, 900_000)));
        No(HttpStatusCode.Conflict, "fund.must-be-open", await subsidy.MakerAsync(
            $"{fund}/adjustments", new JsonObject { ["documentNo"] = Document, ["changeFen"] = 5 }));
    }

    [Fact]
    public async Task a_programme_is_not_closed_while_somebody_may_still_win()
    {
        var subsidy = new Subsidy(service, "FD-OPEN");
        await subsidy.RunAsync(subsidy.Proposal("lottery", 5));
        await service.Bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        Ok(await subsidy.ClaimAsync(Citizen()));
        Task<Reply> CloseAsync() => subsidy.CheckerAsync($"/programmes/{subsidy.ProgrammeNo}/closing", new JsonObject());

        No(HttpStatusCode.Conflict, "programme.must-be-over", await CloseAsync());
        Ok(await subsidy.MakerAsync($"/programmes/{subsidy.ProgrammeNo}/batches/1/stop", new JsonObject { ["cause"] = "funds" }));
        Ok(await CloseAsync());
        Assert.Equal(("1000000", "1000000"), await BalancesAsync(subsidy, $"/funds/{subsidy.FundNo}"));
    }

    static JsonObject Approve(int act, long fen) => new() { ["act"] = act, ["amountFen"] = fen };

    static JsonObject Down(int act) => new() { ["act"] = act, ["reason"] = "wrong-amount" };

    static async Task<(string Approved, string Available)> BalancesAsync(Subsidy subsidy, string fund)
    {
        var page = Ok(await subsidy.GetAsync(fund)).Body!;
        return (page["approved"]!.ToString(), page["available"]!.ToString());
    }
}
