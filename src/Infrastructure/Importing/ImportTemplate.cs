using System.Text;
using Application.Ports;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Domain.Importing;

namespace Infrastructure.Importing;

/// <summary>The template with its columns; in the workbook all cells are text, so that no program rewrites a number.</summary>
public sealed class ImportTemplate : IImportTemplate
{
    const uint TextFormat = 49;

    /// <summary>With a byte order mark: without one the usual spreadsheet reads Chinese as something else.</summary>
    public byte[] Csv() =>
        [
            .. Encoding.UTF8.Preamble,
            .. Encoding.UTF8.GetBytes($"{string.Join(',', ImportColumns.All.Select(column => column.Header))}\r\n"),
        ];

    public byte[] Xlsx()
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            AddStyles(workbook);
            var all = new Column { Min = 1, Max = (uint)ImportColumns.All.Count, Width = 20, Style = 1, CustomWidth = true };
            var data = AddSheet(workbook, new Columns(all), [ImportColumns.All.Select(column => column.Header)]);
            var meaning = AddSheet(
                workbook, new Columns(new Column { Min = 1, Max = 3, Width = 30, CustomWidth = true }),
                ImportColumns.All.Select(column => new[] { column.Header, column.Required ? "必填" : "可空", column.Meaning }));
            workbook.Workbook = new Workbook(new Sheets(
                new Sheet { Id = workbook.GetIdOfPart(data), SheetId = 1, Name = "存量许可" },
                new Sheet { Id = workbook.GetIdOfPart(meaning), SheetId = 2, Name = "填写说明" }));
        }

        return stream.ToArray();
    }

    static WorksheetPart AddSheet(WorkbookPart workbook, Columns columns, IEnumerable<IEnumerable<string>> rows)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = new Worksheet(columns, new SheetData(rows.Select(row => new Row(row.Select(text => new Cell(
            new InlineString(new Text(text))) { DataType = CellValues.InlineString, StyleIndex = 1 })))));
        return part;
    }

    static void AddStyles(WorkbookPart workbook) =>
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            new Fonts(new Font()), new Fills(new Fill(), new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
            new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = TextFormat, ApplyNumberFormat = true }));
}
