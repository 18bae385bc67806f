namespace EventStore;

/// <summary>Something in the request cannot be kept as it is: broken text, too large, too deep.</summary>
/// <remarks>Found before the request joins a transaction. The message names the place and never the content.</remarks>
public sealed class NotStorableException(string place, string reason, Exception? inner = null)
    : Exception($"{place} {reason}.", inner)
{
    public string Place { get; } = place;
}

/// <summary>A stored event of a known alias that this program cannot read; a person must look at the log.</summary>
public sealed class UnreadableEventException(long sequence, string alias, Exception inner)
    : Exception($"Event {sequence} ({alias}) cannot be read.", inner)
{
    public long Sequence { get; } = sequence;
}
