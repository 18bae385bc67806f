namespace EventStore.Writing;

/// <summary>Lets one batch at a time gather and decide, while those before it commit.</summary>
/// <remarks>
/// Without it every batch that ends takes the few writes that have come since, and hundreds of callers are served a handful
/// at a time. Who stays longer than <paramref name="patience"/> (a lock that somebody else holds) is passed by.
/// </remarks>
sealed class Turnstile(TimeSpan patience)
{
    readonly Lock gate = new();
    Turn? inside;

    public async Task<Turn> EnterAsync()
    {
        while (true)
        {
            Turn before;
            lock (gate)
            {
                if (inside is not { IsOver: false } other) return inside = new Turn();
                before = other;
            }

            if (await before.EndsWithinAsync(patience)) continue;
            lock (gate)
            {
                if (inside == before) return inside = new Turn();
            }
        }
    }

    public sealed class Turn
    {
        readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsOver => over.Task.IsCompleted;

        /// <summary>The next one may go in. May be called more than once.</summary>
        public void End() => over.TrySetResult();

        public async Task<bool> EndsWithinAsync(TimeSpan limit)
        {
            try
            {
                await over.Task.WaitAsync(limit);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }
}
