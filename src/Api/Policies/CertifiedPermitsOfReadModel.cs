using Application.Ports;
using Domain.Proof;
using NodaTime;
using Projections.Proof;

namespace Api.Policies;

/// <summary>The proof policies' port on the read model of permits and their certificates.</summary>
public sealed class CertifiedPermitsOfReadModel(PermitProofQueries permits) : ICertifiedPermits
{
    public async Task<(IReadOnlyList<ListEntry> Entries, long Position)> EntriesAsync(CancellationToken cancellation)
    {
        var found = await permits.EntriesAsync(cancellation);
        return (found.Value, found.Position);
    }

    public Task<Instant?> NewestCertificateAsync(CancellationToken cancellation) => permits.NewestCertificateAsync(cancellation);

    public async Task<(IReadOnlyList<string> PermitNos, long Position)> SignedWithAsync(
        string kid, string after, int limit, CancellationToken cancellation)
    {
        var found = await permits.SignedWithAsync(kid, after, limit, cancellation);
        return (found.Value, found.Position);
    }
}
