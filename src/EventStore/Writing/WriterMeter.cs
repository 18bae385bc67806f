using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventStore.Writing;

/// <summary>What the writer tells of itself.</summary>
static class WriterMeter
{
    static Meter Meter => StoreTelemetry.Meter;

    public static Histogram<int> Batches { get; } = Meter.CreateHistogram(
        "regulation.append.batch", "{write}", "Writes committed together.", advice: StoreTelemetry.Sizes);

    public static Histogram<double> Latency { get; } = Meter.CreateHistogram(
        "regulation.append.duration", "s", "From taking a batch up to its answers.", advice: StoreTelemetry.Seconds);

    public static Histogram<double> Wait { get; } = Meter.CreateHistogram(
        "regulation.append.wait", "s", "From a write's arrival to its batch.", advice: StoreTelemetry.Seconds);

    public static UpDownCounter<int> Waiting { get; } =
        Meter.CreateUpDownCounter<int>("regulation.append.waiting", "{write}", "Writes that wait for the next batch.");

    public static Counter<int> Refused { get; } =
        Meter.CreateCounter<int>("regulation.append.refused", "{write}", "Writes refused because too many waited.");

    public static Counter<int> Failed { get; } =
        Meter.CreateCounter<int>("regulation.append.failed", "{batch}", "Batches given up: the server refused them or was away.");

    /// <summary>A span of its own for the batch, with a link to each request it answers; null where nobody listens.</summary>
    public static Activity? StartBatch(IReadOnlyList<PendingWrite> batch)
    {
        if (!StoreTelemetry.Spans.HasListeners()) return null;
        var requests = batch.Select(pending => pending.Request).Where(request => request != default);
        return StoreTelemetry.Spans.StartActivity(
            ActivityKind.Internal, parentContext: default, name: "append batch",
            tags: [new("regulation.append.batch.size", batch.Count)], links: requests.Select(request => new ActivityLink(request)));
    }
}
