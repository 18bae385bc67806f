using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Infrastructure.Hosting;

/// <summary>Spans and times of calls to outside systems; tags are our names for system, call and outcome.</summary>
static class OutsideCalls
{
    const string Name = "Regulation.Outside";

    static readonly Meter Meter = new(Name);
    static readonly ActivitySource Spans = new(Name);

    static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "regulation.outside.duration", "s", "Of one call to an outside system, to its answer or the end of our patience.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });

    /// <param name="outcome">What the answer came to, as a short name; null for an answer that can be used.</param>
    public static async Task<T> CallAsync<T>(string system, string call, Func<Task<T>> act, Func<T, string?> outcome)
    {
        using var span = Spans.StartActivity($"{system} {call}", ActivityKind.Client);
        var begun = Stopwatch.GetTimestamp();
        var told = "aborted";
        try
        {
            var answer = await act();
            told = outcome(answer) ?? "answered";
            return answer;
        }
        finally
        {
            span?.SetTag("regulation.outside.outcome", told);
            if (told != "answered") span?.SetStatus(ActivityStatusCode.Error);
            Duration.Record(
                Stopwatch.GetElapsedTime(begun).TotalSeconds,
                new("regulation.outside.system", system), new("regulation.outside.call", call), new("regulation.outside.outcome", told));
        }
    }
}
