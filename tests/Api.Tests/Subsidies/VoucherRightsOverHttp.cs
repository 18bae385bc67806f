using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/personal-data.md, ERA-8 and ERA-14: who reads a person's vouchers, and what the person is told.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class VoucherRightsOverHttp(Service service)
{
    [Fact]
    public async Task vouchers_are_read_for_a_purpose_by_the_programmes_district_and_the_person_is_told_who_did()
    {
        var subsidy = new Subsidy(service, "VC-READ");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 5));
        await service.Bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var citizen = Citizen();
        var voucher = Ok(await subsidy.ClaimAsync(citizen)).Body!["voucherNo"]!.ToString();
        var person = Ok(await PrivacyAsync("/persons/lookup", new JsonObject { ["citizenId"] = citizen })).Body!["person"]!.ToString();
        var path = $"/vouchers/wallets/{person}";

        No(HttpStatusCode.BadRequest, "query.unreadable", await subsidy.GetAsync(path));
        No(HttpStatusCode.BadRequest, "query.unreadable", await subsidy.GetAsync($"{path}?purpose=audit"));
        Assert.Empty(await WalletAsync("finance-maker", "320509", "handling-vouchers"));
        Assert.Empty((await ExportAsync("PI-2026-9801"))["readings"]!.AsArray());
        JsonArray read = [];
        await UntilAsync(
            async () => (read = await WalletAsync("finance-maker", "320500", "handling-vouchers")).Count > 0, "the wallet is shown");
        Assert.Equal(voucher, Assert.Single(read)!["voucherNo"]!.ToString());

        var told = await ExportAsync("PI-2026-9802");
        Assert.Equal(voucher, Assert.Single(told["vouchers"]!.AsArray())!["voucherNo"]!.ToString());
        var matter = Assert.Single(told["matters"]!.AsArray())!;
        Assert.Equal(("vouchers", "VC-READ", "true"), (matter["kind"]!.ToString(), matter["id"]!.ToString(), matter["open"]!.ToString()));
        var reading = Assert.Single(told["readings"]!.AsArray())!;
        Assert.Equal(("finance-maker", "handling-vouchers"), (reading["role"]!.ToString(), reading["purpose"]!.ToString()));

        Ok(await PrivacyAsync(
            $"/persons/{person}/restriction", new JsonObject { ["requestNo"] = "PI-2026-9803", ["ground"] = "legal-claim" }));
        No(
            HttpStatusCode.Forbidden, "wallet.person-is-restricted",
            await subsidy.GetAsync($"{path}?purpose=handling-vouchers"));
        Assert.Single(await WalletAsync("auditor", "320500", "audit"));

        async Task<JsonArray> WalletAsync(string role, string district, string purpose) =>
            Ok(await service.Bureau.GetAsync(role, district, $"{path}?purpose={purpose}")).Body!["vouchers"]!.AsArray();

        async Task<JsonNode> ExportAsync(string requestNo)
        {
            JsonObject body = new() { ["requestNo"] = requestNo, ["recipient"] = "data-subject", ["purpose"] = "access-request" };
            var reply = default(Reply);
            await UntilAsync(
                async () => (reply = await PrivacyAsync($"/persons/{person}/export", body)).Status != HttpStatusCode.ServiceUnavailable,
                "everything is seen");
            return Ok(reply!).Body!["document"]!;
        }
    }

    [Fact]
    public async Task a_grant_is_told_to_the_beneficiary_holds_an_erasure_back_and_is_not_made_to_a_restricted_person()
    {
        var subsidy = new Subsidy(service, "VC-GRANTED");
        var proposal = subsidy.Proposal("first-come", 1);
        proposal["budgetFen"] = 100_000;
        await subsidy.RunAsync(proposal);
        var (citizen, path) = (Citizen(), $"/funds/{subsidy.FundNo}");
        var person = Ok(await PrivacyAsync("/persons/lookup", new JsonObject { ["citizenId"] = citizen })).Body!["person"]!.ToString();
        Task<Reply> GrantAsync(string document) => subsidy.MakerAsync($"{path}/grants", new JsonObject
        {
            ["programmeNo"] = "VC-GRANTED", ["citizenId"] = citizen, ["documentNo"] = document, ["amountFen"] = 5_000,
        });
        Task<Reply> ApproveAsync(int act) =>
            subsidy.CheckerAsync($"{path}/approval", new JsonObject { ["act"] = act, ["amountFen"] = 5_000 });
        Task<Reply> RightAsync(string act, string number, string ground) => PrivacyAsync(
            $"/persons/{person}/{act}", new JsonObject { ["requestNo"] = number, [act == "restriction" ? "ground" : "reason"] = ground });

        Ok(await GrantAsync("苏体〔2026〕7号"));
        Ok(await RightAsync("restriction", "PI-2026-9901", "legal-claim"));
        No(HttpStatusCode.Conflict, "fund.beneficiary-must-not-be-restricted", await ApproveAsync(1));
        Ok(await RightAsync("restriction-end", "PI-2026-9901", "resolved"));
        Ok(await ApproveAsync(1));
        Ok(await RightAsync("restriction", "PI-2026-9902", "legal-claim"));
        No(HttpStatusCode.Conflict, "fund.beneficiary-must-not-be-restricted", await GrantAsync("苏体〔2026〕8号"));

        var export = default(Reply);
        JsonObject body = new() { ["requestNo"] = "PI-2026-9903", ["recipient"] = "data-subject", ["purpose"] = "access-request" };
        await UntilAsync(
            async () => (export = await PrivacyAsync($"/persons/{person}/export", body)).Status != HttpStatusCode.ServiceUnavailable,
            "everything is seen");
        var told = Ok(export!).Body!["document"]!;
        var grant = Assert.Single(told["grants"]!.AsArray())!;
        Assert.Equal((subsidy.FundNo, "5000"), (grant["fundNo"]!.ToString(), grant["amountFen"]!.ToString()));
        var matter = Assert.Single(told["matters"]!.AsArray())!;
        Assert.Equal(
            ("grant", $"{subsidy.FundNo}/1", "true"), (matter["kind"]!.ToString(), matter["id"]!.ToString(), matter["open"]!.ToString()));
    }

    Task<Reply> PrivacyAsync(string path, JsonObject body) =>
        service.Bureau.PostAsync("privacy-officer", "320500", path, body.DeepClone());
}
