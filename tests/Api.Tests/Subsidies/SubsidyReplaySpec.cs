using System.Net;
using System.Text.Json.Nodes;
using Api.Hosting;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>LOG-12: what became of money, programme, wallet and draw, told to a past instant, over HTTP and on the command line.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class SubsidyReplaySpec(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task streams_of_a_programme_are_told_as_they_stood_at_an_instant()
    {
        var subsidy = new Subsidy(service, "RP-ALL");
        var proposal = subsidy.Proposal("first-come", 2, terms: terms => terms["batches"]!.AsArray().Add(Plan(2, "lottery", 1)));
        proposal["budgetFen"] = 15_000;
        await subsidy.RunAsync(proposal);
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var citizen = Citizen();
        Ok(await subsidy.ClaimAsync(citizen));
        await bureau.SetClockAsync("2026-06-04T10:00:00+08:00");
        Ok(await subsidy.ClaimAsync(citizen, batch: 2));
        var person = Ok(await bureau.PostAsync(
            "privacy-officer", "320500", "/persons/lookup", new JsonObject { ["citizenId"] = citizen })).Body!["person"]!.ToString();

        var fund = await ToldAsync($"fund/{subsidy.FundNo}");
        Assert.Equal("985000", fund["state"]!["available"]!.ToString());
        Assert.Equal(0, (int)(await ToldAsync($"fund/{subsidy.FundNo}", "2026-05-10T00:00:00%2B08:00"))["version"]!);
        Assert.Equal("running", (await ToldAsync("subsidy-program/RP-ALL"))["state"]!["state"]!.ToString());
        Assert.Equal("True", (await ToldAsync("voucher-draw/RP-ALL/2"))["state"]!["isOpen"]!.ToString(), ignoreCase: true);

        var wallet = $"voucher-wallet/RP-ALL/{person}";
        var whole = await ToldAsync(wallet);
        Assert.Equal((2, 1, 1), (
            (int)whole["version"]!, whole["state"]!["taken"]!.AsArray().Count, whole["state"]!["draws"]!.AsObject().Count));
        var before = await ToldAsync(wallet, "2026-06-03T23:59:59%2B08:00");
        Assert.Equal((1, 0), ((int)before["version"]!, before["state"]!["draws"]!.AsObject().Count));
        Assert.Equal(2L, await subsidy.NumberAsync(
            $"select count(*) from mt_events where stream_id = 'person/{person}' and type = 'personal_data_read' "
            + "and data->>'purpose' = 'audit'"));

        No(HttpStatusCode.Forbidden, "role.not-admitted", await bureau.GetAsync("clerk", "320500", $"/replay/{wallet}"));
        No(HttpStatusCode.NotFound, "stream.unknown", await bureau.GetAsync("auditor", "320500", $"/replay/{wallet}/more"));
        Assert.Equal(0, await SaysAsync(wallet, "--at", "2026-06-03T23:59:59+08:00"));
        Assert.Equal(0, await SaysAsync("voucher-draw/RP-ALL/2"));
        Assert.Equal(1, await SaysAsync("voucher-draw/RP-ALL/3"));
        Assert.Equal(1, await SaysAsync("voucher-draw/"));
    }

    async Task<JsonNode> ToldAsync(string stream, string? at = null) =>
        Ok(await bureau.GetAsync("auditor", "320500", $"/replay/{stream}{(at is null ? "" : $"?at={at}")}")).Body!;

    Task<int> SaysAsync(params string[] args) =>
        CommandLine.RunAsync(["replay", .. args, $"--Regulation:Database={service.Database.OwnerConnectionString}"]);
}
