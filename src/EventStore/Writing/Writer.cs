using System.Diagnostics;

namespace EventStore.Writing;

/// <summary>Gathers the writes of concurrent requests into batches and answers each when its commit is durable.</summary>
/// <remarks>
/// A write is never held back to make a batch larger: whatever has come while the last batches were under way is the next
/// one. So an idle store takes each write alone, and a busy one commits hundreds at once.
/// </remarks>
sealed class Writer(BatchRunner runner, WriterSettings settings)
{
    readonly Lock gate = new();
    readonly WaitingWrites waiting = new(settings);
    readonly Turnstile turnstile = new(settings.LongestTurn);
    int drains;

    public Task<WriteResult> ExecuteAsync(PreparedWrite write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var pending = new PendingWrite(write, cancellation);
        lock (gate)
        {
            if (!waiting.TryAdd(pending))
            {
                WriterMeter.Refused.Add(1);
                throw new WriterBusyException();
            }

            if (drains < settings.Batches && !waiting.IsHeld(pending))
            {
                drains++;
                StartDrain();
            }
        }

        WriterMeter.Waiting.Add(1);
        return pending.Answer;
    }

    // What flows with the first request (trace, culture) is none of the others' business.
    void StartDrain()
    {
        using var flow = ExecutionContext.SuppressFlow();
        ThreadPool.UnsafeQueueUserWorkItem(static writer => _ = writer.DrainAsync(), this, preferLocal: false);
    }

    async Task DrainAsync()
    {
        while (true)
        {
            var turn = await turnstile.EnterAsync();
            if (Next() is not { } batch)
            {
                turn.End();
                return;
            }

            try
            {
                await runner.RunAsync(batch, turn.End);
            }
            catch (Exception failure)
            {
                // A fault of the store itself: told, so that nobody waits for ever, and the next batch is served.
                foreach (var pending in batch) pending.Fail(failure);
            }

            turn.End();
            lock (gate) waiting.Ended(batch);

            // Whoever was answered and asks again at once belongs to the next batch.
            await Task.Yield();
        }
    }

    /// <returns>Null when there is nothing this drain could do: another one goes on.</returns>
    List<PendingWrite>? Next()
    {
        lock (gate)
        {
            var before = waiting.Count;
            var batch = waiting.Take();
            WriterMeter.Waiting.Add(waiting.Count - before);
            foreach (var pending in batch) WriterMeter.Wait.Record(pending.Waited.TotalSeconds);
            if (batch.Count > 0) return batch;

            drains--;
            return null;
        }
    }
}

/// <summary>A request on its way to its answer.</summary>
sealed class PendingWrite
{
    readonly TaskCompletionSource<WriteResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationToken cancellation;
    readonly long arrived = Stopwatch.GetTimestamp();

    public PendingWrite(PreparedWrite write, CancellationToken cancellation)
    {
        Write = write;
        this.cancellation = cancellation;
    }

    public PreparedWrite Write { get; }

    /// <summary>Whose turn it is, among the callers; and when it came.</summary>
    public long Turn { get; set; }

    public long Number { get; set; }

    /// <summary>The span of the request that waits for the answer; default where there is none.</summary>
    public ActivityContext Request { get; } = Activity.Current?.Context ?? default;

    public TimeSpan Waited => Stopwatch.GetElapsedTime(arrived);

    public Task<WriteResult> Answer => answer.Task;

    /// <summary>The caller went away before the write was taken up; then nothing is done for it.</summary>
    public bool HasLeft
    {
        get
        {
            if (!cancellation.IsCancellationRequested) return false;
            answer.TrySetCanceled(cancellation);
            return true;
        }
    }

    public void Tell(WriteResult result) => answer.TrySetResult(result);

    public void Fail(Exception failure) => answer.TrySetException(failure);
}
