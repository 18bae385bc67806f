using System.IO.Compression;
using System.Xml;
using Application.Ports;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Domain.Importing;

namespace Infrastructure.Importing;

/// <summary>A workbook, read row by row: never more than one row of it is held, beside its table of texts.</summary>
sealed class XlsxSource : ImportSource
{
    /// <summary>A hundred thousand rows of long texts stay far below; a bomb does not.</summary>
    const long LargestUnpacked = 400L * 1024 * 1024;

    const int MostParts = 2000;

    /// <summary>Fewer known names make no header.</summary>
    const int HeaderNames = 3;

    readonly SpreadsheetDocument document;
    readonly XlsxTexts texts;
    readonly HashSet<int> hidden = [];
    readonly WorksheetPart? sheet;

    XlsxSource(SpreadsheetDocument document)
    {
        this.document = document;
        var workbook = document.WorkbookPart!;
        texts = new XlsxTexts(workbook);
        var parts = workbook.Workbook!.Descendants<Sheet>()
            .Select(named => named.Id?.Value is { } id && workbook.TryGetPartById(id, out var part) ? part as WorksheetPart : null)
            .OfType<WorksheetPart>().ToList();
        var candidates = parts.Where(HasHeader).ToList();
        sheet = candidates.Count > 0 ? candidates[0] : parts.FirstOrDefault();
        if (candidates.Count > 1) Found.Add(new ImportFinding(0, null, ImportCodes.SheetAmbiguous));
        else if (parts.Count > 1) Found.Add(new ImportFinding(0, null, ImportCodes.OtherSheets));
        if (workbook.ExternalWorkbookParts.Any()) Found.Add(new ImportFinding(0, null, ImportCodes.ExternalLinks));
    }

    public override string? Format => "xlsx";

    public override IReadOnlySet<int> HiddenColumns => hidden;

    public static ImportSource Open(byte[] content)
    {
        SpreadsheetDocument? document = null;
        try
        {
            if (FaultOf(content) is { } fault) return new Unreadable(fault);
            document = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), false);
            if (document.WorkbookPart?.Workbook is not null) return new XlsxSource(document);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            // Told below, without what the library says of the content.
        }

        document?.Dispose();
        return new Unreadable(ImportCodes.NotAWorkbook);
    }

    public override IEnumerable<ImportLine> Lines()
    {
        if (sheet is null || Found.Exists(finding => finding.Code.Blocks)) yield break;

        using var rows = new XlsxRows(sheet, texts, document.WorkbookPart!.Workbook!.WorkbookProperties?.Date1904?.Value ?? false);
        hidden.UnionWith(rows.HiddenColumns);
        while (Next(rows) is { } line)
        {
            if (rows.IsHidden) Found.Add(new ImportFinding(line.Number, null, ImportCodes.RowHidden));
            yield return line;
        }

        Found.AddRange(rows.Merged.Select(row => new ImportFinding(row, null, ImportCodes.CellsMerged)));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) document.Dispose();
        base.Dispose(disposing);
    }

    ImportLine? Next(XlsxRows rows)
    {
        try
        {
            return rows.Next();
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            Found.Add(new ImportFinding(rows.Number, null, ImportCodes.NotAWorkbook));
            return null;
        }
    }

    bool HasHeader(WorksheetPart part)
    {
        using var rows = new XlsxRows(part, texts, from1904: false);
        return rows.Next() is { } first && ImportSheet.KnownIn(first.Cells.Select(cell => cell.Text)) >= HeaderNames;
    }

    /// <summary>Unpacked once and thrown away: what an entry says of its own size need not be true.</summary>
    static ImportCode? FaultOf(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostParts) return ImportCodes.TooLargeUnpacked;
        if (zip.GetEntry("[Content_Types].xml") is null || zip.GetEntry("xl/workbook.xml") is null) return ImportCodes.NotAWorkbook;
        if (zip.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return ImportCodes.Macros;

        var buffer = new byte[128 * 1024];
        var total = 0L;
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                total += read;
                if (total > LargestUnpacked) return ImportCodes.TooLargeUnpacked;
            }
        }

        return null;
    }

    static bool IsBroken(Exception failure) => failure is InvalidDataException or OpenXmlPackageException or XmlException or IOException
        or FormatException or ArgumentException or InvalidOperationException or NotSupportedException or KeyNotFoundException
        or OverflowException;
}
