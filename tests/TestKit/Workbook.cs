using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace TestKit;

/// <summary>A workbook written part by part, so that each of them can be wrong.</summary>
public sealed class Workbook
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    readonly Dictionary<string, string> parts = [];
    readonly List<string> sheets = [];

    public string SharedTexts { get; init; } = "";

    public bool From1904 { get; init; }

    /// <param name="rows">Inner XML of sheetData.</param>
    /// <param name="before">What stands before it: cols.</param>
    /// <param name="after">What stands after it: mergeCells.</param>
    public Workbook Sheet(string rows, string before = "", string after = "", string prolog = "")
    {
        sheets.Add($"{prolog}<worksheet xmlns=\"{Main}\">{before}<sheetData>{rows}</sheetData>{after}</worksheet>");
        return this;
    }

    public Workbook Part(string name, string content)
    {
        parts[name] = content;
        return this;
    }

    /// <summary>A row of inline texts; a cell that begins with an angle bracket is taken as it is.</summary>
    public static string Row(int number, IEnumerable<string> cells, string attributes = "") =>
        $"<row r=\"{number}\" {attributes}>" + string.Concat(cells.Select((text, at) => text.StartsWith('<')
            ? text
            : $"<c r=\"{(char)('A' + at)}{number}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>")) + "</row>";

    public byte[] ToBytes()
    {
        parts["[Content_Types].xml"] =
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            + Type("/xl/workbook.xml", "sheet.main") + Type("/xl/styles.xml", "styles") + Type("/xl/sharedStrings.xml", "sharedStrings")
            + "</Types>";
        parts["_rels/.rels"] = Relations(("rId1", "officeDocument", "xl/workbook.xml"));
        parts["xl/workbook.xml"] =
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\"><workbookPr date1904=\"{(From1904 ? 1 : 0)}\"/><sheets>"
            + string.Concat(sheets.Select((_, at) => $"<sheet name=\"s{at}\" sheetId=\"{at + 1}\" r:id=\"rId{at + 1}\"/>"))
            + "</sheets></workbook>";
        parts["xl/_rels/workbook.xml.rels"] = Relations(
        [
            .. sheets.Select((_, at) => ($"rId{at + 1}", "worksheet", $"worksheets/sheet{at + 1}.xml")),
            ("rId90", "styles", "styles.xml"), ("rId91", "sharedStrings", "sharedStrings.xml"),
        ]);
        parts["xl/styles.xml"] =
            $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
        parts["xl/sharedStrings.xml"] = $"<sst xmlns=\"{Main}\">{SharedTexts}</sst>";
        for (var at = 0; at < sheets.Count; at++)
            parts[string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{at + 1}.xml")] = sheets[at];

        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    static string Type(string part, string kind) =>
        $"<Override PartName=\"{part}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>";

    static string Relations(params (string Id, string Kind, string Target)[] links) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(links.Select(link => $"<Relationship Id=\"{link.Id}\" Type=\"{Links}/{link.Kind}\" Target=\"{link.Target}\"/>"))
        + "</Relationships>";
}
