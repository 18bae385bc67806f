using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventStore.Subscriptions;

/// <summary>What the subscribers' batches tell of themselves; the tag is the subscriber's name.</summary>
static class SubscriptionMeter
{
    const string Subscription = "regulation.subscription.name";

    static readonly Counter<long> Taken = StoreTelemetry.Meter.CreateCounter<long>(
        "regulation.subscription.events", "{event}", "Events taken into a subscriber's rows.");

    static readonly Histogram<double> Duration = StoreTelemetry.Meter.CreateHistogram(
        "regulation.subscription.batch.duration", "s", "From the events in hand to the commit of their rows.",
        advice: StoreTelemetry.Seconds);

    /// <summary>Ends with the batch; what was not committed has failed in the span and does not count in the numbers.</summary>
    public static Batch Start(string name, int events) => new(name, events);

    public sealed class Batch(string name, int events) : IDisposable
    {
        readonly long begun = Stopwatch.GetTimestamp();
        readonly Activity? span = StoreTelemetry.Spans.StartActivity(
            ActivityKind.Internal, parentContext: default, name: "subscription batch",
            tags: [new(Subscription, name), new("regulation.subscription.batch.size", events)]);

        bool committed;

        public void Committed()
        {
            committed = true;
            var tag = new KeyValuePair<string, object?>(Subscription, name);
            Taken.Add(events, tag);
            Duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, tag);
        }

        public void Dispose()
        {
            if (!committed) span?.SetStatus(ActivityStatusCode.Error);
            span?.Dispose();
        }
    }
}
