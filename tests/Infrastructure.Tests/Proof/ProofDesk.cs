using System.Text;
using System.Text.Json;
using Domain.Proof;
using Infrastructure.Cryptography;
using Infrastructure.Proof;
using NodaTime;
using NodaTime.Text;

namespace Infrastructure.Tests.Proof;

/// <summary>An issuer and a checker without a database: real keys, real signatures.</summary>
sealed class ProofDesk : IDisposable
{
    public const string PermitNo = "320509-2026-0001";

    public static readonly LocalDate Granted = new(2026, 2, 25);
    public static readonly LocalDate LastDay = new(2031, 2, 24);
    public static readonly Instant Issued = Instant.FromUtc(2026, 2, 25, 1, 0, 7);
    public static readonly Instant Noon = Instant.FromUtc(2026, 5, 1, 4, 0);

    readonly Sm2Key key = Sm2Key.Generate();
    readonly Sm2Key other = Sm2Key.Generate();

    public string Kid => KidOf(key);

    public string OtherKid => KidOf(other);

    public PermitProof Proof => new(
        PermitNo, "11100000MB0T1E2X3A001", "11320509MB0T3E5A5Y", 1, "320509", "320509", ["SWIM"], 6, 1, null, Granted, LastDay,
        Issued, Kid);

    public string Qr() => Qr(Proof);

    /// <summary>Signed by the key it names, or by the other one under its name.</summary>
    public string Qr(PermitProof proof, bool byOther = false) =>
        proof.Text((byOther || proof.Kid == OtherKid ? other : key).Sign(proof.SignedBytes()));

    public ProofKey Key => KeyOf(key);

    public ProofKey OtherKey => KeyOf(other);

    public static byte[] KeysFile(params ProofKey[] keys) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        format = "RGK1",
        keys = keys.Select(one => new
        {
            kid = one.Kid, algorithm = "SM2-SM3", publicKey = one.PublicKey, device = one.Device, production = one.Production,
            notice = ProofKeySet.SoftwareNotice, validFrom = Text(one.ValidFrom), retiredAt = Text(one.RetiredAt),
            revokedFrom = Text(one.RevokedFrom),
        }),
    }));

    /// <summary>The list in force at noon of 1 May 2026 with these lines.</summary>
    public RevocationList List(params ListEntry[] entries) => new(
        "320500", 7, Noon - Duration.FromHours(4), Noon + Duration.FromHours(20), 1234, [], RevocationList.InOrder(entries), Kid);

    public byte[] ListFile(RevocationList list, bool byOther = false) =>
        Encoding.UTF8.GetBytes(list.ToJson((byOther || list.Kid == OtherKid ? other : key).Sign(list.SignedBytes())));

    public Verdict Ask(string? qr = null, byte[]? keys = null, byte[]? list = null, Instant? at = null, bool lookBack = false) =>
        Ask(Encoding.UTF8.GetBytes(qr ?? Qr()), keys, list, at, lookBack);

    public Verdict Ask(byte[] qr, byte[]? keys = null, byte[]? list = null, Instant? at = null, bool lookBack = false) =>
        ProofVerifier.Judge(
            new ProofQuestion(qr, keys ?? KeysFile(Key, OtherKey), list ?? ListFile(List()), at ?? Noon, lookBack),
            new OpenSslSignatures());

    public void Dispose()
    {
        key.Dispose();
        other.Dispose();
    }

    static ProofKey KeyOf(Sm2Key key) => new(
        KidOf(key), Convert.ToHexStringLower(key.ExportPublicPoint()), "software", Production: false,
        Instant.FromUtc(2026, 1, 1, 0, 0), null, null);

    static string KidOf(Sm2Key key) => ProofKey.KidOf(Sm3.HashData(key.ExportPublicPoint()));

    static string? Text(Instant? moment) => moment is { } known ? InstantPattern.General.Format(known) : null;
}
