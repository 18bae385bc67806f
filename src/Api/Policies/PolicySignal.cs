namespace Api.Policies;

/// <summary>Wakes the policies of this node at once instead of at the next second.</summary>
public sealed class PolicySignal : IDisposable
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

    public void Dispose() => woken.Dispose();
}
