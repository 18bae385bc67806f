using Infrastructure.Cryptography;

namespace Infrastructure.Vault;

/// <summary>Encrypt-then-MAC with a person's key: SM4-CTR under a fresh IV, HMAC-SM3 over all that tells where it
/// belongs.</summary>
/// <param name="Iv">16 bytes.</param>
/// <param name="Mac">32 bytes over person, field, place, key version, IV and ciphertext.</param>
sealed record Seal(int KeyVersion, byte[] Iv, byte[] Ciphertext, byte[] Mac)
{
    /// <param name="field">Kind of text.</param>
    /// <param name="place">Id of the document or chunk, so that two seals of one person cannot change places.</param>
    public static Seal Close(PersonKey key, string person, string field, string place, ReadOnlySpan<byte> plain)
    {
        var iv = Sm4Ctr.NewIv();
        var ciphertext = Sm4Ctr.Transform(key.Cipher, iv, plain);
        var mac = Sm3.HmacData(key.Mac, MacInput.Of(person, field, place, key.Version, iv, ciphertext));
        return new Seal(key.Version, iv, ciphertext, mac);
    }

    /// <exception cref="SealBrokenException">Checked, in constant time, before anything is decrypted.</exception>
    public byte[] Open(PersonKey key, string person, string field, string place)
    {
        var expected = Sm3.HmacData(key.Mac, MacInput.Of(person, field, place, KeyVersion, Iv, Ciphertext));
        return Sm3.Matches(expected, Mac)
            ? Sm4Ctr.Transform(key.Cipher, Iv, Ciphertext)
            : throw new SealBrokenException($"{field} {place}");
    }
}
