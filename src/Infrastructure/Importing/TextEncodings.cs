using System.Text;
using Domain.Importing;

namespace Infrastructure.Importing;

/// <summary>The text of a CSV, or what stands against reading one.</summary>
/// <param name="Encoding">utf-8, utf-8-bom, utf-16, gb18030; null where it could not be told.</param>
sealed record DecodedText(string? Text, string? Encoding, IReadOnlyList<ImportFinding> Findings);

/// <summary>Finds out how a text was encoded, and says so where it cannot be known (IMP-4).</summary>
static class TextEncodings
{
    public const string Utf8 = "utf-8";
    public const string Gb18030 = "gb18030";

    const string Utf8WithMark = "utf-8-bom";
    const string Utf16 = "utf-16";

    /// <summary>Lines with wrong bytes that are named; the rest of a wrongly named encoding would be noise.</summary>
    const int MostLines = 50;

    static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    static readonly Encoding StrictGb18030 = Chinese();

    public static DecodedText Decode(byte[] bytes, string? asked)
    {
        if (bytes is [0xFF, 0xFE, 0x00, 0x00, ..] or [0x00, 0x00, 0xFE, 0xFF, ..]) return Fault(ImportCodes.EncodingUnsupported);
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) return asked == Gb18030 ? Contradiction() : Strict(bytes, 3, StrictUtf8, Utf8WithMark);
        if (bytes is [0xFF, 0xFE, ..]) return asked is null ? OfUtf16(bytes, bigEndian: false) : Contradiction();
        if (bytes is [0xFE, 0xFF, ..]) return asked is null ? OfUtf16(bytes, bigEndian: true) : Contradiction();
        if (asked is not null) return asked == Gb18030 ? Strict(bytes, 0, StrictGb18030, Gb18030) : Strict(bytes, 0, StrictUtf8, Utf8);
        return FindOut(bytes);
    }

    /// <summary>
    /// Chinese text in UTF-8 has sequences of three bytes, which two-byte GBK makes up by chance hardly ever; of two bytes
    /// alone it may well do so (the file that says 联通), and then nobody but its author knows.
    /// </summary>
    static DecodedText FindOut(byte[] bytes)
    {
        var (valid, hasLong, hasShort) = LookAsUtf8(bytes);
        if (valid && !hasLong && !hasShort) return Strict(bytes, 0, StrictUtf8, Utf8);

        var chinese = WrongLines(bytes, 0, StrictGb18030, 1).Count == 0;
        if (valid) return hasLong || !chinese ? Strict(bytes, 0, StrictUtf8, Utf8) : Fault(ImportCodes.EncodingAmbiguous);
        if (chinese)
        {
            var text = StrictGb18030.GetString(bytes);
            return new DecodedText(text, Gb18030, [new ImportFinding(0, null, ImportCodes.EncodingFound, Gb18030)]);
        }

        // Neither fits: told in the encoding in which less is wrong.
        var (asUtf8, asChinese) = (WrongLines(bytes, 0, StrictUtf8, MostLines), WrongLines(bytes, 0, StrictGb18030, MostLines));
        return asUtf8.Count <= asChinese.Count ? Wrong(asUtf8, Utf8) : Wrong(asChinese, Gb18030);
    }

    static DecodedText Strict(byte[] bytes, int skip, Encoding encoding, string name)
    {
        var wrong = WrongLines(bytes, skip, encoding, MostLines);
        return wrong.Count > 0 ? Wrong(wrong, name) : new DecodedText(encoding.GetString(bytes.AsSpan(skip)), name, []);
    }

    static DecodedText OfUtf16(byte[] bytes, bool bigEndian)
    {
        try
        {
            var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);
            var note = new ImportFinding(0, null, ImportCodes.EncodingFound, Utf16);
            return new DecodedText(encoding.GetString(bytes.AsSpan(2)), Utf16, [note]);
        }
        catch (DecoderFallbackException)
        {
            return new DecodedText(null, Utf16, [new ImportFinding(0, null, ImportCodes.BytesWrong, Utf16)]);
        }
    }

    static DecodedText Wrong(List<int> lines, string name) =>
        new(null, name, [.. lines.Select(line => new ImportFinding(line, null, ImportCodes.BytesWrong, name))]);

    static DecodedText Fault(ImportCode code) => new(null, null, [new ImportFinding(0, null, code)]);

    static DecodedText Contradiction() =>
        new(null, null, [new ImportFinding(0, null, ImportCodes.EncodingUnsupported, "The byte order mark says another encoding.")]);

    /// <summary>A line feed is no part of a longer character in either encoding, so each line stands for itself.</summary>
    static List<int> WrongLines(byte[] bytes, int skip, Encoding encoding, int most)
    {
        var wrong = new List<int>();
        var line = 1;
        for (var start = skip; start < bytes.Length && wrong.Count < most; line++)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? bytes.Length : start + length + 1;
            if (!IsValid(encoding, bytes.AsSpan(start, end - start))) wrong.Add(line);
            start = end;
        }

        return wrong;
    }

    static bool IsValid(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes)) return true;
        try
        {
            encoding.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    static (bool Valid, bool HasLong, bool HasShort) LookAsUtf8(byte[] bytes)
    {
        var (hasLong, hasShort) = (false, false);
        for (ReadOnlySpan<byte> rest = bytes; rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf8(rest, out _, out var used) != System.Buffers.OperationStatus.Done) return (false, hasLong, hasShort);
            hasLong |= used > 2;
            hasShort |= used == 2;
            rest = rest[used..];
        }

        return (true, hasLong, hasShort);
    }

    static Encoding Chinese() =>
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new InvalidOperationException("This runtime has no GB18030.");
}
