using System.Collections.Concurrent;
using Projections.Reading;

namespace Api.Http;

/// <summary>Answers to anybody that cost much: made once for all who ask, and kept twenty times as long as they took.</summary>
/// <remarks>
/// So none of them takes more than a twentieth of a core, however many ask; what costs little is never old (ADR 49). Whoever asks may go
/// away, or run out of time: the answer is made to its end for the next one.
/// </remarks>
public sealed class DearAnswers(TimeProvider time)
{
    const int Rest = 20;

    readonly ConcurrentDictionary<string, Place> places = new(StringComparer.Ordinal);

    /// <param name="name">Of what is asked; those that are no longer good are forgotten when another one is made.</param>
    /// <param name="make">Called by one at a time for a name; where it fails, that is told for as long as an answer would be kept.</param>
    /// <returns>With the position of the data at which it was made.</returns>
    public async Task<Found<T>> AskAsync<T>(string name, Func<Task<Found<T>>> make, CancellationToken cancellation)
    {
        var place = places.GetOrAdd(name, _ => new Place());
        Task<object> making;
        lock (place)
        {
            if (place.Making is null || (place.Making.IsCompleted && time.GetTimestamp() >= place.Until))
                place.Making = Task.Run(async () => (object)await MakeAsync(place, make), CancellationToken.None);
            making = place.Making;
        }

        return (Found<T>)await making.WaitAsync(cancellation);
    }

    async Task<Found<T>> MakeAsync<T>(Place place, Func<Task<Found<T>>> make)
    {
        var started = time.GetTimestamp();
        try
        {
            return await make();
        }
        finally
        {
            var ended = time.GetTimestamp();
            place.Until = ended + (Rest * (ended - started));
            foreach (var (name, other) in places)
            {
                if (other != place && other.Making is { IsCompleted: true } && other.Until < ended) places.TryRemove(new(name, other));
            }
        }
    }

    sealed class Place
    {
        public volatile Task<object>? Making;

        long until;

        /// <summary>Of the machine's running time.</summary>
        public long Until
        {
            get => Volatile.Read(ref until);
            set => Volatile.Write(ref until, value);
        }
    }
}
