using System.Diagnostics;

namespace EventStore.Subscriptions;

/// <summary>Which certificates of one reader are kept beside the newest, so that a skip can be placed.</summary>
/// <remarks>One for every 10,000 events, and the first of each minute in a ring of four hours, as this node's clock has it.</remarks>
sealed class CertificateHistory
{
    /// <summary>Stands for a place in the ring; the server's clock says which.</summary>
    public const long Ring = 0;

    const long Milestone = 10_000;

    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    readonly Stopwatch sinceRing = new();

    /// <returns>The slot the certificate is to be kept in; null where it need not be.</returns>
    public long? SlotFor(NoSkipCertificate before, NoSkipCertificate after) =>
        after.Offered / Milestone > before.Offered / Milestone ? after.Offered / Milestone
        : !sinceRing.IsRunning || sinceRing.Elapsed >= Pause ? Ring
        : null;

    /// <summary>The certificate is committed.</summary>
    public void Kept(long? slot)
    {
        if (slot == Ring) sinceRing.Restart();
    }
}
