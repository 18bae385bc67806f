using System.Diagnostics;
using Bench.Measuring;
using Bench.Report;
using Bench.Rows;
using Bench.Server;

namespace Bench;

/// <summary>One run, from the server's start to the table.</summary>
public static class BenchCommand
{
    public static IReadOnlyList<IRowGroup> Groups { get; } = 
    [
        new AppendRows(), new HotStreamRow(), new LagRows(), new RebuildRow(), new TimeTravelRow(), new GrowthRow(),
        new ClaimRows(), new ClaimGrowthRow(),
    ];

    /// <summary>Not asked for by itself: what the rows above needed.</summary>
    static readonly RowInfo Memory = new("m1", "peak memory of the process in any row", null, Target.Most(1024, "MiB"));

    public static IEnumerable<RowInfo> Rows => Groups.SelectMany(group => group.Rows);

    /// <param name="only">Ids of the rows to measure; all where it is empty.</param>
    /// <returns>0 when everything asked for was measured, whatever the figures say.</returns>
    public static async Task<int> RunAsync(
        BenchServer server, string checkout, Scale scale, IReadOnlyCollection<string> only, FileInfo? json, bool keep, TextWriter output,
        CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var facts = await server.FactsAsync(cancellation);
        if (!facts.IsDurable)
        {
            await output.WriteLineAsync(
                "This server does not keep what it acknowledges: fsync, synchronous_commit and full_page_writes must be on.");
            return 1;
        }

        await BenchDatabase.RemoveLeftoversAsync(server, cancellation);
        var place = Surroundings.Here(checkout, facts);
        await output.WriteLineAsync(TextReport.Heading(place, scale));
        if (Surroundings.LoadAverage() is > 0.5 and var load)
        {
            await output.WriteLineAsync(FormattableString.Invariant(
                $"Others are at work on this machine (load average {load:0.0}): expect a wide spread."));
        }

        var wanted = (only.Count == 0 ? Rows.Select(row => row.Id) : only).ToHashSet();
        var run = new BenchRun(
            server, scale, keep,
            text => Console.Error.WriteLine(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds,6:0.0} s  {text}")), cancellation);
        var (results, failures) = (new List<RowResult>(), new List<string>());
        foreach (var group in Groups.Where(group => group.Rows.Any(row => wanted.Contains(row.Id))))
        {
            try
            {
                results.AddRange(await group.RunAsync(run, wanted));
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // What is measured is told, also when another row could not be.
                var rows = string.Join(", ", group.Rows.Select(row => row.Id).Where(wanted.Contains));
                failures.Add($"Not measured: {rows}. {failure}");
            }
        }

        if (run.Memory.Count > 0) results.Add(MemoryOf(run));

        await output.WriteLineAsync();
        await output.WriteAsync(TextReport.Table(results));
        foreach (var failure in failures) await output.WriteLineAsync(failure);
        await output.WriteLineAsync(FormattableString.Invariant($"{watch.Elapsed.TotalSeconds:0} s in all."));
        if (json is not null)
            await File.WriteAllTextAsync(json.FullName, JsonReport.Text(place, scale, results, watch.Elapsed.TotalSeconds), cancellation);
        return failures.Count == 0 ? 0 : 1;
    }

    static RowResult MemoryOf(BenchRun run) => new(
        Memory, "MiB", [.. run.Memory.Values.Select(peak => new Round(new Side(peak), null))],
        "store and load generator in one process, while ours was measured: "
        + string.Join(", ", run.Memory.Select(row => FormattableString.Invariant($"row {row.Key} {row.Value:0}"))));
}
