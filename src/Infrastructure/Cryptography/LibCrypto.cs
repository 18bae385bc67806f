using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Infrastructure.Cryptography;

/// <summary>The few functions of the system's OpenSSL 3 that this program calls; no cipher here is our own.</summary>
static partial class LibCrypto
{
    const string Library = "libcrypto.so.3";

    [LibraryImport(Library)]
    internal static partial nint EVP_sm3();

    [LibraryImport(Library)]
    internal static partial nint EVP_sm4_ctr();

    [LibraryImport(Library)]
    internal static partial int EVP_Digest(
        ReadOnlySpan<byte> data, nuint count, Span<byte> digest, out uint size, nint type, nint engine);

    [LibraryImport(Library)]
    internal static partial nint HMAC(
        nint type, ReadOnlySpan<byte> key, int keyLength, ReadOnlySpan<byte> data, nuint count, Span<byte> mac,
        out uint size);

    [LibraryImport(Library)]
    internal static partial DigestContext EVP_MD_CTX_new();

    [LibraryImport(Library)]
    internal static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestInit_ex(DigestContext context, nint type, nint engine);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestUpdate(DigestContext context, ReadOnlySpan<byte> data, nuint count);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestFinal_ex(DigestContext context, Span<byte> digest, out uint size);

    [LibraryImport(Library)]
    internal static partial CipherContext EVP_CIPHER_CTX_new();

    [LibraryImport(Library)]
    internal static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_EncryptInit_ex(
        CipherContext context, nint cipher, nint engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv);

    [LibraryImport(Library)]
    internal static partial int EVP_EncryptUpdate(
        CipherContext context, Span<byte> output, out int written, ReadOnlySpan<byte> input, int count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial KeyContext EVP_PKEY_CTX_new_from_name(nint library, string name, string? properties);

    [LibraryImport(Library)]
    internal static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_keygen_init(KeyContext context);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_keygen(KeyContext context, out nint key);

    [LibraryImport(Library)]
    internal static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_CTX_set1_id(nint context, ReadOnlySpan<byte> id, int length);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestSignInit(DigestContext context, out nint keyContext, nint type,
        nint engine, KeyHandle key);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestSign(
        DigestContext context, Span<byte> signature, ref nuint size, ReadOnlySpan<byte> data, nuint count);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestVerifyInit(DigestContext context, out nint keyContext, nint type,
        nint engine, KeyHandle key);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestVerify(
        DigestContext context, ReadOnlySpan<byte> signature, nuint size, ReadOnlySpan<byte> data, nuint count);

    [LibraryImport(Library)]
    internal static partial KeyHandle d2i_PUBKEY(nint reuse, ref nint input, CLong length);

    [LibraryImport(Library)]
    internal static partial KeyHandle d2i_AutoPrivateKey(nint reuse, ref nint input, CLong length);

    [LibraryImport(Library)]
    internal static partial int i2d_PUBKEY(KeyHandle key, nint output);

    [LibraryImport(Library)]
    internal static partial int i2d_PrivateKey(KeyHandle key, nint output);

    [LibraryImport(Library)]
    internal static partial void ERR_clear_error();

    /// <summary>OpenSSL says 1 where it succeeded; anything else is a fault of ours or of the machine, never of the
    /// data.</summary>
    internal static void Require(int result, string operation)
    {
        if (result == 1) return;

        ERR_clear_error();
        throw new CryptographicException($"OpenSSL refused {operation}.");
    }

    internal static T Require<T>(T handle, string operation)
        where T : SafeHandle
    {
        if (!handle.IsInvalid) return handle;

        ERR_clear_error();
        throw new CryptographicException($"OpenSSL refused {operation}.");
    }
}

sealed class DigestContext() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_MD_CTX_free(handle);
        return true;
    }
}

sealed class CipherContext() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_CIPHER_CTX_free(handle);
        return true;
    }
}

sealed class KeyContext() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_CTX_free(handle);
        return true;
    }
}

sealed class KeyHandle : SafeHandle
{
    public KeyHandle()
        : base(0, ownsHandle: true)
    {
    }

    public KeyHandle(nint key)
        : this() => SetHandle(key);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_free(handle);
        return true;
    }
}
