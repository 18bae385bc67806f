using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/vouchers.md, VCH-18 over HTTP: who takes a voucher back, and what its holder is told.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class VoidingOverHttp(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task two_people_take_a_voucher_back_and_the_holder_is_told_why_by_which_law_and_what_to_do()
    {
        var subsidy = new Subsidy(service, "VD-TWO");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 2));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var citizen = Citizen();
        var voucher = Ok(await subsidy.ClaimAsync(citizen)).Body!["voucherNo"]!.ToString();
        JsonObject cause = new() { ["cause"] = "fraud" };
        Assert.Empty(await WaitingAsync(subsidy, "320500"));

        var known = default(Reply);
        await UntilAsync(
            async () => (known = await subsidy.CheckerAsync($"/vouchers/{voucher}/void", cause)).Status != HttpStatusCode.NotFound,
            "the voucher is known by its number");
        No(HttpStatusCode.Conflict, "voucher.voiding-must-be-proposed", known!);
        No(HttpStatusCode.NotFound, "voucher.unknown", await subsidy.MakerAsync("/vouchers/VD-TWO-1-NONE/voiding", cause));
        No(HttpStatusCode.Forbidden, "voucher.maker-must-be-finance", await subsidy.CheckerAsync($"/vouchers/{voucher}/voiding", cause));
        No(HttpStatusCode.UnprocessableEntity, "voucher.cause-must-be-known",
            await subsidy.MakerAsync($"/vouchers/{voucher}/voiding", new JsonObject { ["cause"] = "because" }));
        Ok(await subsidy.MakerAsync($"/vouchers/{voucher}/voiding", cause, "VD-1"));
        Ok(await subsidy.MakerAsync($"/vouchers/{voucher}/voiding", cause, "VD-1"));
        Assert.Equal(voucher, Assert.Single(await WaitingAsync(subsidy, "320500"))!["voucherNo"]!.ToString());
        Assert.Empty(await WaitingAsync(subsidy, "320508"));
        Assert.Equal(("held", 0), await WalletAsync(citizen));

        Ok(await subsidy.CheckerAsync($"/vouchers/{voucher}/voiding-turn-down", new JsonObject { ["reason"] = "not-proven" }));
        Assert.Empty(await WaitingAsync(subsidy, "320500"));
        No(HttpStatusCode.Conflict, "voucher.voiding-must-be-proposed", await subsidy.CheckerAsync($"/vouchers/{voucher}/void", cause));
        Ok(await subsidy.MakerAsync($"/vouchers/{voucher}/voiding", cause));
        No(HttpStatusCode.Conflict, "voucher.cause-must-be-the-proposed-one",
            await subsidy.CheckerAsync($"/vouchers/{voucher}/void", new JsonObject { ["cause"] = "mistake" }));
        var maker = await bureau.PersonAsync("finance-maker", "320500");
        No(HttpStatusCode.Forbidden, "voucher.voider-must-be-another", await bureau.CallAsync(
            "finance-checker", "320500", HttpMethod.Post, $"/vouchers/{voucher}/void", cause, maker, Guid.NewGuid().ToString()));
        Ok(await subsidy.CheckerAsync($"/vouchers/{voucher}/void", cause));

        await UntilAsync(async () => await WalletAsync(citizen) == ("voided", 1), "it is told in the wallet");
        var told = (await OwnAsync(citizen))["decisions"]![0]!;
        Assert.Equal(
            ("voided", "fraud", "财政违法行为处罚处分条例", "2026-08-02"),
            (told["kind"]!.ToString(), told["detail"]!.ToString(), told["legalBasis"]!["law"]!.ToString(),
                told["reviewUntil"]!.ToString()));
        Assert.Contains("人工复核", told["title"]!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await WaitingAsync(subsidy, "320500"));
        No(HttpStatusCode.Conflict, "claim.limit-reached", await subsidy.ClaimAsync(citizen));

        // However often the holder is refused after that, the voucher that was taken back is not pushed out of sight.
        foreach (var reply in await Task.WhenAll(Enumerable.Range(0, 101).Select(_ => subsidy.ClaimAsync(citizen))))
            No(HttpStatusCode.Conflict, "claim.limit-reached", reply);
        await UntilAsync(async () => (await WalletAsync(citizen)).Decisions == 100, "the wallet is full");
        Assert.Equal(voucher, (await OwnAsync(citizen))["decisions"]![99]!["decisionNo"]!.ToString());

        // Overturned, it no longer counts, and the holder claims again.
        Ok(await bureau.PortalAsync(HttpMethod.Post, "/portal/v1/vouchers/reviews", new JsonObject
        {
            ["programmeNo"] = "VD-TWO", ["decisionNo"] = voucher, ["requestNo"] = "VD-R1", ["ground"] = "facts-are-wrong",
            ["citizenId"] = citizen,
        }));
        var open = Ok(await bureau.GetAsync("clerk", "320500", "/vouchers/reviews?state=open&programmeNo=VD-TWO"));
        Assert.Single(open.Body!["items"]!.AsArray());
        No(HttpStatusCode.Forbidden, "review.reviewer-must-be-another", await DecideAsync(voucher, maker));
        Ok(await DecideAsync(voucher, null));
        Ok(await subsidy.ClaimAsync(citizen));
        Assert.Equal((2L, 1L, 1L), await subsidy.CountAsync());
    }

    Task<Reply> DecideAsync(string decisionNo, string? person) => bureau.CallAsync(
        "clerk", "320500", HttpMethod.Post, $"/vouchers/reviews/{decisionNo}/decision",
        new JsonObject { ["outcome"] = "overturned", ["reason"] = "wrongly-voided" }, person, Guid.NewGuid().ToString());

    async Task<IEnumerable<JsonNode?>> WaitingAsync(Subsidy subsidy, string district) =>
        Ok(await bureau.GetAsync("finance-checker", district, "/vouchers/voidings?pageSize=100")).Body!["items"]!.AsArray()
            .Where(line => line!["programmeNo"]!.ToString() == subsidy.ProgrammeNo);

    async Task<JsonNode> OwnAsync(string citizen) =>
        Ok(await bureau.PortalAsync(HttpMethod.Post, "/portal/v1/vouchers/wallet", new JsonObject { ["citizenId"] = citizen })).Body!;

    async Task<(string State, int Decisions)> WalletAsync(string citizen)
    {
        var wallet = await OwnAsync(citizen);
        return (wallet["vouchers"]![0]!["state"]!.ToString(), wallet["decisions"]!.AsArray().Count);
    }
}
