namespace Domain.Proof;

/// <summary>RFC 4648 base 32, upper case, without padding; each text stands for one string of bytes only.</summary>
/// <remarks>Its letters are in the alphanumeric mode of a QR code and survive e-mail, forms and a shell.</remarks>
public static class Base32
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var value = 0;
            for (var bit = i * 5; bit < (i * 5) + 5; bit++)
                value = (value << 1) | (bit < bytes.Length * 8 ? (bytes[bit / 8] >> (7 - (bit % 8))) & 1 : 0);
            text[i] = Alphabet[value];
        }

        return new string(text);
    }

    /// <returns>Null unless the text is exactly what <see cref="Encode"/> makes of <paramref name="size"/> bytes.</returns>
    public static byte[]? Decode(string text, int size)
    {
        if (text.Length != ((size * 8) + 4) / 5) return null;

        var bytes = new byte[size];
        for (var bit = 0; bit < text.Length * 5; bit++)
        {
            var value = Alphabet.IndexOf(text[bit / 5], StringComparison.Ordinal);
            if (value < 0) return null;
            if (((value >> (4 - (bit % 5))) & 1) == 0) continue;

            // A one among the bits that belong to no byte: another spelling of the same bytes.
            if (bit >= size * 8) return null;
            bytes[bit / 8] |= (byte)(1 << (7 - (bit % 8)));
        }

        return bytes;
    }
}
