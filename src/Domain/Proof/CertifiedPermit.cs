using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Domain.Proof;

/// <summary>The face of a permit as one version of its certificate shows it.</summary>
/// <param name="From">First day on which this version stands for the permit.</param>
/// <param name="ValidFrom">First day of the term it is printed for.</param>
public sealed record CertificateFace(
    int Version, string District, IReadOnlyList<string> Sports, int? Lifeguards, int? Instructors, int? Rescuers, LocalDate From,
    LocalDate ValidFrom, LocalDate ValidTo);

/// <summary>A permit as its certificates and the revocation list see it (PRF-4, PRF-9); folded from the permit's own events.</summary>
/// <param name="Faces">One per certificate version, from 1.</param>
/// <param name="Ends">What ended it, in order.</param>
public sealed record CertifiedPermit(string PermitNo, string Organ, IReadOnlyList<CertificateFace> Faces, IReadOnlyList<ListEntry> Ends)
{
    public CertificateFace Newest() => Faces[^1];

    public CertificateFace? Face(int version) => Faces.FirstOrDefault(face => face.Version == version);

    /// <summary>Passes over what does not touch a certificate.</summary>
    public static CertifiedPermit? Evolve(CertifiedPermit? permit, string permitNo, SportPermitEvent @event) =>
        (permit, @event) switch
        {
            (null, PermitOpened e) => new(
                permitNo, e.IssuingOrgan,
                [
                    new(1, e.RegionCode, e.Sports, e.RequiredLifeguards, e.RequiredInstructors, null, e.ValidFrom, e.ValidFrom,
                        e.ValidTo),
                ],
                []),
            (null, PermitImported e) => new(
                permitNo, e.IssuingOrgan, [FaceOf(1, e.Face, e.ValidFrom, e.ValidFrom, e.ValidTo)], []),
            (not null, PermitChanged e) => permit.Show(e.CertificateVersion, e.Face, e.ChangedOn),
            (not null, PermitReplaced e) => permit.Add(permit.Newest() with { Version = e.CertificateVersion }, e.ReplacedOn),
            (not null, PermitRenewed e) => permit with
            {
                Faces = [.. permit.Faces, FaceOf(e.CertificateVersion, e.Face, e.TermFrom, e.TermFrom, e.ValidTo)],
            },
            (not null, PermitWithdrawn e) => permit.End(ListedStatus.Withdrawn, e.WithdrawnOn),
            (not null, PermitAnnulled e) => permit.End(ListedStatus.Annulled, e.AnnulledOn),
            (not null, PermitRevoked e) => permit.End(ListedStatus.Revoked, e.RevokedOn),
            (not null, PermitDeregistered e) => permit.End(ListedStatus.Deregistered, e.DeregisteredOn),
            _ => permit,
        };

    /// <summary>Its lines in the revocation list: what ended it, and each version that a later one took the place of.</summary>
    public IEnumerable<ListEntry> Entries() =>
        Ends.Concat(
            from face in Faces
            let next = Faces.Where(later => later.Version > face.Version)
                .OrderBy(later => later.From).ThenByDescending(later => later.Version).FirstOrDefault()
            where next is not null
            select new ListEntry(PermitNo, face.Version, ListedStatus.Superseded, next.From, next.Version));

    CertifiedPermit Show(int version, PermitFace face, LocalDate on) =>
        Add(FaceOf(version, face, on, Newest().ValidFrom, Newest().ValidTo), on);

    /// <summary>Between the renewal's decision and the new term, a new certificate has to cover both terms.</summary>
    CertifiedPermit Add(CertificateFace face, LocalDate on) =>
        this with
        {
            Faces =
            [
                .. Faces,
                face with
                {
                    From = on,
                    ValidFrom = Faces.LastOrDefault(known => known.ValidFrom <= on)?.ValidFrom ?? face.ValidFrom,
                },
            ],
        };

    CertifiedPermit End(ListedStatus status, LocalDate on) =>
        this with { Ends = [.. Ends, new ListEntry(PermitNo, null, status, on, null)] };

    static CertificateFace FaceOf(int version, PermitFace face, LocalDate from, LocalDate validFrom, LocalDate validTo) =>
        new(version, face.RegionCode, face.Sports, face.RequiredLifeguards, face.RequiredInstructors, face.RequiredRescuers, from,
            validFrom, validTo);
}
