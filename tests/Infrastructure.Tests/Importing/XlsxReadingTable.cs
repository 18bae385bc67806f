using System.IO.Compression;
using Domain.Importing;
using Infrastructure.Importing;
using NodaTime;
using TestKit;

namespace Infrastructure.Tests.Importing;

/// <summary>Workbooks as people send them, and as people who mean harm do.</summary>
public sealed class XlsxReadingTable
{
    static readonly string[] Header = ["许可证编号", "经营者名称", "发证日期", "统一社会信用代码"];
    static readonly string[] Right = ["SZ-2021-0012", "甲公司", "2022-03-02", "91320509MAL55G7059"];

    [Fact]
    public void texts_come_out_as_they_stand_and_rows_keep_their_numbers()
    {
        var rows = Workbook.Row(1, Header) + Workbook.Row(4, Right) + "<row r=\"9\"><c r=\"A9\"/></row>";

        var (lines, findings) = Read(new Workbook().Sheet(rows));

        Assert.Equal([1, 4], lines.Select(line => line.Number));
        Assert.Equal(Right, lines[1].Cells.Select(cell => cell.Text));
        Assert.Empty(findings);
    }

    [Fact]
    public void shared_texts_are_looked_up_their_runs_together_without_how_they_are_read_aloud()
    {
        var book = new Workbook
        {
            SharedTexts = "<si><t>x</t></si>"
                + "<si><r><t>甲</t></r><r><t>公司</t></r><rPh sb=\"0\" eb=\"1\"><t>jia</t></rPh></si>",
        };

        var (lines, _) = Read(book.Sheet(Workbook.Row(1, Header) + Workbook.Row(2, ["a", "<c r=\"B2\" t=\"s\"><v>1</v></c>"])));

        Assert.Equal("甲公司", lines[1].Cells[1].Text);
    }

    [Theory]
    [InlineData("<c r=\"C2\"><v>46083</v></c>", CellForm.Number)]
    [InlineData("<c r=\"C2\" s=\"1\"><v>46083</v></c>", CellForm.Date)]
    [InlineData("<c r=\"C2\" s=\"2\"><v>46083.5</v></c>", CellForm.Date)]
    public void a_serial_number_is_a_day(string cell, CellForm form)
    {
        var (lines, _) = Read(new Workbook().Sheet(Workbook.Row(1, Header) + Workbook.Row(2, ["a", "b", cell])));

        Assert.Equal((form, new LocalDate(2026, 3, 2)), (lines[1].Cells[2].Form, lines[1].Cells[2].Day));
    }

    [Fact]
    public void a_workbook_may_count_from_1904()
    {
        var rows = Workbook.Row(1, Header) + Workbook.Row(2, ["<c r=\"C2\" s=\"1\"><v>44621</v></c>"]);
        var book = new Workbook { From1904 = true }.Sheet(rows);

        Assert.Equal(new LocalDate(2026, 3, 2), Read(book).Lines[1].Cells[2].Day);
    }

    [Theory]
    [InlineData("<c r=\"A2\"><f>B2&amp;C2</f><v>7</v></c>", CellForm.Formula)]
    [InlineData("<c r=\"A2\" t=\"str\"><f>HYPERLINK(\"http://x\")</f><v>SZ-1</v></c>", CellForm.Formula)]
    [InlineData("<c r=\"A2\" t=\"e\"><v>#N/A</v></c>", CellForm.Error)]
    [InlineData("<c r=\"A2\"><v>9.1320509000000003E+17</v></c>", CellForm.Number)]
    public void what_a_spreadsheet_computed_is_told_apart(string cell, CellForm form) =>
        Assert.Equal(form, Read(new Workbook().Sheet(Workbook.Row(1, Header) + Workbook.Row(2, [cell]))).Lines[1].Cells[0].Form);

    [Fact]
    public void a_formulas_cached_value_is_not_even_read() =>
        Assert.Equal(
            "", Read(new Workbook().Sheet(Workbook.Row(1, Header) + Workbook.Row(2, ["<c r=\"A2\"><f>1+6</f><v>7</v></c>"])))
                .Lines[1].Cells[0].Text);

    [Fact]
    public void merged_cells_and_hidden_rows_are_problems_with_their_row()
    {
        var rows = Workbook.Row(1, Header) + Workbook.Row(2, Right, "hidden=\"1\"") + Workbook.Row(3, Right);

        var (_, findings) = Read(new Workbook().Sheet(rows, after: "<mergeCells><mergeCell ref=\"A3:B5\"/></mergeCells>"));

        Assert.Equal([(2, ImportCodes.RowHidden), (3, ImportCodes.CellsMerged)], findings.Select(finding => (finding.Row, finding.Code)));
    }

    [Fact]
    public void hidden_columns_are_known_when_the_header_is_read()
    {
        var book = new Workbook().Sheet(Workbook.Row(1, Header), before: "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols>");
        using var source = new ImportReader().Open(book.ToBytes(), null);

        Assert.NotEmpty(source.Lines().ToList());

        Assert.Equal([1, 2], source.HiddenColumns.Order());
    }

    [Fact]
    public void the_sheet_with_the_header_is_read_and_the_others_are_noted()
    {
        var (lines, findings) = Read(new Workbook().Sheet(Workbook.Row(1, ["说明"])).Sheet(Workbook.Row(1, Header) + Workbook.Row(2, Right)));

        Assert.Equal(2, lines.Count);
        Assert.Equal([ImportCodes.OtherSheets], findings.Select(finding => finding.Code));
    }

    [Fact]
    public void two_sheets_with_a_header_leave_it_open_which_is_meant()
    {
        var (lines, findings) = Read(new Workbook().Sheet(Workbook.Row(1, Header)).Sheet(Workbook.Row(1, Header)));

        Assert.Empty(lines);
        Assert.Equal([ImportCodes.SheetAmbiguous], findings.Select(finding => finding.Code));
    }

    [Fact]
    public void an_external_entity_is_not_fetched()
    {
        var prolog = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";

        Refused(new Workbook().Sheet(Workbook.Row(1, ["&e;", .. Header]), prolog: prolog).ToBytes(), ImportCodes.NotAWorkbook);
    }

    [Fact]
    public void macros_are_refused_whatever_the_file_is_called() =>
        Refused(new Workbook().Sheet(Workbook.Row(1, Header)).Part("xl/vbaProject.bin", "x").ToBytes(), ImportCodes.Macros);

    [Fact]
    public void a_bomb_is_refused_before_it_is_unpacked_into_memory()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            zip.CreateEntry("[Content_Types].xml").Open().Dispose();
            zip.CreateEntry("xl/workbook.xml").Open().Dispose();
            using var entry = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var zeros = new byte[1024 * 1024];
            for (var megabyte = 0; megabyte < 401; megabyte++) entry.Write(zeros);
        }

        Refused(stream.ToArray(), ImportCodes.TooLargeUnpacked);
    }

    [Fact]
    public void other_zips_old_workbooks_and_broken_ones_are_refused()
    {
        Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ImportCodes.OldFormat);
        Refused([0x50, 0x4B, 0x03, 0x04, 1, 2, 3], ImportCodes.NotAWorkbook);
        var right = new Workbook().Sheet(Workbook.Row(1, Header)).ToBytes();
        Refused(right[..(right.Length / 2)], ImportCodes.NotAWorkbook);
        Refused([], ImportCodes.NotAWorkbook);
        Refused([0x25, 0x50, 0x44, 0x46, 0, 1], ImportCodes.NotAWorkbook);
    }

    [Theory]
    [InlineData("<c r=\"ZZZZZ2\"><v>1</v></c>")]
    [InlineData("<c r=\"A2\" t=\"s\"><v>99</v></c>")]
    [InlineData("<c r=\"A2\" t=\"s\"><v>-1</v></c>")]
    public void a_row_that_cannot_be_is_told_and_ends_the_reading(string cell)
    {
        var (lines, findings) = Read(new Workbook().Sheet(Workbook.Row(1, Header) + Workbook.Row(2, [cell])));

        Assert.Single(lines);
        Assert.Equal([ImportCodes.NotAWorkbook], findings.Select(finding => finding.Code));
    }

    [Fact]
    public void the_template_can_be_read_back_and_lacks_nothing_but_rows()
    {
        foreach (var template in new[] { new ImportTemplate().Csv(), new ImportTemplate().Xlsx() })
        {
            using var source = new ImportReader().Open(template, null);
            var header = Assert.Single(source.Lines());

            Assert.Equal(ImportColumns.All.Select(column => column.Header), header.Cells.Select(cell => cell.Text));
            Assert.DoesNotContain(source.Findings, finding => finding.Code.Blocks);
        }
    }

    static void Refused(byte[] content, ImportCode code)
    {
        using var source = new ImportReader().Open(content, null);
        Assert.Null(source.Format);
        Assert.Empty(source.Lines());
        Assert.Equal(code, Assert.Single(source.Findings).Code);
    }

    static (List<ImportLine> Lines, IReadOnlyList<ImportFinding> Findings) Read(Workbook book)
    {
        using var source = new ImportReader().Open(book.ToBytes(), null);
        var lines = source.Lines().ToList();
        Assert.Equal("xlsx", source.Format);
        return (lines, source.Findings);
    }
}
