using System.Security.Cryptography;

namespace Infrastructure.Cryptography;

/// <summary>SM4 (GB/T 32907-2016) in counter mode; says nothing about integrity, so a MAC always stands beside
/// it.</summary>
public static class Sm4Ctr
{
    public const int KeySize = 16;
    public const int IvSize = 16;

    /// <summary>A fresh IV: the same key and counter twice would give the texts away.</summary>
    public static byte[] NewIv() => RandomNumberGenerator.GetBytes(IvSize);

    /// <summary>Encrypts; the same call decrypts.</summary>
    public static byte[] Transform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> input)
    {
        if (key.Length != KeySize || iv.Length != IvSize)
            throw new ArgumentException($"SM4-CTR takes a key and an IV of {KeySize} bytes each.");

        using var context = LibCrypto.Require(LibCrypto.EVP_CIPHER_CTX_new(), "a cipher");
        LibCrypto.Require(LibCrypto.EVP_EncryptInit_ex(context, LibCrypto.EVP_sm4_ctr(), 0, key, iv), "SM4-CTR");
        var output = new byte[input.Length];
        if (input.Length > 0)
            LibCrypto.Require(LibCrypto.EVP_EncryptUpdate(context, output, out _, input, input.Length), "SM4-CTR");
        return output;
    }
}
