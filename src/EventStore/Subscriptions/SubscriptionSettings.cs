namespace EventStore.Subscriptions;

/// <summary>Times of the subscription machinery. Machine clock, never the business clock.</summary>
public sealed record SubscriptionSettings
{
    public static SubscriptionSettings Default { get; } = new();

    /// <summary>Most events handed over at once.</summary>
    public int BatchSize { get; init; } = 2_000;

    /// <summary>A batch of so many events says that the log is busy: the next one then gathers.</summary>
    public int BusyFrom { get; init; } = 50;

    /// <summary>In a rush a subscriber begins a batch no sooner than this after the last one, unless it could be full.</summary>
    /// <remarks>A batch costs each of dozens of subscribers a transaction, whatever is in it; a quiet log is followed at once.</remarks>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a silent owner keeps its subscribers; with one renewal on top below 5 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the horizon is asked for while the log moves; doubled after a quiet answer.</summary>
    public TimeSpan FastestPoll { get; init; } = TimeSpan.FromMilliseconds(10);

    public TimeSpan SlowestPoll { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How long a reader with nothing to read takes its place for granted.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The server ends a batch whose process was stopped in the middle, so that another may go on.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(20);
}
