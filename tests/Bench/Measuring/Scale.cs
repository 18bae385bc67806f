namespace Bench.Measuring;

/// <summary>How large and how long; the ratios are meant to be the same in each.</summary>
/// <param name="Cards">Streams in the rows that write, each with a few events.</param>
/// <param name="RebuildEvents">Events in the log of the row that rebuilds.</param>
/// <param name="LagSamples">Single events whose way into the read model is timed, on each of the two nodes.</param>
/// <param name="StreamReads">Reads of the long stream in one half of a round.</param>
/// <param name="GrowthEvents">Events in the large log.</param>
public sealed record Scale(
    string Name, int Rounds, LoadWindow Window, LoadWindow FirstWarmUp, int Cards, long RebuildEvents, int LagSamples,
    int StreamReads, long GrowthEvents)
{
    public static Scale Full { get; } = new(
        "full", 5, Of(1.5, 5), Of(0.1, 3), 40_000, 500_000, 200, 300, 1_000_000);

    public static Scale Quick { get; } = new(
        "quick", 3, Of(0.4, 1.3), Of(0.1, 1), 20_000, 100_000, 30, 100, 100_000);

    /// <summary>Shows that every row prints; its figures mean nothing. Long enough for a first answer of a busy machine.</summary>
    public static Scale Tiny { get; } = new(
        "tiny", 1, Of(0.05, 2.5), Of(0.05, 0.5), 600, 2_000, 3, 5, 12_000);

    /// <param name="size">1m or 10m; null leaves it as it is.</param>
    public Scale WithGrowth(string? size) => size switch
    {
        "1m" => this with { GrowthEvents = 1_000_000 },
        "10m" => this with { GrowthEvents = 10_000_000 },
        _ => this,
    };

    static LoadWindow Of(double warmUp, double measured) => new(TimeSpan.FromSeconds(warmUp), TimeSpan.FromSeconds(measured));
}
