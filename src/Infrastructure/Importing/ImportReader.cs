using Application.Ports;
using Domain.Importing;

namespace Infrastructure.Importing;

/// <summary>Tells a workbook from a text by its bytes; what its name or declared type says does not count.</summary>
public sealed class ImportReader : IImportReader
{
    /// <summary>PDF, PNG, JPEG, GIF, gzip, 7z, RAR, RTF, PostScript: by their first bytes.</summary>
    static readonly byte[][] OtherFiles =
    [
        [.. "%PDF"u8], [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [.. "GIF8"u8], [0x1F, 0x8B],
        [0x37, 0x7A, 0xBC, 0xAF], [.. "Rar!"u8], [.. "{\\rtf"u8], [.. "%!PS"u8],
    ];

    public ImportSource Open(byte[] content, string? encoding)
    {
        if (content is [0x50, 0x4B, 0x03, 0x04, ..]) return XlsxSource.Open(content);
        if (content is [0xD0, 0xCF, 0x11, 0xE0, ..]) return new Unreadable(ImportCodes.OldFormat);

        // Some of these could be decoded as a text of one column; a file of permits begins with the names of its own.
        if (OtherFiles.Any(mark => content.AsSpan().StartsWith(mark))) return new Unreadable(ImportCodes.NotAWorkbook);

        var isUtf16 = content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        return content.Length == 0 || (!isUtf16 && content.AsSpan().Contains((byte)0))
            ? new Unreadable(ImportCodes.NotAWorkbook)
            : new CsvSource(TextEncodings.Decode(content, encoding));
    }
}

/// <summary>No file of permits at all.</summary>
sealed class Unreadable : ImportSource
{
    public Unreadable(ImportCode code) => Found.Add(new ImportFinding(0, null, code));

    public override string? Format => null;

    public override IEnumerable<ImportLine> Lines() => [];
}
