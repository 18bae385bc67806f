using Domain.Kernel;
using Domain.Proof;
using NodaTime;

namespace Domain.Tests.Contracts;

/// <summary>The events of keys, certificates and lists, every field filled.</summary>
static class ProofSamples
{
    const string Kid = "ABCDEFGH2345";

    static readonly Instant Morning = Instant.FromUtc(2026, 3, 2, 1, 0);

    public static IReadOnlyList<object> All { get; } =
    [
        new SigningKeyCreated(Kid, "04" + new string('a', 128), "software", Production: false, Morning),
        new SigningKeyRetired(Kid, Morning),
        new SigningKeyRevoked(Kid, Morning, "compromised", new LegalBasis("电子签名法", "15")),
        new CertificateIssued(
            "320508-2026-0001", 1,
            "1.2.156.3005.2.11100000MB0T1E2X3A001.11320508MB0T3E4A97.32050820260001.001.8", Fictitious: true, Kid, Morning,
            "RGP1:320508-2026-0001"),
        new RevocationListPublished(
            7, Morning, Morning + Duration.FromHours(24), 1234, 1, 20, Kid, new string('f', 64), new string('A', 103)),
    ];
}
