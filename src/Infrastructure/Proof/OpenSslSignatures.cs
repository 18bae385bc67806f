using System.Security.Cryptography;
using Domain.Proof;
using Infrastructure.Cryptography;

namespace Infrastructure.Proof;

/// <summary>SM2 and SM3 of the system's OpenSSL, for whoever checks a proof.</summary>
public sealed class OpenSslSignatures : ISignatures
{
    public byte[] Digest(byte[] data) => Sm3.HashData(data);

    public bool IsGood(byte[] point, byte[] data, byte[] signature)
    {
        if (point is not [4, ..] || point.Length != 65) return false;
        try
        {
            using var key = Sm2Key.FromPublicPoint(point);
            return key.Verify(data, signature);
        }
        catch (CryptographicException)
        {
            // No point of the curve.
            return false;
        }
    }
}
