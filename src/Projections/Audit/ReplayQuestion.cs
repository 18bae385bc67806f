using EventStore;

namespace Projections.Audit;

/// <summary>What comes of asking for a replay; over HTTP and on the command line alike.</summary>
public abstract record ReplayAnswer
{
    ReplayAnswer()
    {
    }

    /// <summary>Told up to the limit; version 0, or a moment before the first event, tells that nothing was yet.</summary>
    public sealed record Told(ReplayDocument Document) : ReplayAnswer;

    public sealed record Unknown : ReplayAnswer;

    /// <param name="Last">The stream's last version.</param>
    public sealed record VersionBeyond(long Last) : ReplayAnswer
    {
        public const string Code = "replay.version-beyond";

        public string Sentence => FormattableString.Invariant($"The stream has {Last} versions.");
    }
}

/// <summary>Asks the log alone: read models and today's calendar have no part in a replay.</summary>
public static class ReplayQuestion
{
    public static async Task<ReplayAnswer> AskAsync(
        IEventStore store, string kind, string id, StreamLimit limit, CancellationToken cancellation)
    {
        var stream = $"{kind}/{id}";
        var events = await store.ReadStreamAsync(stream, limit, cancellation);
        var reached = events.Count == 0 ? 0 : events[^1].Version;
        if (events.Count == 0 || reached < limit.Version)
        {
            // Fewer than asked for: the stream may be shorter, or the moment earlier, or there is no such stream.
            var all = await store.ReadStreamAsync(stream, StreamLimit.None, cancellation);
            if (all.Count == 0) return new ReplayAnswer.Unknown();
            if (all[^1].Version < limit.Version) return new ReplayAnswer.VersionBeyond(all[^1].Version);
        }

        return new ReplayAnswer.Told(Replay.Tell(kind, id, events));
    }
}
