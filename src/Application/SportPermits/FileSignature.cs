using System.IO.Compression;

namespace Application.SportPermits;

/// <summary>What a file is by its own bytes. Names and declared types say nothing: an executable may be called .pdf.</summary>
/// <remarks>The only judge of content: it is asked before anything is stored.</remarks>
public static class FileSignature
{
    /// <summary>A PDF's end mark stands within this many last bytes (ISO 32000-1, annex H.3, note 18).</summary>
    const int PdfTail = 1024;

    static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>application/pdf, image/jpeg, image/png, application/ofd, or null for anything else.</summary>
    public static string? Of(byte[] content)
    {
        ReadOnlySpan<byte> bytes = content;
        if (bytes.StartsWith("%PDF-"u8)) return EndsLikePdf(bytes) ? "application/pdf" : null;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (bytes.StartsWith(Png)) return "image/png";
        return bytes.StartsWith("PK\x03\x04"u8) && IsOfd(content) ? "application/ofd" : null;
    }

    // A file cut short begins like a PDF too; its end is missing.
    static bool EndsLikePdf(ReadOnlySpan<byte> bytes) =>
        bytes[Math.Max(0, bytes.Length - PdfTail)..].IndexOf("%%EOF"u8) >= 0;

    /// <summary>GB/T 33190-2016 (版式文档): a zip with OFD.xml at its root.</summary>
    static bool IsOfd(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            return zip.GetEntry("OFD.xml") is not null;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
