using System.Globalization;
using System.Text;
using Domain.Identity;
using NodaTime;
using NodaTime.Text;

namespace Domain.Proof;

/// <summary>What a permit's QR code says (许可证二维码), format 1: docs/proof-format.md.</summary>
/// <remarks>The face of the licence without any name; letters of the alphanumeric mode only.</remarks>
/// <param name="TypeCode">Certificate type code (证照类型代码), 21 characters.</param>
/// <param name="IssuerCode">Unified social credit code of the issuing organ, 18 characters.</param>
/// <param name="Version">Certificate version, from 1; three digits in the identifier.</param>
/// <param name="Organ">Six-digit region whose organ issued it.</param>
/// <param name="District">Six-digit region of the venue.</param>
/// <param name="Lifeguards">Required numbers of staff by role; null where the sports ask for none.</param>
/// <param name="ValidTo">Last day, inclusive.</param>
/// <param name="IssuedAt">Whole seconds.</param>
/// <param name="Kid">Which key signed.</param>
public sealed record PermitProof(
    string PermitNo,
    string TypeCode,
    string IssuerCode,
    int Version,
    string Organ,
    string District,
    IReadOnlyList<string> Sports,
    int? Lifeguards,
    int? Instructors,
    int? Rescuers,
    LocalDate ValidFrom,
    LocalDate ValidTo,
    Instant IssuedAt,
    string Kid)
{
    public const string Format = "RGP1";

    /// <summary>PRF-2: no QR text is longer.</summary>
    public const int LongestText = 300;

    public const int SignatureSize = 64;

    const string Nobody = "X";
    const int Parts = 13;

    static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("uuuuMMddHHmmss");

    /// <summary>Electronic-certificate identifier (电子证照标识), rebuilt from its parts.</summary>
    public string Identifier => CertificateIdentifier.Compose(TypeCode, IssuerCode, CertificateIdentifier.SerialOf(PermitNo), Version);

    /// <summary>The text that is signed: everything of the QR text before the last colon.</summary>
    public string SignedText()
    {
        var check = Identifier[^1];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Format}:{PermitNo}:{TypeCode}:{IssuerCode}:{Version:D3}{check}:{Organ}:{District}:{string.Join('+', Sports)}:"
            + $"{Number(Lifeguards)}.{Number(Instructors)}.{Number(Rescuers)}:{Day.Format(ValidFrom)}:{Day.Format(ValidTo)}:"
            + $"{Moment.Format(IssuedAt)}:{Kid}");
    }

    public byte[] SignedBytes() => Encoding.ASCII.GetBytes(SignedText());

    /// <exception cref="ArgumentException">It would not be read back as the same proof: a bug of the caller.</exception>
    public string Text(byte[] signature)
    {
        var text = $"{SignedText()}:{Base32.Encode(signature)}";
        return Read(text).Proof?.Proof.SignedText() == SignedText()
            ? text
            : throw new ArgumentException($"Permit {PermitNo} does not fit the format {Format}: {Read(text).Fault}");
    }

    /// <summary>PRF-3: one spelling only. Whoever writes it otherwise has not got it from us.</summary>
    /// <returns>The proof and its signature, or what is wrong with the text.</returns>
    public static (SignedProof? Proof, string? Fault) Read(string text)
    {
        if (text.Length > LongestText) return (null, $"longer than {LongestText} characters");

        var parts = text.Split(':');
        if (parts[0] != Format)
        {
            return (null, parts[0].StartsWith("RGP", StringComparison.Ordinal) && parts.Length > 1
                ? $"format {Printable(parts[0])} is not known to this program, which reads {Format}"
                : $"it does not begin with {Format}:");
        }

        if (parts.Length != Parts + 1) return (null, $"{parts.Length} parts where {Parts + 1} are needed; cut off, perhaps");
        if (Base32.Decode(parts[^1], SignatureSize) is not { } signature) return (null, "the signature is cut off or misspelt");
        if (ProofParts.Read(parts) is not { } proof) return (null, "a part is misspelt");

        // Whatever was read must be written the same: leading zeros, another check character, 2026-02-30.
        var signed = text[..text.LastIndexOf(':')];
        return proof.SignedText() == signed ? (new SignedProof(proof, signature), null) : (null, "a part is misspelt");
    }

    static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Nobody;

    static string Printable(string text) => new([.. text.Take(8).Select(c => c is > ' ' and <= '~' ? c : '?')]);

    /// <summary>Parts of the text into values; null where one cannot be.</summary>
    static class ProofParts
    {
        public static PermitProof? Read(string[] parts)
        {
            var sports = parts[7].Split('+');
            var staff = parts[8].Split('.');
            if (!Is(parts[1], 1, 24, c => IsLetterOrDigit(c) || c == '-') || !Is(parts[2], 21, 21, IsLetterOrDigit)) return null;
            if (!Is(parts[3], 18, 18, IsLetterOrDigit) || !Is(parts[4], 4, 4, IsLetterOrDigit)) return null;
            if (!Is(parts[5], 6, 6, char.IsAsciiDigit) || !Is(parts[6], 6, 6, char.IsAsciiDigit)) return null;
            if (sports.Length > 4 || !Array.TrueForAll(sports, sport => Is(sport, 2, 5, char.IsAsciiLetterUpper))) return null;
            if (sports.Distinct().Count() != sports.Length || staff.Length != 3) return null;
            if (!Is(parts[12], 12, 12, IsLetterOrDigit)) return null;
            if (!int.TryParse(parts[4].AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return null;
            if (!TryStaff(staff[0], out var lifeguards) || !TryStaff(staff[1], out var instructors)) return null;
            if (!TryStaff(staff[2], out var rescuers)) return null;
            if (Day.Parse(parts[9]) is not { Success: true } from || Day.Parse(parts[10]) is not { Success: true } to) return null;
            if (Moment.Parse(parts[11]) is not { Success: true } at || version == 0 || to.Value < from.Value) return null;
            if (CertificateIdentifier.SerialOf(parts[1]).Length is 0 or > 20) return null;

            return new PermitProof(
                parts[1], parts[2], parts[3], version, parts[5], parts[6], sports, lifeguards, instructors, rescuers, from.Value,
                to.Value, at.Value, parts[12]);
        }

        static bool TryStaff(string text, out int? number)
        {
            number = null;
            if (text == Nobody) return true;
            var read = text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole);
            if (read) number = int.Parse(text, CultureInfo.InvariantCulture);
            return read;
        }

        static bool Is(string text, int shortest, int longest, Func<char, bool> allowed) =>
            text.Length >= shortest && text.Length <= longest && text.All(allowed);

        static bool IsLetterOrDigit(char c) => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c);
    }
}

/// <param name="Signature">r and s, 32 bytes each.</param>
public sealed record SignedProof(PermitProof Proof, byte[] Signature);
