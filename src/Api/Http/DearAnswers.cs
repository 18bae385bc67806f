using System.Collections.Concurrent;
using Projections.Reading;

namespace Api.Http;

/// <summary>Answers to anybody that cost much: made once for all who ask, and kept twenty times as long as they took.</summary>
/// <remarks>So none of them takes more than a twentieth of a core, however many ask; what costs little is never old (ADR 49).</remarks>
public sealed class DearAnswers(TimeProvider time)
{
    const int Rest = 20;

    readonly ConcurrentDictionary<string, Place> places = new(StringComparer.Ordinal);

    /// <param name="name">Of what is asked; those that are no longer good are forgotten when another one is made.</param>
    /// <param name="make">Called by one at a time for a name.</param>
    /// <returns>With the position of the data at which it was made.</returns>
    public async Task<Found<T>> AskAsync<T>(string name, Func<Task<Found<T>>> make, CancellationToken cancellation)
    {
        var place = places.GetOrAdd(name, _ => new Place());
        if (Good<T>(place) is { } known) return known;

        await place.Turn.WaitAsync(cancellation);
        try
        {
            if (Good<T>(place) is { } madeMeanwhile) return madeMeanwhile;

            var started = time.GetTimestamp();
            var made = await make();
            var ended = time.GetTimestamp();
            place.Last = new Kept(made, ended + (Rest * (ended - started)));
            foreach (var (other, old) in places)
            {
                if (old.Last?.Until < ended) places.TryRemove(new(other, old));
            }

            return made;
        }
        finally
        {
            place.Turn.Release();
        }
    }

    Found<T>? Good<T>(Place place) => place.Last is { } kept && time.GetTimestamp() < kept.Until ? (Found<T>)kept.Answer : null;

    sealed class Place
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public volatile Kept? Last;
    }

    /// <param name="Until">Of the machine's running time.</param>
    sealed record Kept(object Answer, long Until);
}
