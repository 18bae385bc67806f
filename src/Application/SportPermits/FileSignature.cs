namespace Application.SportPermits;

/// <summary>What a file is by its first bytes. Names and declared types say nothing: an executable may be called .pdf.</summary>
public static class FileSignature
{
    static readonly (byte[] Magic, string Type)[] Known =
    [
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ];

    /// <summary>application/pdf, image/jpeg, image/png, application/ofd, or null for anything else.</summary>
    public static string? Of(ReadOnlySpan<byte> content)
    {
        foreach (var (magic, type) in Known)
        {
            if (content.StartsWith(magic)) return type;
        }

        // GB/T 33190: a ZIP package whose root document is OFD.xml.
        return content.StartsWith("PK\x03\x04"u8) && content.IndexOf("OFD.xml"u8) >= 0 ? "application/ofd" : null;
    }
}
