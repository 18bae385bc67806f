namespace Bench.Report;

/// <summary>One row of the table before it is measured.</summary>
/// <param name="Id">What --only takes.</param>
/// <param name="Base">What ours is measured against in the same run; null where the bound is absolute.</param>
public sealed record RowInfo(string Id, string What, string? Base, Target Wanted);

/// <param name="Unit">"x" for a ratio of ours to the base.</param>
public sealed record Target(bool AtLeast, double Value, string Unit)
{
    public static Target Least(double ratio) => new(true, ratio, "x");

    public static Target Most(double value, string unit) => new(false, value, unit);

    public bool IsMetBy(double got) => AtLeast ? got >= Value : got <= Value;
}

/// <summary>What one side did in one round.</summary>
/// <param name="Value">In the row's own unit: commands or events a second, or milliseconds.</param>
/// <param name="P50">Latency of one command in ms, where there are commands.</param>
public sealed record Side(double Value, double? P50 = null, double? P99 = null)
{
    public static Side Of(Measuring.LoadResult load) => new(load.Rate, load.P50, load.P99);
}

/// <summary>Ours and its base, measured one after the other.</summary>
public sealed record Round(Side Ours, Side? Against)
{
    public double Got => Against is { } against ? Ours.Value / against.Value : Ours.Value;
}

/// <summary>A measured row: the median of its rounds, and how far they lie apart.</summary>
/// <param name="Unit">Of the sides' values.</param>
/// <param name="Note">What a reader must know of this run: sizes, or that the row was smaller than the design wants.</param>
public sealed record RowResult(RowInfo Row, string Unit, IReadOnlyList<Round> Rounds, string? Note)
{
    /// <summary>The median; of what has no base and no median, such as memory, the largest.</summary>
    public double Got => Unit == "MiB" ? Highest : Median(Rounds.Select(round => round.Got));

    public double Lowest => Rounds.Min(round => round.Got);

    public double Highest => Rounds.Max(round => round.Got);

    public bool IsMet => Row.Wanted.IsMetBy(Got);

    public Side Ours => Middle(Rounds.Select(round => round.Ours));

    public Side? Against => Rounds[0].Against is null ? null : Middle(Rounds.Select(round => round.Against!));

    static Side Middle(IEnumerable<Side> halves)
    {
        var all = halves.ToList();
        return new(
            Median(all.Select(half => half.Value)),
            all[0].P50 is null ? null : Median(all.Select(half => half.P50!.Value)),
            all[0].P99 is null ? null : Median(all.Select(half => half.P99!.Value)));
    }

    static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
