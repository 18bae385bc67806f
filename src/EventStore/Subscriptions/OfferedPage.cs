namespace EventStore.Subscriptions;

/// <summary>All events of the log behind one position, up to the last of them: what a reader is offered at once.</summary>
/// <remarks>Shared by the readers of a node, and never changed.</remarks>
sealed class OfferedPage(long after, IReadOnlyList<StoredEvent> events)
{
    Certified? certified;

    public long After => after;

    /// <summary>At least one.</summary>
    public IReadOnlyList<StoredEvent> Events => events;

    public StoredEvent Last => events[^1];

    /// <summary>The certificate of a reader that is offered this page.</summary>
    /// <remarks>Readers that began together come with the same certificate, and the same page makes the same of it.</remarks>
    public NoSkipCertificate CertificateFrom(NoSkipCertificate before)
    {
        if (certified is { } known && known.Before == before) return known.Now;

        var now = before.After(events);
        certified = new Certified(before, now);
        return now;
    }

    sealed record Certified(NoSkipCertificate Before, NoSkipCertificate Now);
}
