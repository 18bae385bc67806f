namespace Api.Http;

/// <summary>How many files may be held in memory at once: a file is read whole before its signature can be checked.</summary>
public sealed class UploadPlaces(int places, TimeSpan patience) : IDisposable
{
    readonly SemaphoreSlim free = new(places, places);

    /// <returns>The place, to be given back, or null when none became free in time.</returns>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellation) =>
        await free.WaitAsync(patience, cancellation) ? new Place(free) : null;

    public void Dispose() => free.Dispose();

    sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
