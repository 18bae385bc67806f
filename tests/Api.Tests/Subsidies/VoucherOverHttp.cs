using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/vouchers.md over HTTP: first come, drop, expiry, and what bad requests are told.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class VoucherOverHttp(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task of_sixty_at_once_exactly_the_stock_wins_and_after_five_expired_exactly_five_more()
    {
        var subsidy = new Subsidy(service, "VC-STOCK");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var early = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => subsidy.ClaimAsync(Citizen())));
        await bureau.SetClockAsync("2026-06-05T10:00:00+08:00");
        var late = await Task.WhenAll(Enumerable.Range(0, 55).Select(_ => subsidy.ClaimAsync(Citizen())));

        Assert.All(early, reply => Ok(reply));
        Assert.Equal(15, late.Count(reply => reply.Status == HttpStatusCode.Created));
        Assert.All(late.Where(reply => reply.Status != HttpStatusCode.Created), reply =>
        {
            No(HttpStatusCode.Conflict, "claim.sold-out", reply);
            Assert.Equal("sold-out", reply.Body!["result"]!.ToString());
        });
        Assert.Equal((20L, 20L, 20L), await subsidy.CountAsync());
        Assert.Equal(100_000L, await subsidy.NumberAsync(
            "select value from regulation.counters where name = 'voucher-b130' and key = 'VC-STOCK'"));

        // The first five were good to 9 June 24:00; the others have two days more.
        await bureau.SetClockAsync("2026-06-10T00:00:01+08:00");
        await UntilAsync(async () => (await subsidy.CountAsync()).Out == 15, "five have expired");
        var again = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => subsidy.ClaimAsync(Citizen())));
        Assert.Equal(5, again.Count(reply => reply.Status == HttpStatusCode.Created));
        Assert.Equal((25L, 25L, 20L), await subsidy.CountAsync());

        var board = Ok(await bureau.AnonymousAsync(HttpMethod.Get, "/programmes/VC-STOCK/board")).Body!["batches"]![0]!;
        // Five that came back are too few to be told, and so is their sum with what is out.
        Assert.Equal(("sold-out", null, null, "0"), (
            board["state"]!.ToString(), board["issued"], board["returned"], board["left"]!["general"]!.ToString()));
    }

    [Fact]
    public async Task one_person_has_one_quota_whatever_spelling_or_channel()
    {
        var subsidy = new Subsidy(service, "VC-ONE");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var number = Enumerable.Range(0, 1000).Select(n => WithCheckDigit($"32050819650101{n:000}")).First(full => full[^1] == 'X');
        string[] spellings = [number, number.ToLowerInvariant(), number[..6] + number[8..17], $" {number} "];
        var claims = spellings.Select(spelling => subsidy.ClaimAsync(spelling))
            .Append(subsidy.AssistAsync(subsidy.ClaimBody(number, channel: "telephone")));
        var answers = await Task.WhenAll(claims);

        Assert.Single(answers, reply => reply.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(reply => reply.Status != HttpStatusCode.Created), reply =>
            No(HttpStatusCode.Conflict, "claim.limit-reached", reply));
        Assert.Equal((1L, 1L, 1L), await subsidy.CountAsync());
        Assert.Equal(4L, await subsidy.NumberAsync(
            "select count(*) from mt_events where type = 'command_refused' and data->>'code' = 'claim.limit-reached' "
            + "and data->>'subject' like 'voucher-wallet/VC-ONE/%' and data->>'detail' = 'rule VCH-3, window 2026-W23'"));

        // Sunday to Monday is another week.
        await bureau.SetClockAsync("2026-06-07T23:59:59+08:00");
        No(HttpStatusCode.Conflict, "claim.limit-reached", await subsidy.ClaimAsync(number));
        await bureau.SetClockAsync("2026-06-08T00:00:01+08:00");
        Ok(await subsidy.ClaimAsync(number));
        var wallet = Ok(await bureau.PortalAsync(HttpMethod.Post, "/portal/v1/vouchers/wallet", new JsonObject { ["citizenId"] = number }));
        Assert.Equal(2, wallet.Body!["vouchers"]!.AsArray().Count);
    }

    [Fact]
    public async Task the_same_request_has_the_same_answer_and_another_body_under_its_number_none()
    {
        var subsidy = new Subsidy(service, "VC-SAME");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 1));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var body = subsidy.ClaimBody(Citizen(), "VC-SAME-1");
        var (first, other) = (await subsidy.ClaimAsync(body), subsidy.ClaimBody(Citizen(), "VC-SAME-2"));
        No(HttpStatusCode.Conflict, "claim.sold-out", await subsidy.ClaimAsync(other));

        await bureau.SetClockAsync("2026-06-10T00:00:01+08:00");
        await UntilAsync(async () => (await subsidy.CountAsync()).Out == 0, "the voucher has expired");
        var repeated = await subsidy.ClaimAsync(body);
        Assert.Equal(Ok(first).Body!["voucherNo"]!.ToString(), Ok(repeated).Body!["voucherNo"]!.ToString());
        No(HttpStatusCode.Conflict, "claim.sold-out", await subsidy.ClaimAsync(other));
        No(HttpStatusCode.UnprocessableEntity, "idempotency-key.reused",
            await subsidy.ClaimAsync(subsidy.ClaimBody(Citizen(), "VC-SAME-1")));
        Assert.Equal((1L, 1L, 0L), await subsidy.CountAsync());
    }

    [Fact]
    public async Task a_drop_asks_for_a_ticket_and_tells_what_is_wrong_with_one()
    {
        var subsidy = new Subsidy(service, "VC-DROP");
        await subsidy.RunAsync(subsidy.Proposal("drop", 3));
        await bureau.SetClockAsync("2026-06-01T09:45:00+08:00");
        var (citizen, secret) = (Citizen(), "secret-of-a-device");
        var answer = Ok(await subsidy.TicketAsync(citizen, secret));
        var ticket = answer.Body!["ticket"]!.ToString();
        Assert.DoesNotContain(citizen, System.Text.Encoding.UTF8.GetString(
            System.Buffers.Text.Base64Url.DecodeFromChars(ticket.Split('.')[0])), StringComparison.Ordinal);

        var early = await subsidy.ShowAsync(ticket, secret);
        Assert.Equal((HttpStatusCode.Accepted, "queued"), (early.Status, early.Body!["result"]!.ToString()));
        No(HttpStatusCode.Forbidden, "ticket.not-yours", await subsidy.ShowAsync(ticket, "of-another-device"));
        No(HttpStatusCode.Forbidden, "ticket.forged", await subsidy.ShowAsync(ticket.Replace('.', 'A') + ".AAAA", secret));
        No(HttpStatusCode.Forbidden, "ticket.forged", await subsidy.ShowAsync(Changed(ticket), secret));
        No(HttpStatusCode.Forbidden, "ticket.forged", await subsidy.ShowAsync("nothing", secret));
        No(HttpStatusCode.Conflict, "claim.ticket-must-be-shown", await AtAsync(
            "2026-06-01T10:00:00+08:00", () => subsidy.ClaimAsync(citizen)));

        var won = Ok(await subsidy.ShowAsync(ticket, secret));
        Assert.Equal("won", won.Body!["result"]!.ToString());
        await bureau.SetClockAsync("2026-06-01T11:00:00+08:00");
        Assert.Equal(won.Body["voucherNo"]!.ToString(), Ok(await subsidy.ShowAsync(ticket, secret)).Body!["voucherNo"]!.ToString());
        No(HttpStatusCode.Conflict, "claim.limit-reached", await subsidy.TicketAsync(citizen, secret));

        var late = Ok(await subsidy.TicketAsync(Citizen(), secret)).Body!["ticket"]!.ToString();
        No(HttpStatusCode.Conflict, "ticket.expired", await AtAsync("2026-06-01T11:30:00+08:00", () => subsidy.ShowAsync(late, secret)));
        Assert.Equal((1L, 1L, 1L), await subsidy.CountAsync());
    }

    [Fact]
    public async Task waves_come_one_after_another_and_a_person_stays_in_one()
    {
        var subsidy = new Subsidy(service, "VC-WAVE");
        await subsidy.RunAsync(subsidy.Proposal("drop", 30, batch => (batch["waves"], batch["waveSeconds"]) = (4, 600)));
        await bureau.SetClockAsync("2026-06-01T09:45:00+08:00");
        List<(string Ticket, DateTimeOffset Opens)> tickets = [];
        for (var n = 0; n < 24; n++)
        {
            var citizen = Citizen();
            var one = Ok(await subsidy.TicketAsync(citizen, "s")).Body!;
            Assert.Equal(one["opensAt"]!.ToString(), Ok(await subsidy.TicketAsync(citizen, "s")).Body!["opensAt"]!.ToString());
            tickets.Add((one["ticket"]!.ToString(),
                DateTimeOffset.Parse(one["opensAt"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture)));
        }

        Assert.True(tickets.Select(one => one.Opens).Distinct().Count() > 1);
        await bureau.SetClockAsync("2026-06-01T10:00:01+08:00");
        foreach (var (ticket, opens) in tickets)
        {
            var reply = await subsidy.ShowAsync(ticket, "s");
            Assert.Equal(opens.Minute == 0 ? HttpStatusCode.Created : HttpStatusCode.Accepted, reply.Status);
        }
    }

    [Fact]
    public async Task who_is_not_eligible_is_told_why_and_it_is_kept()
    {
        var subsidy = new Subsidy(service, "VC-WHO");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20, terms: terms => terms["eligible"] = JsonNode.Parse(
            """{"ageFrom":6,"ageTo":70,"seniorFrom":null,"ties":["household"],"disabledOnly":false}""")));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        JsonObject Body(string citizen, Action<JsonObject>? change = null)
        {
            var body = subsidy.ClaimBody(citizen);
            body["ties"] = new JsonArray("household");
            change?.Invoke(body);
            return body;
        }

        No(HttpStatusCode.Conflict, "claim.age-must-fit", await subsidy.ClaimAsync(Body(Citizen("20210603"))));
        No(HttpStatusCode.Conflict, "claim.guardian-must-agree", await subsidy.ClaimAsync(Body(Citizen("20200603"))));
        Ok(await subsidy.ClaimAsync(Body(Citizen("20200603"), body => body["guardianAgreed"] = true)));
        var tie = await subsidy.ClaimAsync(Body(Citizen(), body => body["ties"] = new JsonArray()));
        No(HttpStatusCode.Conflict, "claim.tie-must-be-proven", tie);
        Assert.Equal("not-eligible", tie.Body!["result"]!.ToString());
        No(HttpStatusCode.Conflict, "claim.risk-must-be-reviewed", await subsidy.ClaimAsync(
            Body(Citizen(), body => body["riskCode"] = "device-shared")));
        No(HttpStatusCode.BadRequest, "body.unreadable", await subsidy.ClaimAsync(Body("320508199001011234")));
        Assert.Equal(4L, await subsidy.NumberAsync(
            "select count(*) from mt_events where type = 'command_refused' and data->>'subject' like 'voucher-wallet/VC-WHO/%'"));
    }

    [Fact]
    public async Task a_restricted_person_takes_nothing_and_an_erased_one_comes_back_to_the_old_quota()
    {
        var subsidy = new Subsidy(service, "VC-RIGHTS");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var (restricted, erased) = (Citizen(), Citizen());
        var taken = Ok(await subsidy.ClaimAsync(erased)).Body!["voucherNo"]!.ToString();
        var known = await PersonAsync(erased);
        await subsidy.KeepNameAsync(known);

        Assert.Equal("restricted", await RightAsync(
            await PersonAsync(restricted), "restriction", """{"requestNo":"PI-2026-9001","ground":"disputed-accuracy"}"""));

        // While the voucher can be used the erasure waits; afterwards nothing of it is left to erase but what the accounts keep.
        const string erasure = """{"requestNo":"PI-2026-9002"}""";
        Assert.Equal("restricted", await RightAsync(known, "erasure", erasure));
        Ok(await subsidy.VoidAsync(taken, "holder-request"));
        Assert.Equal("erased", await RightAsync(known, "erasure", erasure));
        Assert.Equal(known, await PersonAsync(erased));

        No(HttpStatusCode.Conflict, "claim.must-not-be-restricted", await subsidy.ClaimAsync(restricted));
        No(HttpStatusCode.Conflict, "claim.limit-reached", await subsidy.ClaimAsync(erased));
    }

    [Fact]
    public async Task a_restriction_takes_a_ticket_that_was_handed_out_and_lifted_the_next_one_wins()
    {
        var subsidy = new Subsidy(service, "VC-LATE");
        await subsidy.RunAsync(subsidy.Proposal("drop", 3));
        await bureau.SetClockAsync("2026-06-01T09:45:00+08:00");
        var (citizen, secret) = (Citizen(), "of-a-device");
        async Task<string> TicketAsync() => Ok(await subsidy.TicketAsync(citizen, secret)).Body!["ticket"]!.ToString();
        var (first, second) = (await TicketAsync(), await TicketAsync());
        var person = await PersonAsync(citizen);
        await RightAsync(person, "restriction", """{"requestNo":"PI-2026-9003","ground":"disputed-accuracy"}""");

        await bureau.SetClockAsync("2026-06-01T10:00:00+08:00");
        var refused = await subsidy.ShowAsync(first, secret);
        No(HttpStatusCode.Conflict, "claim.must-not-be-restricted", refused);
        Assert.Equal("not-eligible", refused.Body!["result"]!.ToString());
        No(HttpStatusCode.Conflict, "claim.must-not-be-restricted", await subsidy.TicketAsync(citizen, secret));

        await RightAsync(person, "restriction-end", """{"requestNo":"PI-2026-9003","reason":"resolved"}""");
        No(HttpStatusCode.Conflict, "claim.must-not-be-restricted", await subsidy.ShowAsync(first, secret));
        Assert.Equal("won", Ok(await subsidy.ShowAsync(second, secret)).Body!["result"]!.ToString());
        Assert.Equal((1L, 1L, 1L), await subsidy.CountAsync());
    }

    [Fact]
    public async Task a_stopped_batch_issues_nothing_and_a_voided_voucher_goes_out_again_once()
    {
        var subsidy = new Subsidy(service, "VC-STOP");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 1));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var voucher = Ok(await subsidy.ClaimAsync(Citizen())).Body!["voucherNo"]!.ToString();
        Ok(await subsidy.VoidAsync(voucher, "mistake"));
        var again = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => subsidy.ClaimAsync(Citizen())));
        Assert.Single(again, reply => reply.Status == HttpStatusCode.Created);

        Ok(await subsidy.MakerAsync("/programmes/VC-STOP/batches/1/stop", new JsonObject { ["cause"] = "abuse" }));
        No(HttpStatusCode.Conflict, "claim.batch-must-not-be-stopped", await subsidy.ClaimAsync(Citizen()));
        Assert.Equal(0, await subsidy.NumberAsync(
            "select count(*) from mt_events where type = 'command_refused' and data->>'code' = 'claim.batch-must-not-be-stopped'"));
    }

    async Task<string> PersonAsync(string citizen) =>
        Ok(await bureau.PostAsync("privacy-officer", "320500", "/persons/lookup", new JsonObject { ["citizenId"] = citizen }))
            .Body!["person"]!.ToString();

    /// <summary>An erasure waits until the read models have come as far as the log.</summary>
    async Task<string> RightAsync(string person, string act, string body)
    {
        var reply = default(Reply);
        await UntilAsync(
            async () => (reply = await bureau.PostAsync("privacy-officer", "320500", $"/persons/{person}/{act}", JsonNode.Parse(body)!))
                .Status != HttpStatusCode.ServiceUnavailable,
            "it can be decided");
        return Ok(reply!).Body!["state"]!.ToString();
    }

    async Task<Reply> AtAsync(string now, Func<Task<Reply>> act)
    {
        await bureau.SetClockAsync(now);
        return await act();
    }

    static string Changed(string ticket) => ticket[..5] + (ticket[5] == 'A' ? 'B' : 'A') + ticket[6..];
}
