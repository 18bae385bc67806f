namespace EventStore;

/// <summary>How the writes of one node are gathered, and what is too much (ADR 0023).</summary>
public sealed record WriterSettings
{
    /// <summary>Transactions at once: one decides while another waits for the disk.</summary>
    public int Batches { get; init; } = 3;

    /// <summary>How long one batch may gather and decide before the next one does so beside it.</summary>
    public TimeSpan LongestTurn { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Writes in one transaction.</summary>
    public int LargestBatch { get; init; } = 500;

    /// <summary>Writes that may wait; one more is refused at once, so that nobody waits without an end.</summary>
    public int LongestQueue { get; init; } = 10_000;

    /// <summary>The part of the queue that one caller, or writes on one stream, may fill; the rest is for the others.</summary>
    public double LargestShare { get; init; } = 0.5;

    /// <summary>How long a batch waits for locks that somebody else holds before its callers are told.</summary>
    public TimeSpan LongestLockWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of one event's body; whatever is larger belongs in the vault or the files.</summary>
    public int LargestEvent { get; init; } = EventCodec.LargestBody;

    /// <summary>Bytes of all event bodies of one write.</summary>
    public int LargestWrite { get; init; } = 32 * 1024 * 1024;

    /// <summary>Streams whose folded states are remembered between batches; 0 for none.</summary>
    public int KeptStreams { get; init; } = 256;

    /// <summary>A stream is remembered from this version on; shorter ones are as quickly read.</summary>
    public int LongStream { get; init; } = 16;
}
