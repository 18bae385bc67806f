namespace Domain.Proof;

/// <summary>What verification needs of SM2 and SM3; the program brings the system's OpenSSL.</summary>
public interface ISignatures
{
    /// <returns>32 bytes, SM3 (GB/T 32905-2016).</returns>
    byte[] Digest(byte[] data);

    /// <param name="point">04‖X‖Y, 65 bytes.</param>
    /// <returns>False for anything but this key's SM2 signature, be it a point off the curve.</returns>
    bool IsGood(byte[] point, byte[] data, byte[] signature);
}
