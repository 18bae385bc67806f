using Application.Policies;
using Application.Ports;
using Domain.Licensing;
using Domain.Proof;
using Domain.SportPermits;
using EventStore;

namespace Application.Proof;

/// <summary>Signs a certificate as soon as a permit has a new version.</summary>
public sealed class CertificatePolicy(PermitCertificates certificates) : IPolicy
{
    const string Prefix = "sport-permit/";

    public string Name => "certificate-policy-1";

    public bool Concerns(StoredEvent stored) => CertificateVersions.Of(stored.Data) is not null;

    public Task ActAsync(StoredEvent cause, CancellationToken cancellation) =>
        certificates.EnsureAsync(cause.Stream[Prefix.Length..], CertificateVersions.Of(cause.Data), cancellation);
}

/// <summary>After a key was revoked, signs anew what it had signed: the newest certificate of each permit.</summary>
public sealed class ReissuePolicy(PermitCertificates certificates, ICertifiedPermits permits) : IPolicy
{
    const int AtOnce = 200;

    public string Name => "certificate-reissue-1";

    public bool Concerns(StoredEvent stored) => stored.Data is SigningKeyRevoked;

    public async Task ActAsync(StoredEvent cause, CancellationToken cancellation)
    {
        var kid = ((SigningKeyRevoked)cause.Data!).Kid;
        var after = "";
        while (true)
        {
            var (found, position) = await permits.SignedWithAsync(kid, after, AtOnce, cancellation);
            if (position < cause.Sequence) throw new PolicyNotYetException("revocation-list.read-model-behind");

            foreach (var permitNo in found) await certificates.EnsureAsync(permitNo, null, cancellation);
            if (found.Count < AtOnce) return;
            after = found[^1];
        }
    }
}

/// <summary>A new list after each act that belongs in it.</summary>
public sealed class RevocationListPolicy(RevocationLists lists) : IPolicy
{
    public string Name => "revocation-list-1";

    public bool Concerns(StoredEvent stored) => stored.Data is PermitChanged or PermitRenewed or PermitReplaced or PermitWithdrawn
        or PermitAnnulled or PermitRevoked or PermitDeregistered or SigningKeyRevoked;

    public Task ActAsync(StoredEvent cause, CancellationToken cancellation) =>
        lists.PublishAsync(cause.Sequence, NodaTime.Instant.MinValue, cancellation);
}

/// <summary>A new list before the newest one runs out, by the business clock, and soon after a certificate was signed.</summary>
/// <remarks>A list older than a certificate says nothing about it; a checker would have to say so.</remarks>
public sealed class RevocationListClock(
    RevocationLists lists, IPublishedLists published, ICertifiedPermits permits, IBusinessClock clock, ListSchedule schedule)
    : IDatedPolicy
{
    public string Name => "revocation-list";

    public async Task RunAsync(CancellationToken cancellation)
    {
        // Before the first certificate there is nothing to prove.
        if (await permits.NewestCertificateAsync(cancellation) is not { } newest) return;

        var now = await clock.NowAsync(cancellation);
        var since = NodaTime.Instant.MinValue;
        if (await published.HeadAsync(cancellation) is { } head && !schedule.IsDue(head, now))
        {
            if (newest <= head.ThisUpdate || newest > now || now < head.ThisUpdate + schedule.Pause) return;
            since = newest;
        }

        try
        {
            await lists.PublishAsync(0, since, cancellation);
        }
        catch (PolicyNotYetException)
        {
            // Asked again in a second.
        }
    }
}
