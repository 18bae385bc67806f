namespace Infrastructure;

/// <summary>One look for all who ask at the same time.</summary>
/// <remarks>Whoever asks while a look is under way waits for the next one: every answer was read after it was asked for.</remarks>
/// <param name="look">What is found for those who asked together.</param>
sealed class SharedLooks<TAsked, TFound>(Func<IReadOnlyCollection<TAsked>, Task<TFound>> look)
{
    readonly Lock gate = new();
    Askers? waiting;
    bool looking;

    public Task<TFound> AskAsync(TAsked one, CancellationToken cancellation)
    {
        Askers mine;
        bool begin;
        lock (gate)
        {
            mine = waiting ??= new Askers();
            mine.All.Add(one);
            (begin, looking) = (!looking, true);
        }

        if (begin) _ = LookAsync();
        return mine.Found.Task.WaitAsync(cancellation);
    }

    async Task LookAsync()
    {
        while (true)
        {
            Askers askers;
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
                askers.Found.SetResult(await look(askers.All));
            }
            catch (Exception failure)
            {
                askers.Found.SetException(failure);
            }
        }
    }

    sealed class Askers
    {
        public List<TAsked> All { get; } = [];

        public TaskCompletionSource<TFound> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
