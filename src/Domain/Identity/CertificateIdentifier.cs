using System.Globalization;

namespace Domain.Identity;

/// <summary>Identifier of an electronic certificate (电子证照标识), GB/T 36904-2018.</summary>
/// <remarks>root.type.issuer.serial.version.check; the check is ISO/IEC 7064 MOD 37,36 over the parts, without root and dots.</remarks>
public static class CertificateIdentifier
{
    const string Root = "1.2.156.3005.2.";
    const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>ID-5: the known root, five parts of the alphabet, a three-digit version and a right check character.</summary>
    public static IdentifierCheck Check(string raw)
    {
        if (!raw.StartsWith(Root, StringComparison.Ordinal)) return IdentifierCheck.Failed("root");

        var parts = raw[Root.Length..].Split('.');
        if (parts.Length != 5 || parts[3].Length != 3 || parts[4].Length != 1) return IdentifierCheck.Failed("length");
        if (Array.Exists(parts, part => part.Length == 0) || !parts[3].All(char.IsAsciiDigit)) return IdentifierCheck.Failed("length");

        var body = string.Concat(parts[..4]);
        if (!body.All(c => Alphabet.Contains(c, StringComparison.Ordinal))) return IdentifierCheck.Failed("alphabet");

        return parts[4][0] == CheckCharacter(body)
            ? new IdentifierCheck(raw, null, [])
            : IdentifierCheck.Failed("check-character");
    }

    /// <summary>ID-6: the identifier of a certificate, with its check character.</summary>
    /// <param name="type">21 characters: credit code of the body that defined the type, and three digits.</param>
    /// <param name="issuer">18 characters: credit code of the issuing organ.</param>
    /// <param name="serial">At most 20 upper-case letters and digits.</param>
    /// <param name="version">1 to 999.</param>
    public static string Compose(string type, string issuer, string serial, int version)
    {
        var number = version.ToString("D3", CultureInfo.InvariantCulture);
        return $"{Root}{type}.{issuer}.{serial}.{number}.{CheckCharacter(type + issuer + serial + number)}";
    }

    /// <summary>Serial number (流水号) of a permit's certificates: its number without hyphens.</summary>
    /// <remarks>Region and year have fixed lengths, so two permit numbers never become one serial.</remarks>
    public static string SerialOf(string permitNo) => permitNo.Replace("-", "", StringComparison.Ordinal);

    /// <summary>The check character over type, issuer, serial and version.</summary>
    public static char CheckCharacter(string body)
    {
        var product = 36;
        foreach (var c in body)
        {
            var sum = (product + Alphabet.IndexOf(c, StringComparison.Ordinal)) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }

        return Alphabet[(37 - product) % 36];
    }
}
