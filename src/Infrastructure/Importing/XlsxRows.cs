using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Domain.Importing;

namespace Infrastructure.Importing;

/// <summary>The rows of one worksheet, front to back.</summary>
sealed class XlsxRows : IDisposable
{
    /// <summary>XFD: no sheet has more columns, and a reference beyond would only fill the memory.</summary>
    const int MostColumns = 16_384;

    const int MostMerged = 200;

    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ$";

    readonly XmlReader reader;
    readonly XlsxTexts texts;
    readonly bool from1904;
    readonly HashSet<int> hiddenColumns = [];
    readonly List<int> merged = [];

    /// <summary>Reads up to the first row: hidden columns are told before it.</summary>
    public XlsxRows(WorksheetPart sheet, XlsxTexts texts, bool from1904)
    {
        this.texts = texts;
        this.from1904 = from1904;
        reader = XlsxTexts.Read(sheet);
        while (reader.Read() && reader.LocalName != "sheetData")
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "col" } && IsOn("hidden")) Hide();
        }
    }

    public IReadOnlySet<int> HiddenColumns => hiddenColumns;

    /// <summary>Of the row just read.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>As the user sees it.</summary>
    public int Number { get; private set; }

    /// <summary>First rows of merged cells; complete after the last row.</summary>
    public IReadOnlyList<int> Merged => merged;

    /// <returns>The next row that holds anything; null after the last.</returns>
    public ImportLine? Next()
    {
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "mergeCell") Merge();
            if (reader.LocalName != "row") continue;

            Number = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : Number + 1;
            IsHidden = IsOn("hidden");
            var cells = Cells();
            if (cells.Exists(cell => !cell.IsBlank)) return new ImportLine(Number, cells);
        }

        return null;
    }

    public void Dispose() => reader.Dispose();

    List<ImportCell> Cells()
    {
        var cells = new List<ImportCell>();
        if (reader.IsEmptyElement) return cells;

        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "c" }) continue;

            var place = reader.GetAttribute("r") is { } reference ? PlaceOf(reference) : cells.Count;
            while (cells.Count < place) cells.Add(ImportCell.Empty);
            var cell = Cell();
            if (place < cells.Count) cells[place] = cell;
            else cells.Add(cell);
        }

        return cells;
    }

    ImportCell Cell()
    {
        var type = reader.GetAttribute("t") ?? "n";
        var style = int.TryParse(reader.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;
        var (value, isFormula) = ("", false);
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "f") isFormula = true;
                if (reader.LocalName is "v" or "is") value = XlsxTexts.TextOf(reader);
            }
        }

        return isFormula ? new ImportCell("", CellForm.Formula) : Of(type, style, value);
    }

    ImportCell Of(string type, int style, string value) => type switch
    {
        "s" => ImportCell.Of(texts.Shared(int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture))),
        "str" or "inlineStr" => ImportCell.Of(value),
        "e" => new ImportCell("", CellForm.Error),
        "b" => ImportCell.Of(value == "1" ? "TRUE" : "FALSE"),
        "d" => ImportCell.Of(value.Length > 10 ? value[..10] : value),
        _ when value.Length == 0 => ImportCell.Empty,
        _ => new ImportCell(value, texts.IsDate(style) ? CellForm.Date : CellForm.Number, ImportDays.OfSerial(value, from1904)),
    };

    void Hide()
    {
        var (first, last) = (Whole("min"), Math.Min(Whole("max"), MostColumns));
        for (var column = first; column >= 1 && column <= last; column++) hiddenColumns.Add(column - 1);
    }

    void Merge()
    {
        var digits = (reader.GetAttribute("ref") ?? "").Split(':')[0].TrimStart([.. Letters]);
        if (merged.Count == MostMerged) return;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var row)) merged.Add(row);
    }

    /// <exception cref="InvalidDataException">No such column exists.</exception>
    static int PlaceOf(string reference)
    {
        var place = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetter))
        {
            place = (place * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
            if (place > MostColumns) throw new InvalidDataException("A cell lies outside the sheet.");
        }

        return place > 0 ? place - 1 : throw new InvalidDataException("A cell has no place.");
    }

    int Whole(string name) =>
        int.TryParse(reader.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    bool IsOn(string name) => reader.GetAttribute(name) is "1" or "true";
}
