using System.Net;
using System.Text.Json.Nodes;
using Application.Ports;
using Application.Subsidies;
using Microsoft.Extensions.DependencyInjection;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/funds.md over HTTP: a fund's accounts while money comes in, vouchers go out and come back, and grants are made.</summary>
[Collection(OneProgrammeService.Name)]
public sealed partial class FundAccountsOverHttp(Service service)
{
    const string Document = "苏体〔2026〕7号";

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task of_two_hundred_at_once_exactly_twenty_win_to_the_last_fen_and_after_five_expired_exactly_five_more()
    {
        var subsidy = new Subsidy(service, "FA-RULE20");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20));
        Assert.Equal((1_000_000, 900_000, 100_000, 0), await BudgetAsync(subsidy));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        foreach (var reply in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => subsidy.ClaimAsync(Citizen())))) Ok(reply);
        Assert.Equal((1_000_000, 900_000, 75_000, 25_000), await BudgetAsync(subsidy));

        await bureau.SetClockAsync("2026-06-05T10:00:00+08:00");
        var claims = Task.WhenAll(Enumerable.Range(0, 195).Select(_ => subsidy.ClaimAsync(Citizen())));
        while (!claims.IsCompleted) await BudgetAsync(subsidy);
        var late = await claims;
        Assert.Equal(15, late.Count(reply => reply.Status == HttpStatusCode.Created));
        Assert.All(late.Where(reply => reply.Status != HttpStatusCode.Created), reply =>
            No(HttpStatusCode.Conflict, "claim.sold-out", reply));
        Assert.Equal((1_000_000, 900_000, 0, 100_000), await BudgetAsync(subsidy));

        await bureau.SetClockAsync("2026-06-10T00:00:01+08:00");
        await UntilAsync(async () => (await BudgetAsync(subsidy)).B130 == 75_000, "five have expired");
        Assert.Equal((1_000_000, 900_000, 25_000, 75_000), await BudgetAsync(subsidy));
        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => subsidy.ClaimAsync(Citizen())));
        Assert.Equal(5, again.Count(reply => reply.Status == HttpStatusCode.Created));
        Assert.Equal((1_000_000, 900_000, 0, 100_000), await BudgetAsync(subsidy));
        Assert.Equal((25L, 25L, 20L), await subsidy.CountAsync());
    }

    [Fact]
    public async Task what_is_not_issued_again_is_available_at_once_and_taken_back_exactly_once()
    {
        var subsidy = new Subsidy(service, "FA-STOP");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20, terms: terms => terms["recycling"] = "fund"));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        foreach (var reply in await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => subsidy.ClaimAsync(Citizen())))) Ok(reply);
        Assert.Equal((1_000_000, 900_000, 0, 100_000), await BudgetAsync(subsidy));

        // Several take back at the same time, as nodes do, while the vouchers end.
        await bureau.SetClockAsync("2026-06-10T00:00:01+08:00");
        var (funds, sm3) = (service.Provider.GetRequiredService<FundCommands>(), service.Provider.GetRequiredService<ISm3>());
        await UntilAsync(
            async () =>
            {
                var now = await service.Provider.GetRequiredService<IBusinessClock>().NowAsync(default);
                await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => funds.TakeBackFreedAsync("FA-STOP", now, sm3, default)));
                var (b100, b110, b120, b130) = await BudgetAsync(subsidy);
                Assert.Equal((1_000_000, 1_000_000, 0), (b100, b110 + b130, b120));
                return b130 == 0;
            },
            "all have expired");
        Assert.Equal((1_000_000, 1_000_000, 0, 0), await BudgetAsync(subsidy));
        await UntilAsync(async () => await TallyAsync("voucher-freed", "FA-STOP") == 0, "the fund has taken it back");
        Assert.Equal((100_000L, 100_000L), (await FreedAsync(subsidy), await TallyAsync("budget-gone", "FA-STOP")));
        No(HttpStatusCode.Conflict, "claim.sold-out", await subsidy.ClaimAsync(Citizen()));

        // It can be planned for something else; closing has nothing left to give back.
        var other = new Subsidy(service, "FA-STOP2");
        var proposal = other.Proposal("first-come", 200, batch => batch["opensAt"] = "2026-06-20T02:00:00Z", terms =>
            (terms["opensOn"], terms["kinds"]![0]!["face"]) = ("2026-06-20", 5_000));
        (proposal["fundNo"], proposal["inForceFrom"]) = (subsidy.FundNo, "2026-06-20");
        Ok(await other.MakerAsync("/programmes/FA-STOP2/terms", proposal));
        Ok(await other.CheckerAsync("/programmes/FA-STOP2/terms/1/approval", JsonNode.Parse(Approval)!));
        Assert.Equal((1_000_000, 0, 1_000_000, 0), await BudgetAsync(subsidy));
        await bureau.SetClockAsync("2026-07-01T00:00:01+08:00");
        Ok(await subsidy.CheckerAsync("/programmes/FA-STOP/closing", new JsonObject()));
        Assert.Equal((1_000_000, 0, 1_000_000, 0), await BudgetAsync(subsidy));
        Assert.Equal(100_000L, await FreedAsync(subsidy));
    }

    [Fact]
    public async Task vouchers_of_a_stopped_batch_stay_good_and_free_their_money_when_they_end()
    {
        var subsidy = new Subsidy(service, "FA-HALT");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        foreach (var reply in await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => subsidy.ClaimAsync(Citizen())))) Ok(reply);
        Ok(await subsidy.MakerAsync("/programmes/FA-HALT/batches/1/stop", new JsonObject { ["cause"] = "funds" }));
        No(HttpStatusCode.Conflict, "claim.batch-must-not-be-stopped", await subsidy.ClaimAsync(Citizen()));
        Assert.Equal((1_000_000, 900_000, 85_000, 15_000), await BudgetAsync(subsidy));

        await bureau.SetClockAsync("2026-06-10T00:00:01+08:00");
        await UntilAsync(async () => (await BudgetAsync(subsidy)).B130 == 0, "three have expired");
        Assert.Equal((1_000_000, 915_000, 85_000, 0), await BudgetAsync(subsidy));
        Ok(await subsidy.CheckerAsync("/programmes/FA-HALT/closing", new JsonObject()));
        Assert.Equal((1_000_000, 1_000_000, 0, 0), await BudgetAsync(subsidy));
        await UntilAsync(async () => await TallyAsync("voucher-freed", "FA-HALT") == 0, "nothing waits to be taken back");
        Assert.Equal(15_000L, await FreedAsync(subsidy));
    }

    [Fact]
    public async Task a_grant_and_two_hundred_claims_at_once_take_no_more_than_is_frozen()
    {
        var subsidy = new Subsidy(service, "FA-GRANT");
        var proposal = subsidy.Proposal("first-come", 20);
        proposal["budgetFen"] = 150_000;
        await subsidy.RunAsync(proposal);
        var (path, swimmer) = ($"/funds/{subsidy.FundNo}", Citizen());
        Task<Reply> GrantAsync(long fen, string? citizen = null, string document = Document) => subsidy.MakerAsync(
            $"{path}/grants", new JsonObject
            {
                ["programmeNo"] = "FA-GRANT", ["citizenId"] = citizen ?? swimmer, ["documentNo"] = document, ["amountFen"] = fen,
            });

        No(HttpStatusCode.BadRequest, "body.unreadable", await GrantAsync(1, "320508199001011234"));
        No(HttpStatusCode.UnprocessableEntity, "fund.amount-must-be-payable", await GrantAsync(0));
        No(HttpStatusCode.Conflict, "fund.must-be-frozen-for-programme", await GrantAsync(150_001));
        Ok(await GrantAsync(50_001));
        No(
            HttpStatusCode.Conflict, "fund.grant-must-leave-vouchers-covered",
            await subsidy.CheckerAsync($"{path}/approval", Act(1, 50_001)));
        Ok(await subsidy.CheckerAsync($"{path}/turn-down", new JsonObject { ["act"] = 1, ["reason"] = "wrong-amount" }));
        Ok(await GrantAsync(50_000));

        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var claims = Task.WhenAll(Enumerable.Range(0, 200).Select(_ => subsidy.ClaimAsync(Citizen())));
        Ok(await subsidy.CheckerAsync($"{path}/approval", Act(2, 50_000)));
        while (!claims.IsCompleted) await BudgetAsync(subsidy);
        Assert.Equal(20, (await claims).Count(reply => reply.Status == HttpStatusCode.Created));
        Assert.Equal((1_000_000, 850_000, 0, 100_000), await BudgetAsync(subsidy));
        var accounts = await AccountsAsync(subsidy);
        Assert.Equal(
            ("50000", "50000", "50000"),
            (accounts["b140"]!.ToString(), accounts["f5001"]!.ToString(), accounts["f2020"]!.ToString()));

        No(HttpStatusCode.Conflict, "fund.grant-must-be-new", await GrantAsync(1));
        Ok(await GrantAsync(1, document: "苏体〔2026〕8号"));
        No(HttpStatusCode.Conflict, "fund.grant-must-leave-vouchers-covered", await subsidy.CheckerAsync($"{path}/approval", Act(3, 1)));
        await UntilAsync(
            async () => (await subsidy.GetAsync($"{path}/grants")).Body!["items"]!.AsArray().Count == 1, "the grant is listed");
        var line = Ok(await subsidy.GetAsync($"{path}/grants")).Body!["items"]![0]!;
        Assert.Equal(("2", "50000", Document), (line["act"]!.ToString(), line["amount"]!.ToString(), line["documentNo"]!.ToString()));
        Assert.Equal(0L, await subsidy.NumberAsync(
            $"select count(*) from mt_events where stream_id = 'fund/{subsidy.FundNo}' and data::text like '%{swimmer}%'"));
        Ok(await subsidy.CheckerAsync($"{path}/turn-down", new JsonObject { ["act"] = 3, ["reason"] = "withdrawn" }));

        // What was granted is neither released with the closing nor lapses.
        await bureau.SetClockAsync("2026-07-01T00:00:01+08:00");
        await UntilAsync(async () => (await BudgetAsync(subsidy)).B130 == 0, "all have expired");
        Ok(await subsidy.CheckerAsync("/programmes/FA-GRANT/closing", new JsonObject()));
        Assert.Equal((1_000_000, 950_000, 0, 0), await BudgetAsync(subsidy));
        Assert.Equal("50000", (await AccountsAsync(subsidy))["b140"]!.ToString());
    }

    [Fact]
    public async Task money_is_received_once_exchanged_out_no_further_than_it_reaches_and_goes_back_with_the_lapse()
    {
        var subsidy = new Subsidy(service, "FA-MONEY");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20));
        var path = $"/funds/{subsidy.FundNo}";
        Task<Reply> ReceiveAsync(string number, long fen, string? at = null) => subsidy.MakerAsync(
            $"{at ?? path}/receipts", new JsonObject { ["paymentNo"] = number, ["amountFen"] = fen });
        Task<Reply> TransferAsync(string from, string to, long fen) => subsidy.MakerAsync($"{path}/transfers", new JsonObject
        {
            ["documentNo"] = Document, ["from"] = from, ["to"] = to, ["amountFen"] = fen,
        });
        Task<Reply> ApproveAsync(int act, long fen, string? at = null) => subsidy.CheckerAsync($"{at ?? path}/approval", Act(act, fen));

        No(HttpStatusCode.UnprocessableEntity, "fund.payment-number-must-be-given", await ReceiveAsync("1 2", 1));
        No(HttpStatusCode.Conflict, "fund.receipt-must-be-within-approved", await ReceiveAsync("FA-PAY-1", 1_000_001));
        Ok(await ReceiveAsync("FA-PAY-1", 600_000));
        Assert.Equal("0", (await AccountsAsync(subsidy))["f1010"]!.ToString());
        No(HttpStatusCode.Conflict, "fund.amount-must-agree", await ApproveAsync(1, 60_000));
        Ok(await ApproveAsync(1, 600_000));
        No(HttpStatusCode.Conflict, "fund.payment-must-be-new", await ReceiveAsync("fa-pay-1", 1));

        // The same payment of the treasury in another fund.
        var other = new Subsidy(service, "FA-MONEY2");
        await other.FundAsync();
        Ok(await ReceiveAsync("FA-PAY-1", 600_000, $"/funds/{other.FundNo}"));
        No(HttpStatusCode.Conflict, "fund.payment-must-be-new", await ApproveAsync(1, 600_000, $"/funds/{other.FundNo}"));

        No(HttpStatusCode.UnprocessableEntity, "fund.accounts-must-be-neighbours", await TransferAsync("F1010", "F1021.FA-MONEY", 1));
        No(HttpStatusCode.Conflict, "fund.money-must-be-there", await TransferAsync("F1010", "F1020", 600_001));
        Ok(await TransferAsync("F1010", "F1020", 600_000));
        Ok(await ApproveAsync(2, 600_000));
        No(HttpStatusCode.Conflict, "fund.sub-wallet-must-fit-budget", await TransferAsync("F1020", "F1021.FA-MONEY", 100_001));
        Ok(await TransferAsync("F1020", "F1021.FA-MONEY", 100_000));
        Ok(await ApproveAsync(3, 100_000));
        var accounts = await AccountsAsync(subsidy);
        Assert.Equal(
            ("0", "500000", "100000", "600000"),
            (accounts["f1010"]!.ToString(), accounts["f1020"]!.ToString(), accounts["f1021"]!["FA-MONEY"]!.ToString(),
                accounts["f2050"]!.ToString()));

        await bureau.SetClockAsync("2027-01-01T00:00:00+08:00");
        Ok(await subsidy.CheckerAsync("/programmes/FA-MONEY/closing", new JsonObject()));
        Ok(await subsidy.MakerAsync($"{path}/lapse", new JsonObject { ["documentNo"] = "苏财教〔2027〕2号" }));
        No(HttpStatusCode.Conflict, "fund.money-must-be-at-bank", await ApproveAsync(4, 1_000_000));
        Ok(await subsidy.CheckerAsync($"{path}/turn-down", new JsonObject { ["act"] = 4, ["reason"] = "withdrawn" }));
        Ok(await TransferAsync("F1021.FA-MONEY", "F1020", 100_000));
        Ok(await ApproveAsync(5, 100_000));
        Ok(await TransferAsync("F1020", "F1010", 600_000));
        Ok(await ApproveAsync(6, 600_000));
        Ok(await subsidy.MakerAsync($"{path}/lapse", new JsonObject { ["documentNo"] = "苏财教〔2027〕2号" }));
        Ok(await ApproveAsync(7, 1_000_000));
        Assert.Equal((1_000_000, 0, 0, 0), await BudgetAsync(subsidy));
        accounts = await AccountsAsync(subsidy);
        Assert.Equal(
            ("1000000", "0", "0", "0"),
            (accounts["b160"]!.ToString(), accounts["f1010"]!.ToString(), accounts["f2050"]!.ToString(), accounts["f2040"]!.ToString()));
    }

    static JsonObject Act(int act, long fen) => new() { ["act"] = act, ["amountFen"] = fen };

    static async Task<JsonNode> AccountsAsync(Subsidy subsidy, string? path = null)
    {
        var page = Ok(await subsidy.GetAsync(path ?? $"/funds/{subsidy.FundNo}")).Body!;
        var accounts = page["accounts"]!;
        long Of(JsonNode from, string account) => from[account]!.GetValue<long>();
        string[] parts = ["b110", "b120", "b130", "b140", "b145", "b150", "b160"];
        Assert.Equal(Of(accounts, "b100"), parts.Sum(account => Of(accounts, account)));
        foreach (var account in parts[1..6])
        {
            Assert.Equal(Of(accounts, account), accounts["programmes"]!.AsObject().Sum(one => Of(one.Value!, account)));
            Assert.All(accounts["programmes"]!.AsObject(), one => Assert.True(Of(one.Value!, account) >= 0, page.ToJsonString()));
        }

        // Debit and credit of the money.
        var wallets = accounts["f1021"]!.AsObject().Sum(one => one.Value!.GetValue<long>());
        Assert.Equal(
            Of(accounts, "f1010") + Of(accounts, "f1020") + wallets + Of(accounts, "f5001"),
            Of(accounts, "f2020") + Of(accounts, "f2040") + Of(accounts, "f2050"));
        return accounts;
    }

    static async Task<(int B100, int B110, int B120, int B130)> BudgetAsync(Subsidy subsidy)
    {
        var accounts = await AccountsAsync(subsidy);
        return (Of("b100"), Of("b110"), Of("b120"), Of("b130"));

        int Of(string account) => accounts[account]!.GetValue<int>();
    }

    Task<long> TallyAsync(string name, string key) => new Subsidy(service, key).NumberAsync(
        $"select coalesce(max(value), 0)::bigint from regulation.counters where name = '{name}' and key = '{key}'");

    static Task<long> FreedAsync(Subsidy subsidy) => subsidy.NumberAsync(
        $"select coalesce(sum((data->>'amount')::bigint), 0)::bigint from mt_events where type = 'budget_freed' "
        + $"and data->>'programme' = '{subsidy.ProgrammeNo}'");
}
