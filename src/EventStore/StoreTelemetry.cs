using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventStore;

/// <summary>What the store tells of itself: one meter and one source of spans, both under this name.</summary>
/// <remarks>Names and units as OpenTelemetry has them: seconds, {things}. Tags are names of ours, never what somebody sent.</remarks>
public static class StoreTelemetry
{
    public const string Name = "Regulation.EventStore";

    internal static Meter Meter { get; } = new(Name);

    internal static ActivitySource Spans { get; } = new(Name);

    /// <summary>From a fast disk's commit to a server that had to be looked for.</summary>
    internal static InstrumentAdvice<double> Seconds { get; } = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    internal static InstrumentAdvice<int> Sizes { get; } = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500] };

    /// <summary>A failure by its kind and SQLSTATE; a message may quote what was sent.</summary>
    internal static string NameOf(Exception failure) =>
        failure is Npgsql.PostgresException server ? server.SqlState : failure.GetType().Name;
}
