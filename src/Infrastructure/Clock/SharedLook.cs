namespace Infrastructure.Clock;

/// <summary>One look at a value for all who ask at the same time.</summary>
/// <remarks>Whoever asks while a look is under way waits for the next one: every answer was read after it was asked for.</remarks>
sealed class SharedLook<T>(Func<Task<T>> read)
{
    readonly Lock gate = new();
    TaskCompletionSource<T>? waiting;
    bool looking;

    public Task<T> AskAsync()
    {
        Task<T> answer;
        lock (gate)
        {
            waiting ??= new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            answer = waiting.Task;
            if (looking) return answer;
            looking = true;
        }

        _ = LookAsync();
        return answer;
    }

    async Task LookAsync()
    {
        while (true)
        {
            TaskCompletionSource<T> askers;
            lock (gate)
            {
                if (waiting is null)
                {
                    looking = false;
                    return;
                }

                (askers, waiting) = (waiting, null);
            }

            try
            {
                askers.SetResult(await read());
            }
            catch (Exception failure)
            {
                askers.SetException(failure);
            }
        }
    }
}
