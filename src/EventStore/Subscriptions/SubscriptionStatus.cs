using NodaTime;

namespace EventStore.Subscriptions;

/// <summary>Where a subscriber stands, for health, read gates, measurements and the operators' desk.</summary>
/// <param name="Position">Everything at or below is in its rows.</param>
/// <param name="Horizon">Everything at or below is final in the log.</param>
/// <param name="IsOwnedHere">Whether this node runs it now.</param>
/// <param name="Error">Why it stopped; null while it runs. No content of events.</param>
/// <param name="ErrorPosition">The event it stopped at.</param>
public sealed record SubscriptionStatus(
    string Name, long Position, long Horizon, bool IsOwnedHere, string? Error, long? ErrorPosition)
{
    /// <summary>Numbers between the reader and the end of the log; burnt numbers count.</summary>
    public long Lag => Math.Max(0, Horizon - Position);

    /// <summary>How long this node has known of the oldest event that is not taken yet; zero where there is none.</summary>
    public TimeSpan Waiting { get; init; }

    /// <summary>What it was offered, and the position behind which that count began.</summary>
    public NoSkipCertificate Certificate { get; init; } = NoSkipCertificate.Start;

    public long CertifiedSince { get; init; }

    /// <summary>Events of the last batch that this node committed; 0 where another node does.</summary>
    public int LastBatch { get; init; }

    /// <summary>The event it stopped at, and since when; null while it runs.</summary>
    public PoisonedEvent? Poison { get; init; }
}

/// <summary>An event that a reader cannot take: its place, and nothing of its content.</summary>
/// <param name="StoppedAt">Machine clock of the server.</param>
public sealed record PoisonedEvent(long Position, Guid Id, string Stream, string Type, Instant StoppedAt);
