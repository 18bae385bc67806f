namespace Infrastructure.Postgres;

/// <summary>Something is missing on this machine; the message is one sentence that says what to do.</summary>
public sealed class ClusterException(string message, Exception? inner = null) : Exception(message, inner);
