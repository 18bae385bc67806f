namespace Application.Ports;

/// <summary>SM3 (GB/T 32905-2016) and HMAC-SM3 by the system's OpenSSL.</summary>
public interface ISm3
{
    /// <returns>32 bytes.</returns>
    byte[] Hash(ReadOnlySpan<byte> data);

    /// <returns>32 bytes.</returns>
    byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data);
}
