using System.Net;
using System.Text.Json.Nodes;
using Application.Ports;
using Domain.Identity;
using Microsoft.Extensions.DependencyInjection;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>specs/personal-data.md, ERA-16: a claimant is erased while a programme runs, and comes back.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class ErasedClaimantOverHttp(Service service)
{
    const string Erasure = """{"requestNo":"PI-2026-9701"}""";

    static readonly Actor Auditor = new(new PersonRef("p-auditor"), "auditor", "320500");

    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task nothing_of_before_opens_again_and_the_old_quota_counts_to_its_end_and_no_longer()
    {
        var subsidy = new Subsidy(service, "ER-BACK");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20));
        await bureau.SetClockAsync("2026-06-02T10:00:00+08:00");
        var citizen = Citizen();
        Ok(await subsidy.ClaimAsync(citizen));
        var person = await PersonAsync(citizen);
        var before = await subsidy.KeepNameAsync(person);
        Assert.Equal((OpenedText.Shown, "张三"), await OpenAsync(before));

        // The voucher can be used to 8 June; on the day after it has ended and so has the week in which it was taken.
        Assert.Equal("restricted", await EraseAsync(person));
        No(HttpStatusCode.Conflict, "claim.must-not-be-restricted", await subsidy.ClaimAsync(citizen));
        await bureau.SetClockAsync("2026-06-09T00:00:01+08:00");
        await UntilAsync(async () => (await subsidy.CountAsync()).Out == 0, "the voucher has expired");
        await UntilAsync(async () => await EraseAsync(person) == "erased", "the person is erased");

        var certificate = Ok(await bureau.GetAsync("privacy-officer", "320500", $"/persons/{person}/erasure-certificate")).Body!;
        Assert.Equal(("PI-2026-9701", person), (certificate["requestNo"]!.ToString(), certificate["person"]!.ToString()));
        Assert.Equal((OpenedText.Erased, null), await OpenAsync(before));
        Assert.Equal(1L, await subsidy.NumberAsync(
            $"select count(*) from mt_events where stream_id = 'data-subject/{person}' and type = 'person_erased'"));

        // Back by another spelling of the number: the same reference, a quota that goes on, and no word of before.
        Ok(await subsidy.ClaimAsync(citizen.ToLowerInvariant()));
        No(HttpStatusCode.Conflict, "claim.limit-reached", await subsidy.ClaimAsync($" {citizen}"));
        Assert.Equal(person, await PersonAsync(citizen));
        Assert.Equal((2L, 1L, 1L), await subsidy.CountAsync());
        var after = await subsidy.KeepNameAsync(person);
        Assert.Equal((OpenedText.Shown, "张三"), await OpenAsync(after));
        Assert.Equal((OpenedText.Erased, null), await OpenAsync(before));
    }

    [Fact]
    public async Task erased_and_back_within_the_week_there_is_no_second_voucher()
    {
        var subsidy = new Subsidy(service, "ER-WEEK");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 20));
        await bureau.SetClockAsync("2026-06-02T10:00:00+08:00");
        var citizen = Citizen();
        var voucher = Ok(await subsidy.ClaimAsync(citizen)).Body!["voucherNo"]!.ToString();
        var person = await PersonAsync(citizen);
        var before = await subsidy.KeepNameAsync(person);
        Ok(await subsidy.VoidAsync(voucher, "holder-request"));
        await UntilAsync(async () => await EraseAsync(person) == "erased", "the person is erased");
        Assert.Equal((OpenedText.Erased, null), await OpenAsync(before));

        No(HttpStatusCode.Conflict, "claim.limit-reached", await subsidy.ClaimAsync(citizen));
        Assert.Equal((1L, 1L, 0L), await subsidy.CountAsync());
        await bureau.SetClockAsync("2026-06-08T00:00:01+08:00");
        Ok(await subsidy.ClaimAsync(citizen));
    }

    async Task<string> PersonAsync(string citizen) =>
        Ok(await bureau.PostAsync("privacy-officer", "320500", "/persons/lookup", new JsonObject { ["citizenId"] = citizen }))
            .Body!["person"]!.ToString();

    /// <summary>It is decided once the read models have come as far as the log.</summary>
    async Task<string> EraseAsync(string person)
    {
        var reply = default(Reply);
        await UntilAsync(
            async () => (reply = await bureau.PostAsync(
                "privacy-officer", "320500", $"/persons/{person}/erasure", JsonNode.Parse(Erasure)!)).Status
                != HttpStatusCode.ServiceUnavailable,
            "it can be decided");
        return Ok(reply!).Body!["state"]!.ToString();
    }

    async Task<(string State, string? Text)> OpenAsync(DocumentId text)
    {
        var vault = service.Provider.GetRequiredService<IVault>();
        var opened = await vault.OpenAsync([text], new ReadPurpose("audit", null, Auditor), default);
        return (opened[text].State, opened[text].Text);
    }
}
