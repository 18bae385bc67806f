namespace EventStore;

/// <summary>Tells the subscribers of this node that the log has grown, without asking the database.</summary>
/// <remarks>Number order is commit order (ADR 0002), so the position of a commit is a horizon by itself.</remarks>
public sealed class AppendSignal
{
    readonly Lock gate = new();
    TaskCompletionSource moved = Fresh();
    long position;

    /// <summary>The highest position published; 0 before the first.</summary>
    public long Position => Interlocked.Read(ref position);

    public void Publish(long reached)
    {
        TaskCompletionSource waiters;
        lock (gate)
        {
            if (reached <= position) return;
            Interlocked.Exchange(ref position, reached);
            waiters = moved;
            moved = Fresh();
        }

        waiters.TrySetResult();
    }

    /// <returns>True when a position beyond <paramref name="after"/> is known; false when the time is over.</returns>
    public async Task<bool> WaitBeyondAsync(long after, TimeSpan timeout, CancellationToken cancellation)
    {
        Task next;
        lock (gate)
        {
            if (position > after) return true;
            next = moved.Task;
        }

        try
        {
            await next.WaitAsync(timeout, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
