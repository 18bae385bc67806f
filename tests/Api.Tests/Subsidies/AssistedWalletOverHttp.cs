using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/personal-data.md, ERA-15: what a clerk sees of somebody's vouchers, and that it is on record.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class AssistedWalletOverHttp(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_clerk_sees_what_the_holder_would_of_programmes_that_the_counter_serves_and_it_is_on_record()
    {
        var (city, district) = (new Subsidy(service, "AW-CITY"), new Subsidy(service, "AW-DIST"));
        await city.RunAsync(city.Proposal("first-come", 5));
        await RunInDistrictAsync(district);
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var citizen = Citizen();
        Ok(await city.ClaimAsync(citizen));
        Ok(await district.ClaimAsync(citizen));
        No(HttpStatusCode.Conflict, "claim.limit-reached", await city.ClaimAsync(citizen));
        var person = Ok(await bureau.PostAsync(
            "privacy-officer", "320500", "/persons/lookup", new JsonObject { ["citizenId"] = citizen })).Body!["person"]!.ToString();

        No(HttpStatusCode.BadRequest, "body.unreadable", await AskAsync("320508", citizen, channel: "portal"));
        No(HttpStatusCode.BadRequest, "body.unreadable", await AskAsync("320508", "320508199001011234"));
        No(HttpStatusCode.Forbidden, "role.not-admitted", await AskAsync("320508", citizen, role: "finance-maker"));
        Assert.Empty((await ShownAsync("320508", Citizen(), vouchers: 0))["decisions"]!.AsArray());
        Assert.Equal(0, await ReadingsAsync(person));

        var shown = await ShownAsync("320508", citizen, vouchers: 2);
        Assert.Equal(["AW-CITY", "AW-DIST"], Programmes(shown, "vouchers"));
        Assert.Equal(["AW-CITY"], Programmes(shown, "decisions"));
        Assert.Equal(1, await ReadingsAsync(person));
        Assert.Equal(["AW-CITY"], Programmes(await ShownAsync("320509", citizen, vouchers: 1), "vouchers"));
        Assert.Equal(2, await ReadingsAsync(person));
        Ok(await bureau.PostAsync(
            "privacy-officer", "320500", $"/persons/{person}/restriction",
            new JsonObject { ["requestNo"] = "PI-2026-9501", ["ground"] = "disputed-accuracy" }));
        No(HttpStatusCode.Forbidden, "wallet.person-is-restricted", await AskAsync("320508", citizen));
        Assert.Equal(2, await ReadingsAsync(person));
    }

    [Fact]
    public async Task a_clerk_who_reviews_sees_the_vouchers_of_that_programme_alone()
    {
        var (reviewed, other) = (new Subsidy(service, "AW-REV"), new Subsidy(service, "AW-OTHER"));
        await reviewed.RunAsync(reviewed.Proposal("first-come", 5));
        await other.RunAsync(other.Proposal("first-come", 5));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var citizen = Citizen();
        Ok(await reviewed.ClaimAsync(citizen));
        Ok(await other.ClaimAsync(citizen));
        No(HttpStatusCode.Conflict, "claim.limit-reached", await reviewed.ClaimAsync(citizen));
        var person = Ok(await bureau.PostAsync(
            "privacy-officer", "320500", "/persons/lookup", new JsonObject { ["citizenId"] = citizen })).Body!["person"]!.ToString();
        var path = $"/vouchers/wallets/{person}?purpose=";
        async Task<JsonNode> SeenAsync() => Ok(await bureau.GetAsync("clerk", "320500", $"{path}reviewing-a-decision")).Body!;

        No(HttpStatusCode.BadRequest, "query.unreadable", await bureau.GetAsync("clerk", "320500", $"{path}handling-vouchers"));
        Assert.Empty((await SeenAsync())["vouchers"]!.AsArray());
        var no = (await ShownAsync("320500", citizen, vouchers: 2))["decisions"]![0]!["decisionNo"]!.ToString();
        Ok(await bureau.PortalAsync(HttpMethod.Post, "/portal/v1/vouchers/reviews", new JsonObject
        {
            ["programmeNo"] = "AW-REV", ["decisionNo"] = no, ["requestNo"] = "AW-1", ["ground"] = "not-me", ["citizenId"] = citizen,
        }));
        Assert.Equal(["AW-REV"], Programmes(await SeenAsync(), "vouchers"));
        Assert.Equal(1, await ReadingsAsync(person, "reviewing-a-decision"));
    }

    static string[] Programmes(JsonNode wallet, string of) =>
        [.. wallet[of]!.AsArray().Select(line => line!["programmeNo"]!.ToString()).Order(StringComparer.Ordinal)];

    Task<Reply> AskAsync(string district, string citizen, string channel = "counter", string role = "clerk") =>
        bureau.PostAsync(
            role, district, "/vouchers/assisted-wallet", new JsonObject { ["citizenId"] = citizen, ["channel"] = channel });

    /// <summary>What the clerk is shown once it is seen that there is so much.</summary>
    async Task<JsonNode> ShownAsync(string district, string citizen, int vouchers)
    {
        // As an officer reads what was written before: the wallets of everybody have come so far.
        Ok(await bureau.GetAsync("finance-maker", "320500", "/vouchers/wallets/p-nobody?purpose=handling-vouchers"));
        var wallet = Ok(await AskAsync(district, citizen)).Body!;
        Assert.Equal(vouchers, wallet["vouchers"]!.AsArray().Count);
        return wallet;
    }

    async Task<long> ReadingsAsync(string person, string purpose = "assisting-the-holder") =>
        (long)(await service.Database.AskAsOwnerAsync(
            $"select count(*) from mt_events where stream_id = 'person/{person}' and type = 'personal_data_read' "
            + $"and data->>'purpose' = '{purpose}'"))!;

    /// <summary>A district's own programme with a fund of that district.</summary>
    async Task RunInDistrictAsync(Subsidy subsidy)
    {
        const string district = "320508";
        await bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        var fund = Ok(await bureau.PostAsync("finance-maker", district, "/funds", new JsonObject
        {
            ["year"] = 2026, ["source"] = "lottery-welfare", ["documentNo"] = "苏财教〔2026〕12号", ["treasuryNo"] = $"T-{subsidy.ProgrammeNo}",
            ["amountFen"] = 1_000_000,
        })).Body!["fundNo"]!.ToString();
        Ok(await bureau.PostAsync(
            "finance-checker", district, $"/funds/{fund}/approval", new JsonObject { ["act"] = 0, ["amountFen"] = 1_000_000 }));
        var proposal = subsidy.Proposal("first-come", 5, terms: terms => terms["district"] = district);
        proposal["fundNo"] = fund;
        Ok(await bureau.PostAsync("finance-maker", district, $"/programmes/{subsidy.ProgrammeNo}/terms", proposal));
        Ok(await bureau.PostAsync(
            "finance-checker", district, $"/programmes/{subsidy.ProgrammeNo}/terms/1/approval", JsonNode.Parse(Approval)!));
    }
}
