using System.Globalization;
using System.Text;
using Application.Policies;
using Application.Ports;
using Domain.Licensing;
using Domain.Proof;
using Domain.SportPermits;
using EventStore;
using NodaTime;

namespace Application.Proof;

/// <summary>Signs each version of a permit's electronic certificate once; again only after its key was revoked.</summary>
/// <remarks>specs/proof.md, PRF-4 and PRF-8.</remarks>
public sealed class PermitCertificates(IEventStore store, SigningKeys keys, CertificateCodes codes, IBusinessClock clock, ISm3 sm3)
{
    const string StreamType = "certificate";

    public static string StreamOf(string permitNo) => $"certificate/{permitNo}";

    /// <summary>The certificate of a version, made if it is not there yet.</summary>
    /// <param name="version">Null for the newest.</param>
    /// <returns>Null where there is no such permit or version.</returns>
    /// <exception cref="PolicyNotYetException">Something must happen first: a code must be supplied, the clock catch up.</exception>
    public async Task<CertificateIssued?> EnsureAsync(string permitNo, int? version, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync($"sport-permit/{permitNo}", StreamLimit.None, cancellation);
        var permit = events.Select(stored => stored.Data).OfType<SportPermitEvent>()
            .Aggregate((CertifiedPermit?)null, (known, @event) => CertifiedPermit.Evolve(known, permitNo, @event));
        if (permit is null || (version is { } asked ? permit.Face(asked) : permit.Newest()) is not { } face) return null;

        var ring = await keys.RingAsync(cancellation);
        return await FindAsync(permitNo, face.Version, ring, cancellation) ?? await IssueAsync(permit, face, cancellation);
    }

    async Task<CertificateIssued?> FindAsync(string permitNo, int version, ProofKeyRing ring, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(StreamOf(permitNo), StreamLimit.None, cancellation);
        return events.Select(stored => stored.Data).OfType<CertificateIssued>()
            .LastOrDefault(issued => issued.Version == version && ring.IsGood(issued.Kid));
    }

    async Task<CertificateIssued> IssueAsync(CertifiedPermit permit, CertificateFace face, CancellationToken cancellation)
    {
        var key = await keys.CurrentAsync(cancellation);
        var now = await clock.NowAsync(cancellation);
        var issuer = codes.IssuerOf(permit.Organ) ?? throw new PolicyNotYetException("certificate.issuer-code-missing");
        var proof = new PermitProof(
            permit.PermitNo, codes.TypeCode, issuer, face.Version, permit.Organ, face.District, face.Sports, face.Lifeguards,
            face.Instructors, face.Rescuers, face.ValidFrom, face.ValidTo, SigningKeys.Seconds(now), key.Kid);
        var text = proof.Text(await keys.SignAsync(key, proof.SignedBytes(), cancellation));
        var issued = new CertificateIssued(
            permit.PermitNo, face.Version, proof.Identifier, codes.Fictitious, key.Kid, proof.IssuedAt, text);

        // One key for the version and the signing key: two nodes sign twice, and the first one's signature counts.
        var id = string.Create(CultureInfo.InvariantCulture, $"certificate/{permit.PermitNo}/{face.Version}/{key.Kid}");
        var result = await store.WriteAsync(
            new Write<int>
            {
                Command = new CommandId("system", id, sm3.Hash(Encoding.UTF8.GetBytes(id))),
                Stream = StreamOf(permit.PermitNo),
                StreamType = StreamType,
                Initial = 0,
                Evolve = (count, _) => count + 1,
                Decide = (_, _) => new Decision.Accept([new StreamAppend(StreamOf(permit.PermitNo), StreamType, [issued])]),
                Metadata = EventMetadataOf.Act(Actors.System, now, $"system/{id}", null),
            },
            cancellation);
        if (result is WriteResult.ClockBehind) throw new PolicyNotYetException("clock.behind-stream");

        var ring = await keys.RingAsync(cancellation);
        return await FindAsync(permit.PermitNo, face.Version, ring, cancellation)
            ?? throw new PolicyNotYetException("certificate.key-revoked-meanwhile");
    }
}
