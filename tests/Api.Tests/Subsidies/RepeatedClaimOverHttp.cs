using System.Text.Json;
using System.Text.Json.Nodes;
using Application.Reading;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>The same request has the same answer for ever, and what is kept of it to know it again names nobody.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class RepeatedClaimOverHttp(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task no_digest_that_is_kept_of_a_request_tells_a_number_to_whoever_tries_them_all()
    {
        var subsidy = new Subsidy(service, "RC-DIGEST");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 5));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var body = subsidy.ClaimBody(Citizen(), "RC-DIGEST-1");
        Ok(await subsidy.ClaimAsync(body));

        // Whoever has the table knows or guesses all but the number, and has few numbers to try: here the right one.
        byte[] asked =
        [
            .. Bureau.Utf8("POST\n/portal/v1/vouchers/claims\n"), .. CanonicalJson.Of(JsonSerializer.SerializeToElement(body)),
        ];
        Assert.Equal(1L, await subsidy.NumberAsync(
            $"select count(*) from regulation.commands where key = '{subsidy.Sm3("claim/RC-DIGEST-1")}' and length(digest) = 32"));
        Assert.Equal(0L, await subsidy.NumberAsync(
            $"select count(*) from regulation.commands where digest = decode('{Convert.ToHexString(bureau.Sm3.Hash(asked))}', 'hex')"));
    }

    [Fact]
    public async Task a_number_that_was_used_is_free_for_no_other_body_not_even_for_a_wrong_one()
    {
        var subsidy = new Subsidy(service, "RC-WRONG");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 5));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        Ok(await subsidy.ClaimAsync(subsidy.ClaimBody(Citizen(), "RC-WRONG-1")));

        No(
            System.Net.HttpStatusCode.UnprocessableEntity, "idempotency-key.reused",
            await subsidy.ClaimAsync(subsidy.ClaimBody("320508199001011234", "RC-WRONG-1")));
        No(
            System.Net.HttpStatusCode.BadRequest, "body.unreadable",
            await subsidy.ClaimAsync(subsidy.ClaimBody("320508199001011234", "RC-WRONG-2")));
        Ok(await subsidy.ClaimAsync(subsidy.ClaimBody(Citizen(), "RC-WRONG-2")));
    }

    [Fact]
    public async Task an_entry_is_answered_the_same_after_its_programme_has_closed()
    {
        var subsidy = new Subsidy(service, "RC-CLOSED");
        await subsidy.RunAsync(subsidy.Proposal("lottery", 3));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var body = subsidy.ClaimBody(Citizen());
        var first = Ok(await subsidy.ClaimAsync(body)).Body!;
        Assert.Equal(35, first["pseudonym"]!.ToString().Length);
        Ok(await subsidy.MakerAsync("/programmes/RC-CLOSED/batches/1/stop", new JsonObject { ["cause"] = "funds" }));
        Ok(await subsidy.CheckerAsync("/programmes/RC-CLOSED/closing", new JsonObject()));

        // A node remembers for a second that the programme runs, and makes its answer of that.
        await Task.Delay(TimeSpan.FromSeconds(2));
        No(System.Net.HttpStatusCode.Conflict, "claim.programme-must-run", await subsidy.ClaimAsync(Citizen()));
        Assert.Equal(first.ToJsonString(), Ok(await subsidy.ClaimAsync(body)).Body!.ToJsonString());
    }
}
