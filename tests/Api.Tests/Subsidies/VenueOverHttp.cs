using System.Net;
using System.Text.Json.Nodes;
using TestKit;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/designated-venues.md over HTTP.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class VenueOverHttp(Service service)
{
    const string Path = "/designated-venues";

    readonly Subsidy subsidy = new(service, "PR-VENUE");

    [Theory]
    [InlineData("SWIM", HttpStatusCode.Conflict, "venue.permit-must-be-in-force", "permitNo")]
    [InlineData("SWIMMING", HttpStatusCode.UnprocessableEntity, "venue.sport-must-be-known", "sports[0]")]
    [InlineData("DIVING", HttpStatusCode.UnprocessableEntity, "venue.sport-must-be-known", "sports[0]")]
    [InlineData("NOPE-SPORT", HttpStatusCode.UnprocessableEntity, "venue.sport-must-be-known", "sports[0]")]
    public async Task no_spelling_of_a_high_risk_sport_is_admitted_without_a_permit(
        string sport, HttpStatusCode status, string code, string field)
    {
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        var refused = await subsidy.MakerAsync(Path, Venue("V-RISK", CreditCodes.Fresh(), sport));

        No(status, code, refused);
        Assert.Equal(field, refused.Field);
    }

    [Theory]
    [InlineData("320508199001011233", HttpStatusCode.UnprocessableEntity, "venue.number-must-be-one")]
    [InlineData("a/b", HttpStatusCode.UnprocessableEntity, "venue.number-must-be-one")]
    [InlineData("V 1", HttpStatusCode.BadRequest, "body.unreadable")]
    public async Task a_number_that_is_somebodys_or_no_part_of_an_address_is_refused(string number, HttpStatusCode status, string code)
    {
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        No(status, code, await subsidy.MakerAsync(Path, Venue(number, CreditCodes.Fresh())));
    }

    [Fact]
    public async Task a_venue_is_listed_once_a_second_person_agrees_and_its_account_is_never_shown()
    {
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        var wrong = Venue("V-HTTP", CreditCodes.Fresh());
        wrong["payee"]!["account"] = "1122500000005081";
        No(HttpStatusCode.BadRequest, "body.unreadable", await subsidy.MakerAsync(Path, wrong));

        Ok(await subsidy.MakerAsync(Path, Venue("V-HTTP", CreditCodes.Fresh())));
        Assert.Null(await ListedAsync("V-HTTP", "designated"));
        await UntilAsync(
            async () => (await subsidy.GetAsync($"{Path}/V-HTTP")).Body?["pending"]?["ending"]?.ToString() == "5081", "the entry is shown");
        No(HttpStatusCode.Forbidden, "venue.checker-must-be-another", await service.Bureau.CallAsync(
            "finance-checker", "320500", HttpMethod.Post, $"{Path}/V-HTTP/approval", Ending("5081"),
            person: await service.Bureau.PersonAsync("finance-maker", "320500")));
        No(HttpStatusCode.Conflict, "venue.payee-must-agree", await subsidy.CheckerAsync($"{Path}/V-HTTP/approval", Ending("5082")));
        Ok(await subsidy.CheckerAsync($"{Path}/V-HTTP/approval", Ending("5081")));
        await UntilAsync(async () => await ListedAsync("V-HTTP", "designated") is not null, "the venue is listed");
        var listed = (await ListedAsync("V-HTTP", "designated"))!;
        Assert.Equal("阳澄羽毛球馆", listed["name"]!.ToString());
        Assert.DoesNotContain("5081", listed.ToJsonString(), StringComparison.Ordinal);

        var other = new JsonObject
        {
            ["payee"] = new JsonObject { ["kind"] = "bank-account", ["account"] = "1102020409000012345" },
        };
        No(HttpStatusCode.Forbidden, "venue.maker-must-be-finance", await subsidy.CheckerAsync($"{Path}/V-HTTP/payee", other));
        Ok(await subsidy.MakerAsync($"{Path}/V-HTTP/payee", other));
        Assert.Equal("5081", await PaidToAsync("V-HTTP"));
        Ok(await subsidy.CheckerAsync($"{Path}/V-HTTP/approval", Ending("2345")));
        await UntilAsync(async () => await PaidToAsync("V-HTTP") == "2345", "the other account is paid to");
    }

    [Fact]
    public async Task a_disqualified_operator_comes_back_under_no_number_and_leaving_wipes_no_warning()
    {
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        var code = CreditCodes.Fresh();
        await DesignateAsync("V-BACK", code);
        No(HttpStatusCode.Conflict, "venue.operator-must-have-one-number", await subsidy.MakerAsync(Path, Venue("V-BACK-2", code)));
        JsonObject cause = new() { ["cause"] = "late-data" };
        No(
            HttpStatusCode.Conflict, "venue.warning-must-come-first",
            await subsidy.CheckerAsync($"{Path}/V-BACK/disqualification", cause.DeepClone()));

        Ok(await subsidy.MakerAsync($"{Path}/V-BACK/warnings", cause.DeepClone()));
        Ok(await subsidy.MakerAsync($"{Path}/V-BACK/exit", new JsonObject()));
        await DesignateAsync("V-BACK", code);
        Ok(await subsidy.CheckerAsync($"{Path}/V-BACK/disqualification", cause.DeepClone()));
        await UntilAsync(async () => await ListedAsync("V-BACK", "disqualified") is not null, "the venue is listed as disqualified");
        No(HttpStatusCode.Conflict, "venue.must-be-new", await subsidy.MakerAsync(Path, Venue("V-BACK", code)));
        No(HttpStatusCode.Conflict, "venue.operator-must-have-one-number", await subsidy.MakerAsync(Path, Venue("V-BACK-2", code)));
    }

    [Fact]
    public async Task the_erasure_of_an_operator_waits_while_its_venue_is_designated()
    {
        await service.Bureau.SetClockAsync("2026-05-11T09:00:00+08:00");
        var code = CreditCodes.Fresh();
        await DesignateAsync("V-ERASE", code);
        var person = (await service.Bureau.CallAsync(
            "privacy-officer", "320500", HttpMethod.Post, "/persons/lookup", new JsonObject { ["creditCode"] = code }))
            .Body!["person"]!.ToString();

        var waits = Ok(await EraseAsync(person));
        Assert.Equal("restricted", waits.Body!["state"]!.ToString());
        Assert.Contains("venue-designated", waits.Body.ToJsonString(), StringComparison.Ordinal);
        Ok(await subsidy.MakerAsync($"{Path}/V-ERASE/exit", new JsonObject()));
        Assert.Contains("2036-05-11", Ok(await EraseAsync(person)).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>An erasure waits until the read models have come as far as the log.</summary>
    async Task<Reply> EraseAsync(string person)
    {
        var reply = default(Reply);
        await UntilAsync(
            async () => (reply = await service.Bureau.CallAsync(
                "privacy-officer", "320500", HttpMethod.Post, $"/persons/{person}/erasure",
                new JsonObject { ["requestNo"] = "PI-2026-9701" }))
                .Status != HttpStatusCode.ServiceUnavailable,
            "it can be decided");
        return reply!;
    }

    async Task DesignateAsync(string number, string creditCode)
    {
        Ok(await subsidy.MakerAsync(Path, Venue(number, creditCode)));
        Ok(await subsidy.CheckerAsync($"{Path}/{number}/approval", Ending("5081")));
    }

    async Task<string> PaidToAsync(string number) =>
        Ok(await subsidy.GetAsync($"{Path}/{number}")).Body!["payee"]!["ending"]!.ToString();

    async Task<JsonNode?> ListedAsync(string number, string state) =>
        Ok(await service.Bureau.AnonymousAsync(HttpMethod.Get, $"{Path}?state={state}&pageSize=100")).Body!["items"]!.AsArray()
            .SingleOrDefault(venue => venue!["venueNo"]!.ToString() == number);

    static JsonObject Ending(string ending) => new() { ["ending"] = ending };

    static JsonObject Venue(string number, string creditCode, string sport = "BADMINTON") => new()
    {
        ["venueNo"] = number, ["creditCode"] = creditCode, ["name"] = "阳澄羽毛球馆", ["sports"] = new JsonArray(sport),
        ["permitNo"] = "320509-2026-9999",
        ["payee"] = new JsonObject { ["kind"] = "corporate-wallet", ["account"] = "0022500000005081" },
    };
}
