using Application.Policies;
using Application.Ports;

namespace Application.Proof;

/// <summary>The QR code of a certificate version, for whoever prints a licence; signed first where that has not happened yet.</summary>
public sealed class PermitStickers(PermitCertificates certificates, IQrImages images)
{
    /// <param name="version">Null for the newest.</param>
    /// <returns>Rows of modules, true for dark, with the quiet zone; null where there is no such permit or version.</returns>
    /// <exception cref="PolicyNotYetException">It cannot be signed now.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<bool>>?> MatrixAsync(string permitNo, int? version, CancellationToken cancellation) =>
        await certificates.EnsureAsync(permitNo, version, cancellation) is { } issued ? images.Matrix(issued.Text) : null;
}
