using System.Diagnostics;

namespace Projections.Tests.Engine;

/// <summary>Counts what Npgsql sends on behalf of this test alone, by its own trace.</summary>
sealed class RoundTrips : IDisposable
{
    readonly ActivityListener listener;
    readonly Activity root = new("test");
    int count;

    public RoundTrips()
    {
        root.SetIdFormat(ActivityIdFormat.W3C);
        root.Start();
        listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = started => { if (started.TraceId == root.TraceId) Interlocked.Increment(ref count); },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Count => count;

    public void Dispose()
    {
        listener.Dispose();
        root.Dispose();
    }
}
