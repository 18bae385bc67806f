using Domain.Audit;
using Domain.Identity;
using Application.Ports;
using EventStore;
using EventStore.Subscriptions;

namespace Application.Readers;

/// <summary>The operator's order to a reader of the log that stopped: recorded first, then done (LOG-10).</summary>
public sealed class ReaderOrders(IEventStore store, StoppedReaders stopped, IBusinessClock clock)
{
    const string StreamType = "reader";

    public static string StreamOf(string reader) => $"{StreamType}/{reader}";

    /// <param name="position">The event the reader stands at.</param>
    public async Task<WriteResult> ResumeAsync(
        Actor actor, CommandId id, string reader, long position, CancellationToken cancellation)
    {
        var stream = StreamOf(reader);
        var now = await clock.NowAsync(cancellation);
        var result = await store.WriteAsync(At(now), cancellation);

        // A development clock moved back holds up no repair.
        if (result is WriteResult.ClockBehind behind) result = await store.WriteAsync(At(behind.LastEventAt), cancellation);
        if (result is WriteResult.Committed) await stopped.ResumeAsync(reader, cancellation);
        return result;

        Write<object?> At(NodaTime.Instant at) => new()
        {
            Command = id,
            Stream = stream,
            StreamType = StreamType,
            Initial = null,
            Evolve = (state, _) => state,
            Decide = (_, _) => new Decision.Accept([new StreamAppend(stream, StreamType, [new ReaderResumed(reader, position)])]),
            Metadata = EventMetadataOf.Act(actor, at, $"{id.Caller}/{id.Key}", null),
        };
    }
}
