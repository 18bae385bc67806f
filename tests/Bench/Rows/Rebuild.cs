using System.Diagnostics;
using System.Globalization;
using Bench.Cards;
using Bench.Measuring;
using Bench.Server;
using Projections.Rebuilding;

namespace Bench.Rows;

/// <summary>Rebuilds the read model from nothing to the end of the log, here or in a process that does nothing else.</summary>
static class Rebuild
{
    public const string Command = "rebuild";

    static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    public static Task EmptyAsync(BenchDatabase database, CancellationToken cancellation) => database.AsOwnerAsync(
        $"drop table if exists {new CardPageProjection().SqlName.Replace("read.", "read_beside.", StringComparison.Ordinal)}; "
        + "delete from regulation.rebuilds", cancellation);

    /// <returns>How long it took, in seconds.</returns>
    public static async Task<double> RunAsync(BenchDatabase database, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await Projections.Rebuilding.Rebuild.RunAsync(
            new CardPageProjection(), database.Rebuilds(), RebuildOptions.Default, progress: null, cancellation);
        return watch.Elapsed.TotalSeconds;
    }

    /// <returns>Seconds, and the most memory that process held, in MiB.</returns>
    public static async Task<(double Seconds, double PeakMiB)> ApartAsync(BenchDatabase database)
    {
        await using var process = OwnProcess.Start(Command, database);
        var told = (await process.LineAsync(Patience)).Split(' ');
        return (double.Parse(told[0], CultureInfo.InvariantCulture), double.Parse(told[1], CultureInfo.InvariantCulture));
    }

    /// <summary>What the process does that is told to rebuild.</summary>
    public static async Task<int> TellAsync(CancellationToken cancellation)
    {
        await using var database = OwnProcess.JoinDatabase();
        var seconds = await RunAsync(database, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {ProcessMemory.PeakMiB()}"));
        return 0;
    }
}
