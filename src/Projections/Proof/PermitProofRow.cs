using Domain.Licensing;
using Domain.Proof;
using Domain.SportPermits;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Proof;

/// <summary>A permit with its certificates: what the revocation list and the QR endpoints ask.</summary>
/// <param name="Certificates">Every one that was signed, in order; the last one of a version counts.</param>
public sealed record PermitProofRow(
    string PermitNo, CertifiedPermit? Permit, IReadOnlyList<CertificateIssued> Certificates, long Version)
{
    public CertificateIssued? Newest() => Certificates.LastOrDefault(issued => issued.Version == Permit?.Newest().Version);
}

public sealed class PermitProofProjection : Projection<PermitProofRow>
{
    const string Permits = "sport-permit/";
    const string Certificates = "certificate/";

    public override Table<PermitProofRow> Table { get; } = new()
    {
        Name = "permit_proof",
        Version = 1,
        Columns = new Columns<PermitProofRow>()
            .Flag("listed", row => row.Permit is { } permit && permit.Entries().Any())
            .Text("kid", row => row.Newest()?.Kid)
            .Number("issued_at", row => row.Newest()?.IssuedAt.ToUnixTimeSeconds()),
        Indexes = ["(key) where listed", "(kid, key)", "(issued_at desc nulls last)"],
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith(Permits, StringComparison.Ordinal) || stream.StartsWith(Certificates, StringComparison.Ordinal)
            ? Need.Event
            : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Stream.StartsWith(Permits, StringComparison.Ordinal) ? [stored.Stream[Permits.Length..]]
        : stored.Stream.StartsWith(Certificates, StringComparison.Ordinal) ? [stored.Stream[Certificates.Length..]]
        : [];

    public override PermitProofRow? Evolve(string key, PermitProofRow? row, StoredEvent stored)
    {
        var known = row ?? new PermitProofRow(key, null, [], 0);
        return stored.Data switch
        {
            SportPermitEvent e => known with { Permit = CertifiedPermit.Evolve(known.Permit, key, e), Version = stored.Version },
            CertificateIssued e => known with { Certificates = [.. known.Certificates, e] },
            _ => row,
        };
    }
}
