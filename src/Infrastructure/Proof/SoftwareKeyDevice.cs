using System.Security.Cryptography;
using System.Text;
using Application.Ports;
using Domain.Proof;
using Infrastructure.Cryptography;
using Infrastructure.Vault;

namespace Infrastructure.Proof;

/// <summary>Signing keys in memory while they sign, and sealed under the master key at rest. Not for production.</summary>
/// <remarks>The handle is IV, MAC over kid, IV and ciphertext, and the private key as SM4-CTR ciphertext.</remarks>
public sealed class SoftwareKeyDevice(MasterKey master) : IKeyDevice
{
    public string Name => "software";

    public bool ForProduction => false;

    public NewSigningKey Create()
    {
        using var key = Sm2Key.Generate();
        var point = key.ExportPublicPoint();
        var kid = ProofKey.KidOf(Sm3.HashData(point));
        var plain = key.ExportPrivate();
        var iv = Sm4Ctr.NewIv();
        var ciphertext = Sm4Ctr.Transform(master.SigningCipher, iv, plain);
        CryptographicOperations.ZeroMemory(plain);
        return new NewSigningKey(kid, point, [.. iv, .. Mac(kid, iv, ciphertext), .. ciphertext]);
    }

    /// <exception cref="SealBrokenException">The handle is not the one of this key, or was altered.</exception>
    public byte[] Sign(string kid, byte[] handle, byte[] data)
    {
        if (handle.Length <= Sm4Ctr.IvSize + Sm3.Size) throw new SealBrokenException($"signing key {kid}");

        var iv = handle.AsSpan(0, Sm4Ctr.IvSize);
        var ciphertext = handle.AsSpan(Sm4Ctr.IvSize + Sm3.Size);
        if (!Sm3.Matches(Mac(kid, iv, ciphertext), handle.AsSpan(Sm4Ctr.IvSize, Sm3.Size)))
            throw new SealBrokenException($"signing key {kid}");

        var plain = Sm4Ctr.Transform(master.SigningCipher, iv, ciphertext);
        try
        {
            using var key = Sm2Key.FromPrivate(plain);
            return key.Sign(data);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    byte[] Mac(string kid, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext) =>
        Sm3.HmacData(master.SigningMac, [.. Encoding.ASCII.GetBytes(kid), .. iv, .. ciphertext]);
}
