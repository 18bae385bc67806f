using Application.Ports;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;

namespace Application.SportPermits;

/// <summary>What the holder of a permit is: some causes of an end happen to a citizen only, some to an organisation (PL-27).</summary>
public sealed class HolderKinds(CaseCommands cases, IVault vault)
{
    /// <returns>person, sole-trader, enterprise or other; null where nobody knows any more.</returns>
    public async Task<string?> OfAsync(PermitRecord permit, Actor reader, CancellationToken cancellation)
    {
        if (permit.FactsCaseNo is { } number && await cases.FindAsync(number, cancellation) is { } found)
            return found.Dossier.ApplicantSubject;

        // Taken over from paper: its code says so, and is opened on record.
        var purpose = new ReadPurpose("handling-a-case", null, reader);
        var known = await vault.ReadPersonAsync(permit.Face.Holder, purpose, cancellation);
        return known.GetValueOrDefault("id-number") is { } code ? ApplicationEnvelope.SubjectOf("001", code) : null;
    }
}
