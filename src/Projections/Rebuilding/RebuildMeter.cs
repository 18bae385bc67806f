using System.Diagnostics.Metrics;

namespace Projections.Rebuilding;

/// <summary>What rebuilds tell of themselves; the tag is the read model's name.</summary>
static class RebuildMeter
{
    static readonly Meter Meter = new("Regulation.Rebuilding");

    static readonly Counter<long> Taken = Meter.CreateCounter<long>(
        "regulation.rebuild.events", "{event}", "Events taken into a table that stands beside; their rate is the rebuild's speed.");

    public static void Took(string readModel, int events) =>
        Taken.Add(events, new KeyValuePair<string, object?>("regulation.read_model.name", readModel));
}
