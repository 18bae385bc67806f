using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace EventStore;

/// <summary>Events that were read and that no type and no upcaster of this version knows: kept, shown, counted.</summary>
public sealed class UnknownAliases
{
    /// <summary>More would be a foreign log, not a newer version.</summary>
    const int Most = 100;

    static readonly Counter<long> Reads = StoreTelemetry.Meter.CreateCounter<long>(
        "regulation.events.unknown", "{event}", "Events read whose alias this version does not know.");

    readonly ConcurrentDictionary<string, UnknownAlias> met = new();

    /// <summary>By alias, since this node started.</summary>
    public IReadOnlyList<UnknownAlias> All => [.. met.Values.OrderBy(one => one.Alias, StringComparer.Ordinal)];

    internal void Met(string alias, long sequence)
    {
        Reads.Add(1);
        if (met.Count >= Most && !met.ContainsKey(alias)) return;

        met.AddOrUpdate(alias, new UnknownAlias(alias, 1, sequence), (_, known) => known with { Reads = known.Reads + 1 });
    }
}

/// <param name="Reads">How often one was read; the same event counts each time.</param>
/// <param name="FirstMet">Position of the one that was met first.</param>
public sealed record UnknownAlias(string Alias, long Reads, long FirstMet);
