using Bench.Claims;
using Bench.Measuring;
using Bench.Report;
using Bench.Server;

namespace Bench.Rows;

/// <summary>Claims of vouchers over HTTP from 1,000 connections: all win, none wins, some of each.</summary>
/// <remarks>After each half the issued vouchers are counted over the events: a half that is not exact is no measurement.</remarks>
public sealed class ClaimRows : IRowGroup
{
    const string Against = "bare endpoint, one row per call, combined writer";

    readonly Phase[] all =
    [
        new("W", new("9", "winning claims over HTTP, 1,000 connections", Against, Target.Least(0.6)),
            new("9p", "p99 of a winning claim", null, Target.Most(250, "ms")), _ => false),
        new("S", new("10", "sold-out answers, 1,000 connections", Against, Target.Least(0.6)),
            new("10p", "p99 of a sold-out answer", null, Target.Most(250, "ms")), _ => true),
        new("M", new("11", "every other claim wins, the others are sold out", Against, Target.Least(0.6)),
            new("11p", "p99 of either", null, Target.Most(250, "ms")), number => number % 2 == 1),
    ];

    public IReadOnlyList<RowInfo> Rows => [.. all.SelectMany(phase => (RowInfo[])[phase.Rate, phase.Late])];

    public async Task<IReadOnlyList<RowResult>> RunAsync(BenchRun run, IReadOnlySet<string> wanted)
    {
        var phases = all.Where(phase => wanted.Contains(phase.Rate.Id) || wanted.Contains(phase.Late.Id)).ToList();
        await using var database = await BenchDatabase.CreateAsync(run.Server, run.Cancellation);
        await using var service = await ClaimService.StartAsync(
            database, [.. Enumerable.Range(0, run.Scale.Rounds + 1).SelectMany(round => phases.Select(phase => phase.Programme(round)))],
            run.Cancellation);
        await using var bare = await BareEndpoint.StartAsync(database);
        await using var generator = new Generator();
        using var half = new ClaimHalf(run, database, service, generator);

        for (var round = 0; round <= run.Scale.Rounds; round++)
        {
            run.Say(round == 0 ? "rows 9 to 11, warm-up" : $"rows 9 to 11, round {round}");
            var window = round == 0 ? WarmUp(run.Scale) : run.Scale.Window;
            var against = await half.BareAsync(bare, window);
            foreach (var phase in phases)
            {
                var ours = await half.OursAsync(phase.Programme(round), window, phase.IsScarce);
                if (round > 0) phase.Halves.Add((ours, against));
            }
        }

        return [.. phases.SelectMany(phase => phase.Results(half.Connections)).Where(result => wanted.Contains(result.Row.Id))];
    }

    /// <summary>Until the compiler has seen what is hot: the service is a process of its own and has just been started.</summary>
    internal static LoadWindow WarmUp(Scale scale) => scale.FirstWarmUp with { Measured = 3 * scale.FirstWarmUp.Measured };

    /// <param name="IsScarce">Whether a claim of a number is for the batch with a single voucher.</param>
    sealed record Phase(string Name, RowInfo Rate, RowInfo Late, Func<int, bool> IsScarce)
    {
        public List<(HalfReport Ours, HalfReport Against)> Halves { get; } = [];

        public string Programme(int round) => FormattableString.Invariant($"BENCH-{Name}{round}");

        public IEnumerable<RowResult> Results(int connections)
        {
            yield return new(Rate, "/s", [.. Halves.Select(half => new Round(Side(half.Ours), Side(half.Against)))],
                FormattableString.Invariant($"processor time for an answer {Times(half => half.Ours)}, of the base {
                    Times(half => half.Against)}; {connections} connections of a process of its own, which held at most {
                    Halves.Max(half => half.Ours.Report.PeakMiB):0} MiB; the stock was exact in each round"));
            yield return new(Late, "ms", [.. Halves.Select(half => new Round(Late99(half.Ours.Report), null))], null);
            Halves.Clear();
        }

        static Side Side(HalfReport half) => new(half.Report.Rate, half.Report.P50, half.Report.P99);

        static Side Late99(GeneratorReport report) => new(report.P99, report.P50, report.P99);

        string Times(Func<(HalfReport Ours, HalfReport Against), HalfReport> of) => FormattableString.Invariant(
            $"{Percentile.Of([.. Halves.Select(of).Select(half => half.OfProcess)], 0.5):0} µs and in the server {
                Percentile.Of([.. Halves.Select(of).Select(half => half.OfServer)], 0.5):0} µs");
    }
}
