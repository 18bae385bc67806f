using System.Diagnostics;

namespace Bench.Measuring;

/// <summary>What a closed loop of callers got done in its window.</summary>
/// <param name="Rate">Finished in the window, per second.</param>
/// <param name="P50">Median latency in ms.</param>
public sealed record LoadResult(long Count, double Rate, double P50, double P99)
{
    public static LoadResult Of(List<double> milliseconds, double seconds) => new(
        milliseconds.Count, milliseconds.Count / seconds, Percentile.Of(milliseconds, 0.50), Percentile.Of(milliseconds, 0.99));
}

public static class Percentile
{
    public static double Of(List<double> values, double share)
    {
        if (values.Count == 0) return double.NaN;
        values.Sort();
        return values[Math.Clamp((int)Math.Ceiling(share * values.Count) - 1, 0, values.Count - 1)];
    }
}

/// <summary>Callers that each send their next command when the last was answered; bounded in time and in count.</summary>
/// <remarks>It shares the machine's cores with the store and with PostgreSQL.</remarks>
public static class Load
{
    /// <summary>No run sends more, whatever the clock says.</summary>
    const long Most = 5_000_000;

    /// <param name="once">One command; throws if it was not done.</param>
    public static async Task<LoadResult> RunAsync(int callers, LoadWindow window, Func<Task> once)
    {
        var begin = Stopwatch.GetTimestamp() + Ticks(window.WarmUp);
        var end = begin + Ticks(window.Measured);
        var sent = 0L;
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
        return LoadResult.Of([.. latencies.SelectMany(caller => caller)], window.Measured.TotalSeconds);

        async Task<List<double>> CallAsync()
        {
            var own = new List<double>();
            while (Interlocked.Increment(ref sent) <= Most)
            {
                var started = Stopwatch.GetTimestamp();
                if (started >= end) break;
                await once();
                var ended = Stopwatch.GetTimestamp();
                if (ended >= begin && ended < end) own.Add(Stopwatch.GetElapsedTime(started, ended).TotalMilliseconds);
            }

            return own;
        }
    }

    static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}

/// <summary>Answers in the warm-up count for nothing.</summary>
public sealed record LoadWindow(TimeSpan WarmUp, TimeSpan Measured);
