using System.Net;
using System.Text.Json.Nodes;
using static Api.Tests.Subsidies.Subsidy;

namespace Api.Tests.Subsidies;

/// <summary>A lottery over HTTP, run again from what is published, and the figures that are told of a programme.</summary>
[Collection(OneProgrammeService.Name)]
public sealed class DrawOverHttp(Service service)
{
    readonly Bureau bureau = service.Bureau;

    [Fact]
    public async Task a_lottery_is_bound_before_revealed_after_and_found_the_same_by_anybody()
    {
        var subsidy = new Subsidy(service, "DR-RUN");
        await subsidy.RunAsync(subsidy.Proposal("lottery", 7));
        var before = Ok(await DrawAsync(subsidy));
        Assert.Equal(("open", 64, (JsonNode?)null), (
            before.Body!["state"]!.ToString(), before.Body["commitment"]!.ToString().Length, before.Body["seed"]));

        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var twice = Citizen();
        Assert.Equal(HttpStatusCode.Accepted, (await subsidy.ClaimAsync(twice)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await subsidy.ClaimAsync(twice.ToLowerInvariant())).Status);
        var told = new List<string>();
        for (var n = 0; n < 24; n++)
        {
            var entered = await subsidy.ClaimAsync(Citizen());
            Assert.Equal("queued", entered.Body!["result"]!.ToString());
            told.Add(entered.Body["pseudonym"]!.ToString());
        }

        await bureau.SetClockAsync("2026-06-29T22:00:00+08:00");
        No(HttpStatusCode.Conflict, "claim.batch-must-be-open", await subsidy.ClaimAsync(Citizen()));
        await bureau.SetClockAsync("2026-06-29T23:00:00+08:00");
        await UntilAsync(async () => (await subsidy.CountAsync()).Issued == 7, "the winners are served");

        var after = Ok(await DrawAsync(subsidy)).Body!;
        var seed = Convert.FromHexString(after["seed"]!.ToString());
        Assert.Equal(before.Body["commitment"]!.ToString(), Convert.ToHexStringLower(bureau.Sm3.Hash(seed)));
        var entries = after["entries"]!.AsArray().Select(
            entry => (Name: entry!["pseudonym"]!.ToString(), Won: (bool)entry["won"]!)).ToList();
        Assert.Equal(25, entries.Count);
        Assert.Subset(entries.Select(entry => entry.Name).ToHashSet(), told.ToHashSet());
        var list = string.Concat(entries.Select(entry => entry.Name).Order(StringComparer.Ordinal).Select(name => name + "\n"));
        Assert.Equal(after["listSm3"]!.ToString(), subsidy.Sm3(list));
        var ranked = entries.Select(entry => entry.Name)
            .OrderBy(name => Convert.ToHexString(bureau.Sm3.Hash([.. seed, .. Bureau.Utf8(name)])), StringComparer.Ordinal).ToList();
        Assert.Equal(ranked, entries.Select(entry => entry.Name));
        Assert.Equal(ranked.Take(7), entries.Where(entry => entry.Won).Select(entry => entry.Name));
        Assert.Equal((7L, 7L, 7L), await subsidy.CountAsync());
        await UntilAsync(
            async () => await subsidy.NumberAsync(
                "select count(*) from mt_events where stream_id = 'voucher-draw/DR-RUN/1' and type = 'draw_served' "
                + "and data->>'entries' = '7'") == 1,
            "how far it was served is noted");
    }

    [Fact]
    public async Task whoever_is_passed_over_stands_in_the_list_with_a_word_and_is_told_in_the_wallet()
    {
        var subsidy = new Subsidy(service, "DR-PASS");
        var proposal = subsidy.Proposal("lottery", 5, terms: terms => terms["batches"]!.AsArray().Add(Plan(2, "first-come", 5)));
        proposal["budgetFen"] = 50_000;
        await subsidy.RunAsync(proposal);
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var (full, restricted, wins) = (Citizen(), Citizen(), Citizen());
        var names = new List<string>();
        foreach (var citizen in new[] { full, restricted, wins })
            names.Add((await subsidy.ClaimAsync(citizen)).Body!["pseudonym"]!.ToString());
        var person = Ok(await bureau.PostAsync(
            "privacy-officer", "320500", "/persons/lookup", new JsonObject { ["citizenId"] = restricted })).Body!["person"]!.ToString();
        Ok(await bureau.PostAsync(
            "privacy-officer", "320500", $"/persons/{person}/restriction",
            new JsonObject { ["requestNo"] = "PI-2026-9301", ["ground"] = "disputed-accuracy" }));

        // The draw is in the week that begins on this day.
        await bureau.SetClockAsync("2026-06-29T10:00:00+08:00");
        Ok(await subsidy.ClaimAsync(full, batch: 2));
        await bureau.SetClockAsync("2026-06-29T23:00:00+08:00");
        await UntilAsync(
            async () => await subsidy.NumberAsync(
                "select count(*) from mt_events where stream_id = 'voucher-draw/DR-PASS/1' and type = 'draw_served' "
                + "and data->>'entries' = '3'") == 1,
            "all three have been served or passed over");

        var after = Ok(await DrawAsync(subsidy)).Body!["entries"]!.AsArray().ToDictionary(
            entry => entry!["pseudonym"]!.ToString(), entry => ((bool)entry!["won"]!, entry["passedOver"]?.ToString()));
        Assert.Equal(
            [(false, "limit-reached"), (false, "restricted"), (true, null)], names.Select(name => after[name]));
        Assert.Equal(
            ("passed-over", names[0], "claim.limit-reached", "rule VCH-3, window 2026-W27, batch 1"), await ToldAsync(full));
        Assert.Equal(("passed-over", names[1], "claim.must-not-be-restricted", "rule VCH-9, batch 1"), await ToldAsync(restricted));
        Assert.Equal((2L, 2L, 2L), await subsidy.CountAsync());
    }

    async Task<(string Kind, string No, string Code, string Detail)> ToldAsync(string citizen)
    {
        JsonArray told = [];
        await UntilAsync(
            async () => (told = Ok(await bureau.PortalAsync(
                HttpMethod.Post, "/portal/v1/vouchers/wallet", new JsonObject { ["citizenId"] = citizen })).Body!["decisions"]!.AsArray())
                .Count == 1,
            "it is told in the wallet");
        return (
            told[0]!["kind"]!.ToString(), told[0]!["decisionNo"]!.ToString(), told[0]!["code"]!.ToString(), told[0]!["detail"]!.ToString());
    }

    [Fact]
    public async Task figures_of_few_are_neither_in_the_report_nor_in_the_open_data()
    {
        var subsidy = new Subsidy(service, "DR-FEW");
        var proposal = subsidy.Proposal("first-come", 60, terms: terms =>
        {
            terms["batches"]!.AsArray().Add(Plan(2, "first-come", 5));
            terms["claims"]!["limits"] = new JsonArray();
        });
        proposal["budgetFen"] = 5_000 * 65;
        await subsidy.RunAsync(proposal);
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        for (var n = 0; n < 12; n++) Ok(await subsidy.ClaimAsync(Citizen()));
        for (var n = 0; n < 10; n++) Ok(await subsidy.ClaimAsync(Citizen("20000101")));
        for (var n = 0; n < 11; n++) Ok(await subsidy.ClaimAsync(Citizen("19700101")));
        for (var n = 0; n < 3; n++) Ok(await subsidy.ClaimAsync(Citizen("19500101"), batch: 2));

        var report = Ok(await subsidy.GetAsync("/programmes/DR-FEW/report")).Body!;
        // Open data tells the thirty-three of the first batch: beside them the total would tell the three of the second.
        Assert.Equal((null, null), (report["vouchers"], report["byState"]!["held"]));
        var cells = report["cells"]!.AsArray().ToDictionary(cell => cell!["ageBand"]!.ToString(), cell => cell!["vouchers"]?.ToString());
        // The ten are shown nowhere either: less than the total they would tell the three.
        Assert.Equal(("12", null, "11", null), (cells["35-49"], cells["18-34"], cells["50-59"], cells["70+"]));
        Assert.Null(report["faceFen"]);
        JsonNode boards = new JsonArray();
        await UntilAsync(
            async () =>
            {
                boards = Ok(await bureau.AnonymousAsync(HttpMethod.Get, "/programmes/DR-FEW/board")).Body!["batches"]!;
                return boards[0]!["issued"]?.ToString() == "33" && boards[1]!["left"]!["general"] is null;
            },
            "the boards have seen every claim");
        Assert.Equal("27", boards[0]!["left"]!["general"]!.ToString());
        Assert.Equal((null, null), (boards[1]!["issued"], boards[1]!["left"]!["general"]));

        // Looked at again and again, a moment would tell each of the three as they come.
        Assert.NotNull(boards[0]!["lastAt"]);
        Assert.Equal((null, null), (boards[1]!["firstAt"], boards[1]!["lastAt"]));
        var data = default(JsonNode)!;
        List<JsonNode> rows = [];
        await UntilAsync(
            async () =>
            {
                data = Ok(await bureau.AnonymousAsync(HttpMethod.Get, "/open-data/voucher-statistics")).Body!;
                rows = [.. data["rows"]!.AsArray().Where(row => row!["programmeNo"]!.ToString() == "DR-FEW").Select(row => row!)];
                return rows.Count == 2 && rows[0]["issued"]?.ToString() == "33" && rows[1]["issued"] is null;
            },
            "the open data have seen every claim");
        Assert.Equal(("33", null), (rows[0]["issued"]!.ToString(), rows[1]["issued"]));
        Assert.Equal(data["rowCount"]!.ToString(),
            data["rows"]!.AsArray().Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task a_programme_of_few_persons_tells_no_figure_however_many_vouchers_they_have()
    {
        var subsidy = new Subsidy(service, "DR-ONE");
        await subsidy.RunAsync(subsidy.Proposal("first-come", 60, terms: terms => terms["claims"]!["limits"] = new JsonArray()));
        await bureau.SetClockAsync("2026-06-03T10:00:00+08:00");
        var citizen = Citizen();
        for (var n = 0; n < 12; n++) Ok(await subsidy.ClaimAsync(citizen));

        var report = default(JsonNode)!;
        await UntilAsync(
            async () => (report = Ok(await subsidy.GetAsync("/programmes/DR-ONE/report")).Body!)["cells"]!.AsArray().Count > 0,
            "the report has seen a claim");
        Assert.Equal((null, null, null), (report["vouchers"], report["faceFen"], report["byState"]!["held"]));
        Assert.Null(Assert.Single(report["cells"]!.AsArray())!["vouchers"]);
        JsonNode? line = null;
        await UntilAsync(
            async () => (line = Ok(await bureau.AnonymousAsync(HttpMethod.Get, "/open-data/voucher-statistics")).Body!["rows"]!.AsArray()
                .SingleOrDefault(row => row!["programmeNo"]!.ToString() == "DR-ONE" && row["issued"]?.ToString() != "0")) is not null,
            "the open data have seen a claim");
        Assert.Null(line!["issued"]);
    }

    Task<Reply> DrawAsync(Subsidy subsidy) =>
        bureau.AnonymousAsync(HttpMethod.Get, $"/programmes/{subsidy.ProgrammeNo}/batches/1/draw");
}
