using System.Security.Cryptography;
using Application.Ports;

namespace Infrastructure.Cryptography;

/// <summary>SM3 (GB/T 32905-2016) and HMAC-SM3 (RFC 2104 over it).</summary>
public sealed class Sm3 : ISm3
{
    /// <summary>Length of a digest and of a MAC in bytes.</summary>
    public const int Size = 32;

    public byte[] Hash(ReadOnlySpan<byte> data) => HashData(data);

    public byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data) => HmacData(key, data);

    public static byte[] HashData(ReadOnlySpan<byte> data)
    {
        var digest = new byte[Size];
        LibCrypto.Require(
            LibCrypto.EVP_Digest(data, (nuint)data.Length, digest, out _, LibCrypto.EVP_sm3(), 0), "SM3");
        return digest;
    }

    public static byte[] HmacData(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        // An absent key would mean "the key of the last call" to OpenSSL.
        if (key.IsEmpty) throw new ArgumentException("A MAC needs a key.", nameof(key));

        var mac = new byte[Size];
        var made = LibCrypto.HMAC(LibCrypto.EVP_sm3(), key, key.Length, data, (nuint)data.Length, mac, out _);
        LibCrypto.Require(made == 0 ? 0 : 1, "HMAC-SM3");
        return mac;
    }

    /// <summary>Compares without telling by its duration where the first difference is.</summary>
    public static bool Matches(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual) =>
        CryptographicOperations.FixedTimeEquals(expected, actual);
}

/// <summary>SM3 over bytes that come piece by piece.</summary>
public sealed class IncrementalSm3 : IDisposable
{
    readonly DigestContext context = LibCrypto.Require(LibCrypto.EVP_MD_CTX_new(), "a digest");

    public IncrementalSm3() =>
        LibCrypto.Require(LibCrypto.EVP_DigestInit_ex(context, LibCrypto.EVP_sm3(), 0), "SM3");

    public void Append(ReadOnlySpan<byte> data) =>
        LibCrypto.Require(LibCrypto.EVP_DigestUpdate(context, data, (nuint)data.Length), "SM3");

    /// <summary>The digest; nothing can be appended afterwards.</summary>
    public byte[] Finish()
    {
        var digest = new byte[Sm3.Size];
        LibCrypto.Require(LibCrypto.EVP_DigestFinal_ex(context, digest, out _), "SM3");
        return digest;
    }

    public void Dispose() => context.Dispose();
}
