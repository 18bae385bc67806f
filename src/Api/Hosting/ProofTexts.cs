namespace Api.Hosting;

/// <summary>Words and examples for keys, lists and QR codes.</summary>
static class ProofTexts
{
    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["GetProofKeys"] = new("Public keys that signed or sign certificates and lists, with the times in which each counts."),
        ["GetRevocationList"] = new("The newest signed revocation list (证照状态清单); good until its nextUpdate."),
        ["GetEarlierRevocationList"] = new("A list as it was published, by its number."),
        ["RotateSigningKey"] = new("A new signing key takes over; what the old one signed stays good.", "{}"),
        ["RevokeSigningKey"] = new(
            "A key is lost or compromised: nothing it signed is believed, and certificates are signed anew.",
            """{"revokedFrom":"2026-03-02T09:00:00+08:00","reason":"compromised"}"""),
        ["GetPermitQr"] = new("The QR text of a permit's newest certificate; with Accept: image/png or image/svg+xml, the code itself."),
        ["GetPermitQrPng"] = new("The QR code as PNG."),
        ["GetPermitQrSvg"] = new("The QR code as SVG."),
        ["GetPermitProof"] = new("The newest certificate: identifier, version, key, QR text, and what ended the permit."),
    };
}
