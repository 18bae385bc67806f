using Application.Ports;
using CsvHelper;
using Domain.Importing;

namespace Infrastructure.Importing;

/// <summary>A CSV by RFC 4180, with the separator under which its header is known.</summary>
sealed class CsvSource : ImportSource
{
    /// <summary>A quote that is never closed would swallow the rest of the file.</summary>
    const int LargestRecord = 256 * 1024;

    static readonly char[] Separators = [',', ';', '\t'];

    readonly string text;

    public CsvSource(DecodedText decoded)
    {
        Encoding = decoded.Encoding;
        text = decoded.Text ?? "";
        Found.AddRange(decoded.Findings);
    }

    public override string? Format => "csv";

    public override string? Encoding { get; }

    public override IEnumerable<ImportLine> Lines()
    {
        if (text.Length == 0) yield break;

        var options = new CsvReaderOptions
        {
            HasHeader = false,
            Separator = SeparatorOf(text),
            TrackLineNumbers = true,
            MaxRecordSize = LargestRecord,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = bad => Found.Add(
                new ImportFinding((int)bad.LineNumber, null, ImportCodes.QuoteBroken, bad.Reason.ToString())),
        };
        using var reader = CsvReader.FromText(text, options);
        while (Next(reader))
        {
            var cells = new ImportCell[reader.FieldCount];
            for (var at = 0; at < cells.Length; at++) cells[at] = ImportCell.Of(reader.GetString(at));
            if (!Array.TrueForAll(cells, cell => cell.IsBlank)) yield return new ImportLine((int)reader.LineNumber, cells);
        }
    }

    bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException broken)
        {
            Found.Add(new ImportFinding((int)broken.LineNumber, null, ImportCodes.QuoteBroken));
            return false;
        }
    }

    /// <summary>The one under which most columns are known; a comma where none is.</summary>
    static char SeparatorOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = (end < 0 ? text : text[..end]).Replace("\"", "", StringComparison.Ordinal);
        return Separators.MaxBy(separator => ImportSheet.KnownIn(header.Split(separator)));
    }
}
