using System.Text.Json;
using Domain.Identity;

namespace Domain.Proof;

/// <summary>Codes of the licence as an electronic certificate (电子证照): of its type and of each issuing organ.</summary>
/// <remarks>PRF-1: data, because neither is published. An identifier is stored when it is made, so new codes change no old one.</remarks>
/// <param name="Fictitious">True until the bureau has supplied its own.</param>
/// <param name="TypeCode">证照类型代码: credit code of the defining body and three digits.</param>
/// <param name="Issuers">颁发机构代码: credit code of the organ of each region, by its six digits.</param>
public sealed record CertificateCodes(string Source, bool Fictitious, string TypeCode, IReadOnlyDictionary<string, string> Issuers)
{
    /// <summary>The made-up codes that come with the installation.</summary>
    public static CertificateCodes BuiltIn { get; } = LoadBuiltIn();

    public string? IssuerOf(string organ) => Issuers.GetValueOrDefault(organ);

    /// <exception cref="InvalidOperationException">A code fails its check; the message names which.</exception>
    public static CertificateCodes Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var codes = new CertificateCodes(
                root.GetProperty("source").GetString()!, root.GetProperty("fictitious").GetBoolean(),
                root.GetProperty("typeCode").GetString()!,
                root.GetProperty("issuers").EnumerateObject().ToDictionary(organ => organ.Name, organ => organ.Value.GetString()!));
            return codes.FaultOf() is { } fault ? throw new InvalidOperationException($"Certificate codes: {fault}.") : codes;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or FormatException)
        {
            throw new InvalidOperationException("Certificate codes: the file is not of the form described in docs/proof-format.md.");
        }
    }

    string? FaultOf()
    {
        if (TypeCode is not { Length: 21 } || !IsCanonical(TypeCode[..18]) || !TypeCode[18..].All(char.IsAsciiDigit))
            return "typeCode must be a unified social credit code and three digits";

        var wrong = Issuers.FirstOrDefault(issuer => issuer.Value is null || !IsCanonical(issuer.Value));
        return wrong.Key is null ? null : $"the code of {wrong.Key} is no unified social credit code";
    }

    static bool IsCanonical(string code) => UnifiedSocialCreditCode.Check(code) is { IsValid: true, Value: var value } && value == code;

    static CertificateCodes LoadBuiltIn()
    {
        using var stream = typeof(CertificateCodes).Assembly.GetManifestResourceStream("Domain.Proof.certificate-codes.json")
            ?? throw new InvalidOperationException("certificate-codes.json is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse(bytes);
    }
}
