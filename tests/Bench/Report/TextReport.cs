using System.Globalization;
using System.Text;

namespace Bench.Report;

/// <summary>The run as a person reads it.</summary>
public static class TextReport
{
    /// <summary>Rows of the design whose subject does not exist yet.</summary>
    public static IReadOnlyList<string> NotThereYet { get; } =
    [
        "ledger postings on rebuild",
        "proof of inclusion, and what hashing costs (no leaves in the growth row)",
    ];

    public static string Heading(Surroundings place, Measuring.Scale scale)
    {
        var server = string.Join(", ", place.Server.Settings.Select(setting => $"{setting.Key}={setting.Value}"));
        return Invariant($"""
            Commit {place.Commit}{(place.Changed ? " with changes" : "")}, {place.Runtime}, Npgsql {place.Npgsql}, {place.Kernel}
            PostgreSQL {place.Server.Version}{(place.Server.IsPrivate ? ", private" : ", named by Regulation__Database")}: {server}
            {place.Cores} cores and {place.MemoryGiB:F0} GiB, shared by load generator, store, bases and PostgreSQL
            Scale {scale.Name}: {scale.Rounds} rounds (base, ours, base, ours …), {scale.Window.Measured.TotalSeconds} s each after {
                scale.Window.WarmUp.TotalSeconds} s of warm-up
            """);
    }

    public static string Table(IReadOnlyList<RowResult> results)
    {
        string[] titles = ["row", "what", "wanted", "got (spread)", "", "ours", "p50/p99 ms", "base", "p50/p99 ms"];
        List<string[]> lines = [titles, .. results.Select(Cells)];
        var widths = titles.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
            text.AppendLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());

        foreach (var result in results.Where(result => result.Note is not null)) text.AppendLine($"Row {result.Row.Id}: {result.Note}");
        text.AppendLine($"Not there yet, so not measured: {string.Join("; ", NotThereYet)}.");
        return text.ToString();
    }

    static string[] Cells(RowResult result)
    {
        var wanted = result.Row.Wanted;
        return
        [
            result.Row.Id,
            result.Row.What,
            Invariant($"{(wanted.AtLeast ? "≥" : "≤")} {wanted.Value:0.##} {wanted.Unit}"),
            result.Rounds.Count == 1
                ? Invariant($"{result.Got:0.00} {wanted.Unit}")
                : Invariant($"{result.Got:0.00} {wanted.Unit} ({result.Lowest:0.00}–{result.Highest:0.00})"),
            result.IsMet ? "met" : "MISSED",
            Value(result.Ours, result.Unit), Latency(result.Ours), Value(result.Against, result.Unit), Latency(result.Against),
        ];
    }

    static string Value(Side? half, string unit) =>
        half is null ? "" : half.Value >= 100 ? Invariant($"{half.Value:#,0} {unit}") : Invariant($"{half.Value:0.00} {unit}");

    static string Latency(Side? half) => half is { P50: { } p50, P99: { } p99 } ? Invariant($"{p50:0.0}/{p99:0.0}") : "";

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
