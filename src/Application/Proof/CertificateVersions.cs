using Domain.Licensing;
using Domain.SportPermits;

namespace Application.Proof;

public static class CertificateVersions
{
    /// <summary>The certificate version that an event of a permit makes; null where it makes none.</summary>
    public static int? Of(object? @event) => @event switch
    {
        PermitOpened or PermitImported => 1,
        PermitChanged e => e.CertificateVersion,
        PermitRenewed e => e.CertificateVersion,
        PermitReplaced e => e.CertificateVersion,
        _ => null,
    };
}
