using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/vouchers.md, VCH-14 to VCH-17 over HTTP: from a refusal by rules to a person's answer.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class ReviewOverHttp(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task whoever_is_held_to_abuse_asks_and_a_clerk_overturns_it_and_the_next_claim_wins()
    {
        var subsidy = new Subsidy(service, "RV-ABUSE");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 5));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var citizen = Citizen();
        JsonObject Claim(string risk)
        {
            var body = subsidy.ClaimBody(citizen);
            body["riskCode"] = risk;
            return body;
        }

        No(HttpStatusCode.BadRequest, "body.unreadable", await subsidy.ClaimAsync(Claim("320508199001011233")));
        No(HttpStatusCode.Conflict, "claim.risk-must-be-reviewed", await subsidy.ClaimAsync(Claim("device-shared")));
        var told = await ToldAsync(citizen, 1);
        Assert.Equal(
            ("refused", "claim.risk-must-be-reviewed", "rule VCH-7, risk device-shared", "2026-06-03", "2026-08-02"),
            (told["kind"]!.ToString(), told["code"]!.ToString(), told["detail"]!.ToString(), told["toldOn"]!.ToString(),
                told["reviewUntil"]!.ToString()));
        Assert.Equal("个人信息保护法", told["legalBasis"]!["law"]!.ToString());
        var no = told["decisionNo"]!.ToString();

        No(HttpStatusCode.Conflict, "review.decision-must-be-yours", await AskAsync(subsidy, Citizen(), no, "RV-1"));
        No(HttpStatusCode.Conflict, "review.decision-must-be-yours", await AskAsync(subsidy, citizen, Guid.Empty.ToString(), "RV-2"));
        No(HttpStatusCode.UnprocessableEntity, "review.ground-must-be-known", await AskAsync(subsidy, citizen, no, "RV-3", "because"));
        await bureau.SetClockAsync("2026-08-03T00:00:00+08:00");
        No(HttpStatusCode.Conflict, "review.must-be-asked-in-time", await AskAsync(subsidy, citizen, no, "RV-4"));
        await bureau.SetClockAsync("2026-06-04T10:00:00+08:00");
        var asked = Ok(await AskAsync(subsidy, citizen, no, "RV-5")).Body!;
        Assert.Equal(("2026-06-04", "2026-07-04"), (asked["askedOn"]!.ToString(), asked["decideBy"]!.ToString()));
        await bureau.SetClockAsync("2026-06-05T10:00:00+08:00");
        foreach (var requestNo in new[] { "RV-5", "RV-6" })
            Assert.Equal(asked.ToJsonString(), Ok(await AskAsync(subsidy, citizen, no, requestNo)).Body!.ToJsonString());
        No(HttpStatusCode.UnprocessableEntity, "idempotency-key.reused", await AskAsync(subsidy, citizen, no, "RV-5", "not-me"));

        Assert.Empty(await ReviewsAsync(subsidy, "320508", "open"));
        Assert.Empty(await ReviewsAsync(subsidy, "320500", "decided"));
        var waiting = Assert.Single(await ReviewsAsync(subsidy, "320500", "open"))!;
        Assert.Equal((no, "no-abuse", "false"), (
            waiting["decisionNo"]!.ToString(), waiting["review"]!["ground"]!.ToString(), waiting["overdue"]!.ToString()));
        await bureau.SetClockAsync("2026-07-05T00:00:00+08:00");
        Assert.Equal("true", Assert.Single(await ReviewsAsync(subsidy, "320500", "open"))!["overdue"]!.ToString());
        await bureau.SetClockAsync("2026-06-06T10:00:00+08:00");

        No(HttpStatusCode.NotFound, "review.unknown", await DecideAsync("320500", Guid.Empty.ToString(), "no-abuse"));
        No(HttpStatusCode.Forbidden, "review.district-must-be-own", await DecideAsync("320508", no, "no-abuse"));
        No(HttpStatusCode.Forbidden, "review.reviewer-must-be-another", await bureau.CallAsync(
            "clerk", "320500", HttpMethod.Post, $"/vouchers/reviews/{no}/decision", Decision("overturned", "no-abuse"),
            waiting["person"]!.ToString(), Guid.NewGuid().ToString()));
        No(HttpStatusCode.UnprocessableEntity, "review.reason-must-fit", await DecideAsync("320500", no, "proof-seen"));
        var decided = Ok(await DecideAsync("320500", no, "no-abuse")).Body!;
        Assert.Equal(("overturned", "device-shared", "true"), (
            decided["outcome"]!.ToString(), decided["corrected"]!["riskCode"]!.ToString(), decided["inTime"]!.ToString()));

        No(HttpStatusCode.Conflict, "claim.risk-must-be-reviewed", await subsidy.ClaimAsync(Claim("many-accounts")));
        Ok(await subsidy.ClaimAsync(Claim("device-shared")));
        No(HttpStatusCode.Conflict, "claim.limit-reached", await subsidy.ClaimAsync(Claim("device-shared")));
        var outcome = (await ToldAsync(citizen, 3, told => told["review"]?["outcome"] is not null))["review"]!;
        Assert.Equal(("overturned", "no-abuse"), (outcome["outcome"]!.ToString(), outcome["reason"]!.ToString()));
    }

    [Fact]
    public async Task what_a_review_of_a_limit_lifts_is_a_voucher_that_was_taken_back_and_never_the_stock()
    {
        var subsidy = new Subsidy(service, "RV-LIMIT");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 1));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var citizen = Citizen();
        var voucher = Ok(await subsidy.ClaimAsync(citizen)).Body!["voucherNo"]!.ToString();
        No(HttpStatusCode.Conflict, "claim.limit-reached", await subsidy.ClaimAsync(citizen));
        var no = (await ToldAsync(citizen, 1))["decisionNo"]!.ToString();
        Ok(await AskAsync(subsidy, citizen, no, "RV-L1", "facts-are-wrong"));
        Assert.Single(await ReviewsAsync(subsidy, "320500", "open"));

        No(HttpStatusCode.UnprocessableEntity, "review.correction-must-fit", await DecideAsync("320500", no, "wrongly-counted", voucher));
        Ok(await subsidy.VoidAsync(voucher, "holder-request"));
        Ok(await DecideAsync("320500", no, "wrongly-counted", voucher));

        // Meanwhile the one that came back went to somebody else.
        Ok(await subsidy.ClaimAsync(Citizen()));
        No(HttpStatusCode.Conflict, "claim.sold-out", await subsidy.ClaimAsync(citizen));
        Assert.Equal((2L, 2L, 1L), await subsidy.CountAsync());
    }

    static JsonObject Decision(string outcome, string reason, string? notCounted = null)
    {
        JsonObject body = new() { ["outcome"] = outcome, ["reason"] = reason };
        if (notCounted is not null) body["notCounted"] = notCounted;
        return body;
    }

    Task<Reply> DecideAsync(string district, string no, string reason, string? notCounted = null) =>
        bureau.PostAsync(
            "clerk", district, $"/vouchers/reviews/{no}/decision", Decision("overturned", reason, notCounted), Guid.NewGuid().ToString());

    Task<Reply> AskAsync(Subsidy subsidy, string citizen, string no, string requestNo, string ground = "no-abuse") =>
        bureau.PortalAsync(HttpMethod.Post, "/portal/v1/vouchers/reviews", new JsonObject
        {
            ["programmeNo"] = subsidy.ProgrammeNo, ["decisionNo"] = no, ["requestNo"] = requestNo, ["ground"] = ground,
            ["citizenId"] = citizen,
        });

    async Task<JsonArray> ReviewsAsync(Subsidy subsidy, string district, string state) =>
        Ok(await bureau.GetAsync("clerk", district, $"/vouchers/reviews?state={state}&programmeNo={subsidy.ProgrammeNo}"))
            .Body!["items"]!.AsArray();

    /// <summary>What was decided against a citizen, once so much of it is told; the one asked for, or the newest.</summary>
    async Task<JsonNode> ToldAsync(string citizen, int count, Func<JsonNode, bool>? which = null)
    {
        JsonNode? found = null;
        await UntilAsync(
            async () =>
            {
                var wallet = Ok(await bureau.PortalAsync(
                    HttpMethod.Post, "/portal/v1/vouchers/wallet", new JsonObject { ["citizenId"] = citizen }));
                var told = wallet.Body!["decisions"]!.AsArray();
                return told.Count == count && (found = told.FirstOrDefault(one => which?.Invoke(one!) != false)) is not null;
            },
            "it is told in the wallet");
        return found!;
    }
}
