using System.Diagnostics;
using Domain.Kernel;
using NodaTime;
using static Domain.Proof.ProofKeyRefusals;
using Answer = Domain.Kernel.Answer<Domain.Proof.ProofKeyEvent>;

namespace Domain.Proof;

/// <summary>The signing keys, oldest first.</summary>
public sealed record ProofKeyRing(IReadOnlyList<ProofKey> Keys)
{
    public static ProofKeyRing Initial { get; } = new([]);

    /// <summary>The key that signs; null before the first one.</summary>
    public ProofKey? Current => Keys.FirstOrDefault(key => key is { RetiredAt: null, RevokedFrom: null });

    public IReadOnlyList<RevokedKid> Revoked =>
        [.. Keys.Where(key => key.RevokedFrom is not null).Select(key => new RevokedKid(key.Kid, key.RevokedFrom!.Value))];

    public bool IsGood(string kid) => Keys.Any(key => key.Kid == kid && key.RevokedFrom is null);
}

public static class ProofKeyRefusals
{
    /// <summary>Electronic Signature Law (电子签名法) art 15: signing data are kept safe, and their loss is told.</summary>
    static readonly LegalBasis Safekeeping = new("电子签名法", "15");

    public static readonly Refusal KeyMustBeKnown = new(
        RefusalKind.Malformed, "signing-key.key-must-be-known", "没有该签名密钥。", Safekeeping, "kid");

    public static readonly Refusal RevocationMustNotLieAhead = new(
        RefusalKind.Malformed, "signing-key.revocation-must-not-lie-ahead", "失密时间不得晚于当前时间。", Safekeeping, "revokedFrom");

    public static readonly Refusal RevocationMustStand = new(
        RefusalKind.WrongState, "signing-key.revocation-must-stand", "该密钥已吊销，失密时间只能改早，不能改晚。", Safekeeping, "revokedFrom");
}

/// <summary>A new key made by the device, to take the place of the one that signs.</summary>
public sealed record RotateSigningKey(Instant At, string Kid, string PublicKey, string Device, bool Production);

/// <param name="Successor">A new key, for the case that this one signs at present.</param>
public sealed record RevokeSigningKey(Instant At, string Kid, Instant RevokedFrom, string Reason, RotateSigningKey Successor);

/// <summary>specs/proof.md, PRF-6 to PRF-8.</summary>
public static class ProofKeyDecider
{
    public static Answer Decide(RotateSigningKey command, ProofKeyRing ring) =>
        ring.Current is { } current
            ? Answer.Accept(new SigningKeyRetired(current.Kid, command.At), Created(command))
            : Answer.Accept(Created(command));

    public static Answer Decide(RevokeSigningKey command, ProofKeyRing ring)
    {
        if (ring.Keys.FirstOrDefault(key => key.Kid == command.Kid) is not { } key) return Answer.Refuse(KeyMustBeKnown);
        if (command.RevokedFrom > command.At) return Answer.Refuse(RevocationMustNotLieAhead);
        if (key.RevokedFrom == command.RevokedFrom) return Answer.Nothing;
        if (key.RevokedFrom < command.RevokedFrom) return Answer.Refuse(RevocationMustStand);

        var revoked = new SigningKeyRevoked(command.Kid, command.RevokedFrom, command.Reason, KeyMustBeKnown.Basis!);
        return ring.Current?.Kid == command.Kid
            ? Answer.Accept(revoked, Created(command.Successor))
            : Answer.Accept(revoked);
    }

    public static ProofKeyRing Evolve(ProofKeyRing ring, ProofKeyEvent @event) =>
        @event switch
        {
            SigningKeyCreated e => new([
                .. ring.Keys, new ProofKey(e.Kid, e.PublicKey, e.Device, e.Production, e.ValidFrom, null, null)]),
            SigningKeyRetired e => Change(ring, e.Kid, key => key with { RetiredAt = e.RetiredAt }),
            SigningKeyRevoked e => Change(ring, e.Kid, key => key with { RevokedFrom = e.RevokedFrom }),
            _ => throw new UnreachableException($"{@event.GetType().Name} is no event of a key ring."),
        };

    static SigningKeyCreated Created(RotateSigningKey command) =>
        new(command.Kid, command.PublicKey, command.Device, command.Production, command.At);

    static ProofKeyRing Change(ProofKeyRing ring, string kid, Func<ProofKey, ProofKey> change) =>
        new([.. ring.Keys.Select(key => key.Kid == kid ? change(key) : key)]);
}
