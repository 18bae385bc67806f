namespace Infrastructure;

/// <summary>Wakes a worker of this node at once instead of at its next look; waking one that is awake is nothing.</summary>
public abstract class WakeSignal : IDisposable
{
    readonly SemaphoreSlim woken = new(0, 1);

    public void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Awake already.
        }
    }

    public Task WaitAsync(TimeSpan longest, CancellationToken cancellation) => woken.WaitAsync(longest, cancellation);

    public void Dispose()
    {
        woken.Dispose();
        GC.SuppressFinalize(this);
    }
}
