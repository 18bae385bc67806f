using System.IO.Compression;

namespace Infrastructure.Files;

/// <summary>What a file is by its own bytes; its name and what the sender says are not asked.</summary>
public static class MediaTypes
{
    public const string Pdf = "application/pdf";
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";

    /// <summary>GB/T 33190-2016 (版式文档): a zip with OFD.xml at its root.</summary>
    public const string Ofd = "application/ofd";

    /// <returns>One of the four types that are taken, or null.</returns>
    public static string? Of(Stream content)
    {
        content.Position = 0;
        Span<byte> head = stackalloc byte[8];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..read];
        if (head.StartsWith("%PDF-"u8)) return EndsLikePdf(content) ? Pdf : null;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        if (head.SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return Png;
        return head.StartsWith("PK\x03\x04"u8) && IsOfd(content) ? Ofd : null;
    }

    // A file cut short begins like a PDF too; its end is missing.
    static bool EndsLikePdf(Stream content)
    {
        const int tail = 1024;
        content.Position = Math.Max(0, content.Length - tail);
        var end = new byte[tail];
        var read = content.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        return end.AsSpan(0, read).IndexOf("%%EOF"u8) >= 0;
    }

    static bool IsOfd(Stream content)
    {
        try
        {
            content.Position = 0;
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return zip.GetEntry("OFD.xml") is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
