using System.Diagnostics;
using System.Globalization;
using System.Text;
using Infrastructure.Cryptography;
using TestKit;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>A draw served by two nodes that are killed with PostgreSQL while its winners are issued: whoever the seed names wins.</summary>
/// <remarks>
/// That it is in the middle is no matter of speed: the wallets of a few entrants are held, so that no group with one of them comes to
/// its end before the server is killed. What comes out is computed and counted by no code of the service but its SM3.
/// </remarks>
public sealed class DrawKillTests(ITestOutputHelper output)
{
    const string Programme = "DRAW-KILL";
    const int Stock = 320, Entrants = 400, Held = 16;
    const int AtOnce = 32;

    const string Of = $"from public.mt_events where stream_id like 'voucher-wallet/{Programme}/%'";
    const string Draw = $"from public.mt_events where stream_id = 'voucher-draw/{Programme}/1'";

    readonly Stopwatch watch = Stopwatch.StartNew();

    [Fact]
    public async Task whatever_is_killed_exactly_those_win_whom_seed_and_pseudonyms_name()
    {
        await using var bureau = await Bureau.OpenAsync(
            Path.Combine(TestServer.Checkout, ".data", "draw", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), nodes: 2,
            new Dictionary<string, string> { ["Regulation__RequestsPerSecond"] = "100000", ["Regulation__RequestBurst"] = "100000" });
        using var drop = new Drop(bureau, Programme, Stock);
        await drop.SetClockAsync("2026-05-11T09:00:00+08:00");
        await drop.OpenAsync(lottery: true);
        await drop.SetClockAsync("2026-06-02T10:00:00+08:00");
        var told = new string[Entrants];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Entrants), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (person, _) => told[person] = await drop.EnterAsync(CitizenNumbers.Of("19900101", person)));
        Tell($"{told.Distinct().Count()} entries");
        await bureau.ReadersCatchUpAsync();

        await using var stranger = await bureau.StrangerAsync();
        var wallets = $"from public.mt_streams where id like 'voucher-wallet/{Programme}/%' order by id limit {Held}";
        await using (var hold = new Npgsql.NpgsqlCommand($"begin; select {wallets} for update", stranger))
        {
            await hold.ExecuteNonQueryAsync();
        }

        await drop.SetClockAsync("2026-06-09T10:00:00+08:00");
        await bureau.UntilAsync($"select count(*) > 0 {Of} and type = 'voucher_claimed'", "the first winners have theirs");
        await KillAsync(bureau, [bureau.Nodes[0]], server: false);
        await KillAsync(bureau, [bureau.Nodes[1]], server: false);
        await KillAsync(bureau, [.. bureau.Nodes], server: true);
        await bureau.UntilAsync($"select count(*) > {Stock / 2} {Of} and type = 'voucher_claimed'", "half of them have theirs");
        await KillAsync(bureau, [bureau.Nodes[1]], server: true);
        await bureau.UntilAsync($"select count(*) >= {Stock} {Of} and type = 'voucher_claimed'", "the draw is served");

        // The policy is among the readers that must have come to the end.
        Assert.Equal([], await bureau.FaultsAsync());
        await CompareAsync(bureau, told, await drop.DrawAsync());
    }

    async Task KillAsync(Bureau bureau, ServeProcess[] nodes, bool server)
    {
        Tell($"killing {nodes.Length} nodes{(server ? " and PostgreSQL" : "")} with {await bureau.AskAsync(
            $"select count(*) {Of} and type = 'voucher_claimed'")} of {Stock} issued");
        if (server) Signals.Kill(bureau.ServerProcess);
        foreach (var node in nodes) await node.KillAsync();
        if (server) await bureau.StartServerAsync();
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
    }

    /// <summary>The order is found again from seed and pseudonyms alone, and compared with what is published and with the log.</summary>
    static async Task CompareAsync(Bureau bureau, string[] told, System.Text.Json.Nodes.JsonNode published)
    {
        var sm3 = new Sm3();
        await using var log = new Aftermath(bureau.Server);
        var seed = Assert.Single(await log.AskAsync($"select data->>'seed' {Draw} and type = 'draw_revealed'"));
        Assert.Equal(
            Assert.Single(await log.AskAsync($"select data->>'commitment' {Draw} and type = 'draw_committed'")),
            Convert.ToHexStringLower(sm3.Hash(Convert.FromHexString(seed))));
        var entries = (await log.AskAsync($"select data->>'pseudonym', stream_id {Of} and type = 'draw_entered'"))
            .Select(row => row.Split(' ')).ToDictionary(row => row[0], row => row[1]);
        Assert.Equal(told.Order(StringComparer.Ordinal), entries.Keys.Order(StringComparer.Ordinal));
        var ranked = entries.Keys
            .OrderBy(name => Convert.ToHexString(sm3.Hash([.. Convert.FromHexString(seed), .. Encoding.UTF8.GetBytes(name)])),
                StringComparer.Ordinal)
            .ToList();

        // Each of the first ones once, and nobody else.
        Assert.Equal(
            ranked.Take(Stock).Select(name => entries[name]).Order(StringComparer.Ordinal),
            (await log.AskAsync($"select stream_id {Of} and type = 'voucher_claimed'")).Order(StringComparer.Ordinal));
        Assert.Equal(seed, published["seed"]!.ToString());
        Assert.Equal(ranked, published["entries"]!.AsArray().Select(entry => entry!["pseudonym"]!.ToString()));
        Assert.Equal(
            ranked.Take(Stock),
            published["entries"]!.AsArray().Where(entry => (bool)entry!["won"]!).Select(entry => entry!["pseudonym"]!.ToString()));
        Assert.Equal([$"{Stock} {Stock * Drop.FaceFen}"], await log.AskAsync($"""
            select (select value from regulation.counters where name = 'voucher-out' and key = '{Programme}/1/General'),
                (select value from regulation.counters where name = 'voucher-b130' and key = '{Programme}')
            """));
    }

    void Tell(string what) => output.WriteLine($"{watch.Elapsed:mm\\:ss\\.f} {what}");
}
