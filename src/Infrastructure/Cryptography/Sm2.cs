using System.Formats.Asn1;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Infrastructure.Cryptography;

/// <summary>A key on the SM2 curve (GB/T 32918.2-2016), for signing with SM3 and checking signatures.</summary>
/// <remarks>Signatures are raw r‖s, 64 bytes. A software key: for production the HSM port takes its place.</remarks>
public sealed class Sm2Key : IDisposable
{
    public const int SignatureSize = 64;

    /// <summary>The signer's identifier where none is agreed: GM/T 0009-2012, 10.</summary>
    static ReadOnlySpan<byte> SignerId => "1234567812345678"u8;

    // SubjectPublicKeyInfo of an uncompressed point on SM2 (OID 1.2.156.10197.1.301), up to the 04.
    static ReadOnlySpan<byte> PublicPrefix =>
        [0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x81, 0x1C,
         0xCF, 0x55, 0x01, 0x82, 0x2D, 0x03, 0x42, 0x00];

    readonly KeyHandle key;

    Sm2Key(KeyHandle key) => this.key = key;

    delegate KeyHandle Decoder(nint reuse, ref nint input, CLong length);

    public static Sm2Key Generate()
    {
        using var context = LibCrypto.Require(LibCrypto.EVP_PKEY_CTX_new_from_name(0, "SM2", null), "SM2");
        LibCrypto.Require(LibCrypto.EVP_PKEY_keygen_init(context), "an SM2 key");
        LibCrypto.Require(LibCrypto.EVP_PKEY_keygen(context, out var key), "an SM2 key");
        return new Sm2Key(new KeyHandle(key));
    }

    /// <param name="point">04‖X‖Y, 65 bytes.</param>
    public static Sm2Key FromPublicPoint(ReadOnlySpan<byte> point)
    {
        if (point.Length != 65 || point[0] != 4)
            throw new ArgumentException("An uncompressed point has 65 bytes.", nameof(point));

        byte[] der = [.. PublicPrefix, .. point];
        return new Sm2Key(Decode(der, LibCrypto.d2i_PUBKEY, "this SM2 public key"));
    }

    /// <param name="der">As <see cref="ExportPrivate"/> gives it, or PKCS #8.</param>
    public static Sm2Key FromPrivate(ReadOnlySpan<byte> der) =>
        new(Decode(der.ToArray(), LibCrypto.d2i_AutoPrivateKey, "this SM2 private key"));

    /// <summary>04‖X‖Y, 65 bytes.</summary>
    public byte[] ExportPublicPoint() => Encode(LibCrypto.i2d_PUBKEY)[^65..];

    /// <summary>DER; for a file that nobody else may read.</summary>
    public byte[] ExportPrivate() => Encode(LibCrypto.i2d_PrivateKey);

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        using var context = LibCrypto.Require(LibCrypto.EVP_MD_CTX_new(), "a digest");
        LibCrypto.Require(
            LibCrypto.EVP_DigestSignInit(context, out var keyContext, LibCrypto.EVP_sm3(), 0, key), "an SM2 signature");
        LibCrypto.Require(LibCrypto.EVP_PKEY_CTX_set1_id(keyContext, SignerId, SignerId.Length), "the signer's id");

        var der = new byte[80];
        var size = (nuint)der.Length;
        LibCrypto.Require(
            LibCrypto.EVP_DigestSign(context, der, ref size, data, (nuint)data.Length), "an SM2 signature");
        return Raw(der.AsSpan(0, (int)size));
    }

    /// <returns>False for anything that is not this key's signature of the data, whatever its form.</returns>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureSize) return false;

        using var context = LibCrypto.Require(LibCrypto.EVP_MD_CTX_new(), "a digest");
        LibCrypto.Require(
            LibCrypto.EVP_DigestVerifyInit(context, out var keyContext, LibCrypto.EVP_sm3(), 0, key), "an SM2 check");
        LibCrypto.Require(LibCrypto.EVP_PKEY_CTX_set1_id(keyContext, SignerId, SignerId.Length), "the signer's id");

        var der = Der(signature);
        var good = LibCrypto.EVP_DigestVerify(context, der, (nuint)der.Length, data, (nuint)data.Length) == 1;
        if (!good) LibCrypto.ERR_clear_error();
        return good;
    }

    public void Dispose() => key.Dispose();

    static byte[] Raw(ReadOnlySpan<byte> der)
    {
        AsnDecoder.ReadSequence(der, AsnEncodingRules.DER, out var offset, out _, out _);
        var r = AsnDecoder.ReadInteger(der[offset..], AsnEncodingRules.DER, out var used);
        var s = AsnDecoder.ReadInteger(der[(offset + used)..], AsnEncodingRules.DER, out _);
        return [.. Fixed(r), .. Fixed(s)];
    }

    static byte[] Fixed(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    static byte[] Der(ReadOnlySpan<byte> raw)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(raw[..32], isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(raw[32..], isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    static KeyHandle Decode(byte[] der, Decoder decoder, string what)
    {
        var pinned = GCHandle.Alloc(der, GCHandleType.Pinned);
        try
        {
            var input = pinned.AddrOfPinnedObject();
            return LibCrypto.Require(decoder(0, ref input, new CLong(der.Length)), what);
        }
        finally
        {
            pinned.Free();
        }
    }

    unsafe byte[] Encode(Func<KeyHandle, nint, int> encoder)
    {
        // Without a place to write to, OpenSSL answers the length; with one it moves the pointer on.
        var der = new byte[encoder(key, 0)];
        fixed (byte* start = der)
        {
            var output = start;
            return encoder(key, (nint)(&output)) == der.Length
                ? der
                : throw new CryptographicException("OpenSSL could not write the key.");
        }
    }
}
