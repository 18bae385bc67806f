using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/funds.md and programmes.md over HTTP.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class ProgrammeOverHttp(Service service)
{
    [Fact]
    public async Task money_is_entered_by_one_approved_by_another_and_frozen_with_the_programme()
    {
        var subsidy = new Subsidy(service, "PR-MONEY");
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        await subsidy.FundAsync(fen: 200_000);

        Ok(await subsidy.MakerAsync($"/programmes/{subsidy.ProgrammeNo}/terms", subsidy.Proposal("first-come", 30)));
        var proposed = await subsidy.GetAsync($"/programmes/{subsidy.ProgrammeNo}/proposal");
        Assert.Equal("1", proposed.Body!["pending"]!["edition"]!.ToString());
        No(HttpStatusCode.NotFound, "programme.unknown",
            await service.Bureau.AnonymousAsync(HttpMethod.Get, $"/programmes/{subsidy.ProgrammeNo}"));
        var maker = await service.Bureau.PersonAsync("finance-maker", "320500");
        No(
            HttpStatusCode.Forbidden, "programme.checker-must-be-another",
            await service.Bureau.CallAsync(
                "finance-checker", "320500", HttpMethod.Post, $"/programmes/{subsidy.ProgrammeNo}/terms/1/approval",
                JsonNode.Parse(Approval), person: maker));
        Ok(await subsidy.CheckerAsync($"/programmes/{subsidy.ProgrammeNo}/terms/1/approval", JsonNode.Parse(Approval)!));

        var fund = (await subsidy.GetAsync($"/funds/{subsidy.FundNo}")).Body!;
        Assert.Equal(("200000", "50000", "150000"),
            (fund["approved"]!.ToString(), fund["available"]!.ToString(), fund["frozen"]![subsidy.ProgrammeNo]!.ToString()));
        var published = await service.Bureau.AnonymousAsync(HttpMethod.Get, $"/programmes/{subsidy.ProgrammeNo}");
        Assert.Equal("苏体公审〔2026〕5号", published.Body!["editions"]![0]!["review"]!["reviewNo"]!.ToString());

        // The rest does not pay for a second one, and its approval leaves nothing behind.
        var second = subsidy.Proposal("first-come", 11);
        Ok(await subsidy.MakerAsync("/programmes/PR-MONEY-2/terms", second));
        No(
            HttpStatusCode.Conflict, "fund.must-be-available",
            await subsidy.CheckerAsync("/programmes/PR-MONEY-2/terms/1/approval", JsonNode.Parse(Approval)!));
    }

    [Fact]
    public async Task two_treasuries_give_one_number_to_two_funds()
    {
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        string[] districts = ["320500", "320508", "320509"];
        var numbers = new List<string>();
        foreach (var district in districts)
        {
            var entered = Ok(await service.Bureau.PostAsync("finance-maker", district, "/funds", new JsonObject
            {
                ["year"] = 2026, ["source"] = "general-budget", ["documentNo"] = "苏财教〔2026〕12号", ["treasuryNo"] = "T-SAME",
                ["amountFen"] = 100,
            }));
            numbers.Add(entered.Body!["fundNo"]!.ToString());
        }

        Assert.Equal(["2026-T-SAME", "2026-320508.T-SAME", "2026-320509.T-SAME"], numbers);
        Ok(await service.Bureau.PostAsync(
            "finance-checker", "320508", "/funds/2026-320508.T-SAME/approval", new JsonObject { ["act"] = 0, ["amountFen"] = 100 }));
        var cut = await service.Bureau.PostAsync("finance-maker", "320508", "/funds/2026-320508.T-SAME/adjustments", new JsonObject
        {
            ["documentNo"] = "苏财教〔2026〕40号", ["changeFen"] = 0,
        });
        No(HttpStatusCode.UnprocessableEntity, "fund.amount-must-be-payable", cut);
        Assert.Equal("changeFen", cut.Field);
    }

    [Theory]
    [InlineData("0", HttpStatusCode.UnprocessableEntity, "fund.amount-must-be-payable")]
    [InlineData("-1", HttpStatusCode.UnprocessableEntity, "fund.amount-must-be-payable")]
    [InlineData("0.5", HttpStatusCode.BadRequest, "body.unreadable")]
    [InlineData("99999999999999999999", HttpStatusCode.BadRequest, "body.unreadable")]
    [InlineData("10000000000001", HttpStatusCode.BadRequest, "body.unreadable")]
    [InlineData("\"100\"", HttpStatusCode.BadRequest, "body.unreadable")]
    public async Task an_amount_that_is_none_is_refused(string amount, HttpStatusCode status, string code)
    {
        var subsidy = new Subsidy(service, "PR-AMOUNT");
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        No(status, code, await subsidy.MakerAsync("/funds", JsonNode.Parse(
            $$"""{"year":2026,"source":"general-budget","documentNo":"苏财教〔2026〕12号","treasuryNo":"T-AMOUNT","amountFen":{{amount}}}""")!));
    }

    [Fact]
    public async Task contradictions_are_named_and_a_member_that_is_missing_or_unknown_too()
    {
        var subsidy = new Subsidy(service, "PR-WRONG");
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        await subsidy.FundAsync();
        var path = $"/programmes/{subsidy.ProgrammeNo}/terms";

        var contradiction = await subsidy.MakerAsync(path, subsidy.Proposal(
            "first-come", 5, batch => batch["seniorReserve"] = 6, terms => terms["claims"]!["mostHeld"] = 0));
        No(HttpStatusCode.UnprocessableEntity, "programme.terms-must-not-contradict", contradiction);
        Assert.Equal("terms.batches[0].seniorReserve", contradiction.Field);
        Assert.Contains("held-limit-must-limit", contradiction.Body!["detail"]!.ToString(), StringComparison.Ordinal);
        No(HttpStatusCode.BadRequest, "body.unreadable", await subsidy.MakerAsync(path, subsidy.Proposal(
            "first-come", 5, terms: terms => terms.Remove("refunds"))));
        No(HttpStatusCode.BadRequest, "body.unreadable", await subsidy.MakerAsync(path, subsidy.Proposal(
            "first-come", 5, terms: terms => terms["refund"] = "restore")));
        No(HttpStatusCode.UnprocessableEntity, "programme.terms-must-not-contradict", await subsidy.MakerAsync(
            path, subsidy.Proposal("first-come", 5, batch => batch["stock"] = int.MaxValue)));
        var unfunded = subsidy.Proposal("first-come", 5);
        unfunded["fundNo"] = "2026-T-NONE";
        No(HttpStatusCode.Conflict, "fund.must-be-open", await subsidy.MakerAsync(path, unfunded));
    }

    [Theory]
    [InlineData("kinds", "[null]", 400, "body.unreadable", "terms.kinds[0]")]
    [InlineData("batches", "[null]", 400, "body.unreadable", "terms.batches[0]")]
    [InlineData("sports", "[null]", 400, "body.unreadable", "terms.sports[0]")]
    [InlineData("claims", """{"limits":[null],"mostHeld":null,"useBeforeNext":false}""", 400, "body.unreadable", "terms.claims.limits[0]")]
    [InlineData("claims", """{"limits":[{"window":99,"count":1,"sum":null}],"mostHeld":null,"useBeforeNext":false}""", 400,
        "body.unreadable", "terms.claims.limits[0].window")]
    [InlineData("recycling", "7", 400, "body.unreadable", "terms.recycling")]
    [InlineData("recycling", "\"7\"", 400, "body.unreadable", "terms.recycling")]
    [InlineData("merchantCap", "\"5\"", 400, "body.unreadable", "terms.merchantCap")]
    [InlineData("sports", "[\"张三 13812345678\"]", 422, "programme.terms-must-not-contradict", "terms.sports[0]")]
    public async Task terms_are_what_they_are_said_to_be(string member, string value, int status, string code, string field)
    {
        var subsidy = new Subsidy(service, $"PR-{Guid.NewGuid().ToString("N")[..8].ToUpperInvariant()}");
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        await subsidy.FundAsync();

        var refused = await subsidy.MakerAsync($"/programmes/{subsidy.ProgrammeNo}/terms", subsidy.Proposal(
            "first-come", 5, terms: terms => terms[member] = JsonNode.Parse(value)));

        Assert.Equal((status, code, field), ((int)refused.Status, refused.Code, refused.Field));
    }

    [Fact]
    public async Task a_dry_run_tries_the_claims_of_the_year_before()
    {
        var before = new Subsidy(service, "PR-BEFORE");
        await before.RunAsync(before.Proposal("first-come", 40));
        await service.Bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        for (var n = 0; n < 24; n++) Ok(await before.ClaimAsync(Citizen()));
        Ok(await before.ClaimAsync(Citizen("19500101")));

        await service.Bureau.SetClockAsync("2026-12-01T09:00:00+08:00");
        var year = new Subsidy(service, "PR-AFTER");
        Ok(await year.MakerAsync("/funds", new JsonObject
        {
            ["year"] = 2027, ["source"] = "general-budget", ["documentNo"] = "苏财教〔2026〕90号", ["treasuryNo"] = "T-PR-AFTER",
                ["amountFen"] = 500_000,
        }));
        Ok(await year.CheckerAsync("/funds/2027-T-PR-AFTER/approval", new JsonObject { ["act"] = 0, ["amountFen"] = 500_000 }));
        var proposal = year.Proposal("first-come", 11, batch =>
        {
            (batch["opensAt"], batch["closesAt"]) = ("2027-06-01T02:00:00Z", "2027-06-29T14:00:00Z");
        }, terms => (terms["opensOn"], terms["closesOn"]) = ("2027-06-01", "2027-06-30"));
        (proposal["fundNo"], proposal["inForceFrom"]) = ("2027-T-PR-AFTER", "2027-06-01");
        Ok(await year.MakerAsync($"/programmes/{year.ProgrammeNo}/terms", proposal));

        var run = Ok(await year.GetAsync($"/programmes/{year.ProgrammeNo}/dry-run")).Body!["result"]!;
        Assert.Equal(("11", "55000"), (run["vouchers"]!.ToString(), run["cost"]!.ToString()));
        Assert.True((int)run["notTried"]!["sold-out"]! >= 14, run.ToJsonString());
        Assert.All(run["groups"]!.AsArray(), group => Assert.True((int)group!["people"]! >= 10));
    }

    [Fact]
    public async Task a_programme_closes_when_nothing_is_out_and_its_money_is_available_again()
    {
        var subsidy = new Subsidy(service, "PR-CLOSE");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 4));
        await service.Bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        Ok(await subsidy.ClaimAsync(Citizen()));
        No(
            HttpStatusCode.Conflict, "programme.vouchers-must-have-ended",
            await subsidy.CheckerAsync($"/programmes/{subsidy.ProgrammeNo}/closing", new JsonObject()));

        await service.Bureau.SetClockAsync("2026-07-01T00:00:01+08:00");
        await UntilAsync(async () => (await subsidy.CountAsync()).Out == 0, "the voucher has expired");
        Ok(await subsidy.CheckerAsync($"/programmes/{subsidy.ProgrammeNo}/closing", new JsonObject()));
        var fund = (await subsidy.GetAsync($"/funds/{subsidy.FundNo}")).Body!;
        Assert.Equal((fund["approved"]!.ToString(), 0), (fund["available"]!.ToString(), fund["frozen"]!.AsObject().Count));
        No(HttpStatusCode.Conflict, "claim.programme-must-run", await subsidy.ClaimAsync(Citizen()));
    }
}

/// <summary>One service for all that happens in programmes; its clock goes to and fro.</summary>
[CollectionDefinition(Name)]
public sealed class OneProgrammeService : ICollectionFixture<Service>
{
    public const string Name = "one service for programmes";
}
