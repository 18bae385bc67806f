namespace EventStore.Subscriptions;

/// <summary>Where a subscriber stands, for health, read gates and the operators' desk.</summary>
/// <param name="Position">Everything at or below is in its rows.</param>
/// <param name="Horizon">Everything at or below is final in the log.</param>
/// <param name="IsOwnedHere">Whether this node runs it now.</param>
/// <param name="Error">Why it stopped; null while it runs. No content of events.</param>
/// <param name="ErrorPosition">The event it stopped at.</param>
public sealed record SubscriptionStatus(
    string Name, long Position, long Horizon, bool IsOwnedHere, string? Error, long? ErrorPosition)
{
    public long Lag => Math.Max(0, Horizon - Position);
}
