using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using TestKit;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>A drop served by two nodes while they and PostgreSQL are killed: the stock stays exact, and no answer changes.</summary>
/// <remarks>What comes out is counted over the events in plain SQL, by no code of the service.</remarks>
public sealed class DropKillTests(ITestOutputHelper output)
{
    const string Programme = "DROP-KILL";
    const int Stock = 500, Claimants = 600, Crowds = 4;
    const int Returned = 40, LatecomersAtOnce = 30, LatecomersAfterwards = Returned;
    const int AtOnce = 64;

    const string Of = $"from public.mt_events where stream_id like 'voucher-wallet/{Programme}/%'";
    const string Ended = "type in ('voucher_expired', 'voucher_voided')";

    readonly Stopwatch watch = Stopwatch.StartNew();

    [Fact]
    public async Task whatever_is_killed_exactly_the_stock_is_issued_and_nobody_has_two()
    {
        await using var bureau = await Bureau.OpenAsync(
            Path.Combine(TestServer.Checkout, ".data", "drop", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), nodes: 2,
            new Dictionary<string, string> { ["Regulation__RequestsPerSecond"] = "100000", ["Regulation__RequestBurst"] = "100000" });
        using var drop = new Drop(bureau, Programme, Stock);
        await drop.SetClockAsync("2026-05-11T09:00:00+08:00");
        await drop.OpenAsync();
        await drop.SetClockAsync("2026-06-01T09:45:00+08:00");
        var crowd = await AllAsync(Devices(0, Claimants), device => drop.TicketAsync(device.Citizen, device.Secret));
        var late = await AllAsync(
            Devices(Claimants, LatecomersAtOnce + LatecomersAfterwards), device => drop.TicketAsync(device.Citizen, device.Secret));
        Tell($"{crowd.Count + late.Count} tickets handed out");

        await drop.SetClockAsync("2026-06-01T10:00:00+08:00");
        var told = new ConcurrentDictionary<Ticket, ClaimAnswer>();
        await RushAsync(bureau, drop, crowd, told);
        await CompareAsync(bureau, told.Values, issued: Stock, left: Stock);
        Assert.All(told.GroupBy(one => one.Key.Citizen).Where(person => person.Count() > 1), person => Assert.Contains(
            string.Join(' ', person.Select(one => one.Value.Result).Order()), (string[])["limit-reached won", "sold-out sold-out"]));

        await ReturnAsync(bureau, drop, late, told);
        await CompareAsync(bureau, told.Values, issued: Stock + Returned, left: Stock);

        var again = await AllAsync([.. told], async one => (one.Value, Again: await drop.ShowAsync(one.Key, first: 1)));
        Assert.All(again, one => Assert.Equal(one.Value, one.Again));
        Tell("all came again and were told the same");

        await ExpireAsync(bureau, drop);
        var assisted = await AllAsync(Devices(2 * Claimants, Returned), device => drop.AssistAsync(device.Citizen));
        await CompareAsync(bureau, [.. told.Values, .. assisted], issued: Stock + 2 * Returned, left: Returned);
        Assert.Equal([], await bureau.FaultsAsync());
    }

    /// <summary>More claimants than vouchers, in four crowds; each has its kill in the middle of it.</summary>
    async Task RushAsync(
        Bureau bureau, Drop drop, IReadOnlyList<Ticket> tickets, ConcurrentDictionary<Ticket, ClaimAnswer> told)
    {
        var size = (tickets.Count + Crowds - 1) / Crowds;
        foreach (var (turn, crowd) in tickets.Chunk(size).Index())
        {
            var answered = told.Count;
            var claiming = AllAsync(crowd, async ticket =>
            {
                // Every other one is impatient and asks both nodes at once.
                var answers = await Task.WhenAll(Enumerable.Range(0, 1 + turnOf(ticket)).Select(node => drop.ShowAsync(ticket, node)));
                return told[ticket] = Assert.Single(answers.Distinct());
            });
            while (told.Count < answered + crowd.Length / 4 && !claiming.IsCompleted) await Task.Delay(1);
            Tell($"killing while {answered + crowd.Length - told.Count} of {crowd.Length} wait for an answer");
            await DisturbAsync(bureau, turn);
            await claiming;
        }

        Tell("the rush is over");

        static int turnOf(Ticket ticket) => ticket.Secret[^1] % 2;
    }

    /// <summary>Vouchers come back while more claimants come, and while the nodes are killed.</summary>
    async Task ReturnAsync(
        Bureau bureau, Drop drop, IReadOnlyList<Ticket> late, ConcurrentDictionary<Ticket, ClaimAnswer> told)
    {
        var back = told.Values.Where(answer => answer.Result == "won").Take(Returned).ToList();
        var voiding = AllAsync(back, async answer =>
        {
            await drop.VoidAsync(answer.VoucherNo!);
            return true;
        });
        var claiming = AllAsync([.. late.Take(LatecomersAtOnce)], async ticket => told[ticket] = await drop.ShowAsync(ticket, 0));
        await bureau.UntilAsync($"select count(*) >= 10 {Of} and {Ended}", "ten are voided");
        await DisturbAsync(bureau, turn: 3);
        await voiding;
        await claiming;
        await AllAsync([.. late.Skip(LatecomersAtOnce)], async ticket => told[ticket] = await drop.ShowAsync(ticket, 1));
        Tell($"{Returned} voided, {late.Count(ticket => told[ticket].Result == "won")} of {late.Count} latecomers have one");
    }

    async Task ExpireAsync(Bureau bureau, Drop drop)
    {
        await drop.SetClockAsync("2026-06-09T00:00:01+08:00");
        await bureau.UntilAsync($"select count(*) >= 50 {Of} and type = 'voucher_expired'", "fifty have expired");
        await DisturbAsync(bureau, turn: 3);
        await bureau.UntilAsync($"select count(*) >= {Stock} {Of} and type = 'voucher_expired'", "all have expired");
        Tell("all have expired");
    }

    static async Task DisturbAsync(Bureau bureau, int turn)
    {
        ServeProcess[] nodes = turn switch { 0 => [bureau.Nodes[1]], 2 => [bureau.Nodes[0]], 3 => [.. bureau.Nodes], _ => [] };
        if (turn is 1 or 3) Signals.Kill(bureau.ServerProcess);
        foreach (var node in nodes) await node.KillAsync();
        if (turn is 1 or 3) await bureau.StartServerAsync();
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
    }

    /// <summary>What was told, the log, and the numbers kept beside it agree; at no moment was more out than the stock.</summary>
    static async Task CompareAsync(Bureau bureau, ICollection<ClaimAnswer> told, int issued, int left)
    {
        Assert.All(told, answer => Assert.Equal(answer.Result == "won", answer.VoucherNo is not null));
        await using var log = new Aftermath(bureau.Server);
        Assert.Equal(
            told.Where(answer => answer.Result == "won").Select(answer => $"{answer.VoucherNo} {answer.Position}").Order(),
            (await log.AskAsync($"select data->>'voucherNo', seq_id {Of} and type = 'voucher_claimed'")).Order());
        Assert.Equal([$"{issued} {issued} {left} {Stock}"], await log.AskAsync($"""
            with steps as (select stream_id, type, sum(case when type = 'voucher_claimed' then 1 when {Ended} then -1 else 0 end)
                over (order by seq_id) as out, seq_id {Of})
            select count(*) filter (where type = 'voucher_claimed'), count(distinct stream_id) filter (where type = 'voucher_claimed'),
                (array_agg(out order by seq_id desc))[1], max(out) from steps
            """));
        Assert.Empty(await log.AskAsync($"select data->>'voucherNo' {Of} and {Ended} group by 1 having count(*) > 1"));
        Assert.Equal([$"{left} {left * Drop.FaceFen}"], await log.AskAsync($"""
            select (select value from regulation.counters where name = 'voucher-out' and key = '{Programme}/1/General'),
                (select value from regulation.counters where name = 'voucher-b130' and key = '{Programme}')
            """));
    }

    /// <summary>Persons, each with a device; every tenth has two.</summary>
    static IReadOnlyList<(string Citizen, string Secret)> Devices(int first, int count) =>
    [
        .. from person in Enumerable.Range(first, count)
           from device in Enumerable.Range(0, person % 10 == 0 && first == 0 ? 2 : 1)
           select (CitizenNumbers.Of(person < 1000 ? "19900101" : "19910101", person % 1000), $"device-{device}-{person}"),
    ];

    static async Task<IReadOnlyList<TAnswer>> AllAsync<T, TAnswer>(IReadOnlyList<T> all, Func<T, Task<TAnswer>> act)
    {
        var answers = new TAnswer[all.Count];
        await Parallel.ForEachAsync(
            all.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (one, _) => answers[one.Index] = await act(one.Item));
        return answers;
    }

    void Tell(string what) => output.WriteLine($"{watch.Elapsed:mm\\:ss\\.f} {what}");
}
