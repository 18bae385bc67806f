using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Infrastructure.Importing;

/// <summary>The workbook's shared texts, and which of its styles show a number as a date.</summary>
sealed partial class XlsxTexts
{
    /// <summary>Texts of one workbook are held in memory: two bytes a character.</summary>
    const long MostCharacters = 60L * 1024 * 1024;

    static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    static readonly SearchValues<char> DateLetters = SearchValues.Create("yYdD年月日");

    readonly List<string> shared = [];
    readonly HashSet<int> dateStyles = [];

    public XlsxTexts(WorkbookPart workbook)
    {
        if (workbook.SharedStringTablePart is { } table) ReadShared(table);
        if (workbook.WorkbookStylesPart?.Stylesheet is { } styles) ReadStyles(styles);
    }

    /// <summary>No document type, nothing fetched from outside.</summary>
    public static XmlReader Read(OpenXmlPart part) => XmlReader.Create(part.GetStream(FileMode.Open, FileAccess.Read), Safe);

    /// <exception cref="InvalidDataException">There is no such text.</exception>
    public string Shared(int index) =>
        index >= 0 && index < shared.Count ? shared[index] : throw new InvalidDataException("A shared text is missing.");

    public bool IsDate(int style) => dateStyles.Contains(style);

    /// <summary>The text of a string item or an inline string, its runs together; how it is pronounced is left out.</summary>
    public static string TextOf(XmlReader item)
    {
        if (item.IsEmptyElement) return "";

        var text = new StringBuilder();
        var depth = item.Depth;
        while (item.Read() && item.Depth > depth)
        {
            if (item is { NodeType: XmlNodeType.Element, LocalName: "rPh" }) item.Skip();
            if (item.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
                text.Append(item.Value);
        }

        return text.ToString();
    }

    void ReadShared(SharedStringTablePart table)
    {
        using var reader = Read(table);
        var characters = 0L;
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "si" }) continue;
            var text = TextOf(reader);
            characters += text.Length;
            if (characters > MostCharacters) throw new InvalidDataException("The shared texts are too long.");
            shared.Add(text);
        }
    }

    void ReadStyles(Stylesheet styles)
    {
        var dates = (styles.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            .Where(format => format.NumberFormatId?.Value is not null && IsDateFormat(format.FormatCode?.Value ?? ""))
            .Select(format => format.NumberFormatId!.Value).ToHashSet();
        var style = 0;
        foreach (var format in styles.CellFormats?.Elements<CellFormat>() ?? [])
        {
            if (format.NumberFormatId?.Value is { } id && (dates.Contains(id) || IsBuiltInDate(id))) dateStyles.Add(style);
            style++;
        }
    }

    /// <summary>ECMA-376 part 1, 18.8.30, those of Chinese and Japanese workbooks included.</summary>
    static bool IsBuiltInDate(uint id) => id is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58;

    static bool IsDateFormat(string code) => Literal().Replace(code, "").AsSpan().ContainsAny(DateLetters);

    [GeneratedRegex("""\[[^\]]*\]|"[^"]*"|\\.|_.|\*.""")]
    private static partial Regex Literal();
}
