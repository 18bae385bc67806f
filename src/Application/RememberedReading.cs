namespace Application;

/// <summary>What was read from the log, remembered for a moment, and forgotten at once where this node has changed it.</summary>
/// <param name="lasts">Counted from before the reading: so old may an answer be of what another node has written.</param>
public sealed class RememberedReading<T>(Func<CancellationToken, Task<T>> read, TimeSpan lasts, TimeProvider machineClock) : IDisposable
{
    readonly SemaphoreSlim refreshing = new(1, 1);
    Known? known;
    long forgotten;

    /// <param name="Forgotten">How often it had been forgotten before the reading began.</param>
    sealed record Known(T Value, DateTimeOffset Until, long Forgotten);

    public async Task<T> CurrentAsync(CancellationToken cancellation)
    {
        if (Fresh() is { } fresh) return fresh.Value;

        await refreshing.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                if (Fresh() is { } other) return other.Value;
                var (times, until) = (Interlocked.Read(ref forgotten), machineClock.GetUtcNow() + lasts);
                var value = await read(cancellation);
                known = new Known(value, until, times);

                // Slow as it may have been, it answers whoever asked before it began.
                if (Interlocked.Read(ref forgotten) == times) return value;
            }
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>The next question is answered by a reading that begins after this; one that is under way answers nobody.</summary>
    public void Forget() => Interlocked.Increment(ref forgotten);

    public void Dispose() => refreshing.Dispose();

    Known? Fresh() =>
        known is { } now && now.Forgotten == Interlocked.Read(ref forgotten) && now.Until > machineClock.GetUtcNow() ? now : null;
}
