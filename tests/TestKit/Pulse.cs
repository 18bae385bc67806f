using System.Diagnostics;

namespace TestKit;

/// <summary>How long this process was kept from running, at worst.</summary>
public sealed class Pulse : IDisposable
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    readonly CancellationTokenSource ending = new();
    long longest;

    public TimeSpan Longest => TimeSpan.FromTicks(Interlocked.Read(ref longest));

    public void Begin() => _ = Task.Run(async () =>
    {
        for (var last = Stopwatch.GetTimestamp(); !ending.IsCancellationRequested; last = Stopwatch.GetTimestamp())
        {
            await Task.Delay(Beat);
            var late = Stopwatch.GetElapsedTime(last) - Beat;
            if (late.Ticks > Interlocked.Read(ref longest)) Interlocked.Exchange(ref longest, late.Ticks);
        }
    });

    public void Dispose() => ending.Cancel();
}
