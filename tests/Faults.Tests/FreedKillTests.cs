using System.Diagnostics;
using System.Globalization;
using TestKit;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>Vouchers end for good while nodes and PostgreSQL are killed: the fund has each fen back once (FND-16).</summary>
/// <remarks>What comes out is counted over the events in plain SQL, by no code of the service.</remarks>
public sealed class FreedKillTests(ITestOutputHelper output)
{
    const string Programme = "FREED-KILL";
    const int Stock = 400;
    const long Face = Drop.FaceFen;

    const string Of = $"from public.mt_events where stream_id like 'voucher-wallet/{Programme}/%'";
    const string Freed = $"from public.mt_events where type = 'budget_freed' and data->>'programme' = '{Programme}'";

    readonly Stopwatch watch = Stopwatch.StartNew();

    [Fact]
    public async Task whatever_is_killed_what_vouchers_have_freed_is_taken_back_once()
    {
        await using var bureau = await Bureau.OpenAsync(
            Path.Combine(TestServer.Checkout, ".data", "freed", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), nodes: 2,
            new Dictionary<string, string> { ["Regulation__RequestsPerSecond"] = "100000", ["Regulation__RequestBurst"] = "100000" });
        using var drop = new Drop(bureau, Programme, Stock);
        await drop.SetClockAsync("2026-05-11T09:00:00+08:00");
        await drop.OpenAsync(recycling: "fund");
        await drop.SetClockAsync("2026-06-01T10:00:00+08:00");
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Stock), new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (person, _) => Assert.Equal("won", (await drop.AssistAsync(CitizenNumbers.Of("19900101", person))).Result));
        Tell($"{Stock} issued");

        await drop.SetClockAsync("2026-06-08T00:00:01+08:00");
        await bureau.UntilAsync($"select count(*) >= 50 {Of} and type = 'voucher_expired'", "fifty have expired");
        await KillAsync(bureau);
        await bureau.UntilAsync($"select count(*) >= 1 {Freed}", "the fund has taken something back");
        await KillAsync(bureau);
        await bureau.UntilAsync($"select count(*) >= {Stock} {Of} and type = 'voucher_expired'", "all have expired");
        await bureau.UntilAsync(
            $"select value = 0 from regulation.counters where name = 'voucher-freed' and key = '{Programme}'", "nothing waits");
        Tell("all is taken back");

        await using var log = new Aftermath(bureau.Server);
        Assert.Equal([$"{Stock * Face}"], await log.AskAsync($"select sum((data->>'amount')::bigint) {Freed}"));
        Assert.Equal([$"{Stock * Face} {Stock * Face}"], await log.AskAsync($"""
            select (select value from regulation.counters where name = 'voucher-b130' and key = '{Programme}'),
                (select value from regulation.counters where name = 'budget-gone' and key = '{Programme}')
            """));

        // At no event had the fund taken back more than had ended by then.
        Assert.Equal(["0"], await log.AskAsync($"""
            with steps as (
                select seq_id, {Face} as fen {Of} and type = 'voucher_expired' and data->>'backTo' is null
                union all select seq_id, -(data->>'amount')::bigint {Freed})
            select min(stood) from (select sum(fen) over (order by seq_id) as stood from steps) as course
            """));
        Assert.Equal("sold-out", (await drop.AssistAsync(CitizenNumbers.Of("19910101", 1))).Result);
        Assert.Equal([], await bureau.FaultsAsync());
    }

    static async Task KillAsync(Bureau bureau)
    {
        Signals.Kill(bureau.ServerProcess);
        foreach (var node in bureau.Nodes) await node.KillAsync();
        await bureau.StartServerAsync();
        await Task.WhenAll(bureau.Nodes.Select(node => node.StartAsync()));
    }

    void Tell(string what) => output.WriteLine($"{watch.Elapsed:mm\\:ss\\.f} {what}");
}
