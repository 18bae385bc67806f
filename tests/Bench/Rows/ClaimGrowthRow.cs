using System.Diagnostics;
using Bench.Claims;
using Bench.Measuring;
using Bench.Report;
using Bench.Server;

namespace Bench.Rows;

/// <summary>Winning claims with many vouchers in the log, against the same with none; both are the service.</summary>
public sealed class ClaimGrowthRow : IRowGroup
{
    const string Claim = "12";

    /// <summary>What an issued voucher takes on the disk with its stream, command id and indexes, and the log of filling it.</summary>
    const long BytesPerVoucher = 2_500;

    public IReadOnlyList<RowInfo> Rows { get; } =
    [
        new(Claim, "winning claims with many vouchers in the log", "the same with none", Target.Least(0.8)),
    ];

    public async Task<IReadOnlyList<RowResult>> RunAsync(BenchRun run, IReadOnlySet<string> wanted)
    {
        var vouchers = run.Scale.GrowthEvents;
        run.Server.RequireRoom(vouchers * BytesPerVoucher);
        await using var small = await BenchDatabase.CreateAsync(run.Server, run.Cancellation);
        await using var large = await BenchDatabase.CreateAsync(run.Server, run.Cancellation);
        var (watch, said) = (Stopwatch.StartNew(), TimeSpan.Zero);
        await new ClaimFiller(large).FillAsync(
            vouchers,
            filled =>
            {
                if (filled < vouchers && watch.Elapsed - said < TimeSpan.FromSeconds(5)) return;
                said = watch.Elapsed;
                run.Say(FormattableString.Invariant($"row 12: {filled:#,0} of {vouchers:#,0} vouchers"));
            },
            run.Cancellation);
        var size = await large.AskAsync("select pg_database_size(current_database())", run.Cancellation);

        string[] programmes = [.. Enumerable.Range(0, run.Scale.Rounds + 1).Select(ProgrammeOf)];
        await using var few = await ClaimService.StartAsync(small, programmes, run.Cancellation);
        await using var many = await ClaimService.StartAsync(large, programmes, run.Cancellation);
        await using var generator = new Generator();
        using var halfOfFew = new ClaimHalf(run, small, few, generator);
        using var halfOfMany = new ClaimHalf(run, large, many, generator);
        List<(HalfReport Ours, HalfReport Against)> halves = [];
        for (var round = 0; round <= run.Scale.Rounds; round++)
        {
            run.Say(round == 0 ? "row 12, warm-up" : $"row 12, round {round}");
            var window = round == 0 ? ClaimRows.WarmUp(run.Scale) : run.Scale.Window;
            var against = await halfOfFew.OursAsync(ProgrammeOf(round), window, _ => false);
            var ours = await halfOfMany.OursAsync(ProgrammeOf(round), window, _ => false);
            if (round > 0) halves.Add((ours, against));
        }

        var smaller = vouchers < 10_000_000 ? "; the design wants 10,000,000 (--growth 10m)" : "";
        return
        [
            new(Rows[0], "/s", [.. halves.Select(half => new Round(SideOf(half.Ours), SideOf(half.Against)))], FormattableString.Invariant(
                $"{vouchers:#,0} vouchers, {size / 1e9:0.0} GB{smaller}; processor time of service and server for an answer {
                    Time(half => half.Ours):0} µs, with none {Time(half => half.Against):0} µs")),
        ];

        double Time(Func<(HalfReport Ours, HalfReport Against), HalfReport> of) =>
            Percentile.Of([.. halves.Select(of).Select(half => half.OfProcess + half.OfServer)], 0.5);
    }

    static string ProgrammeOf(int round) => FormattableString.Invariant($"BENCH-G{round}");

    static Side SideOf(HalfReport half) => new(half.Report.Rate, half.Report.P50, half.Report.P99);
}
