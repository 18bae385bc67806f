using System.Text;
using Domain.Importing;
using Infrastructure.Importing;
using TestKit;

namespace Infrastructure.Tests.Importing;

/// <summary>IMP-4: texts as old registers export them, in whatever encoding, and what stands against reading one.</summary>
public sealed class CsvReadingTable
{
    const string Header = "许可证编号,经营者名称,场所名称";
    const string Rows = $"{Header}\r\nSZ-1,甲公司,一馆\r\nSZ-2,乙公司,二馆\r\n";

    static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static TheoryData<string, byte[], string?> Encodings => new()
    {
        { "utf-8", Encoding.UTF8.GetBytes(Rows), null },
        { "utf-8", Encoding.UTF8.GetBytes(Rows), "utf-8" },
        { "utf-8", Encoding.ASCII.GetBytes("legacyNo,holderName,venueName\r\nSZ-1,x,y\r\nSZ-2,x,y\r\n"), null },
        { "utf-8-bom", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Rows)], null },
        { "gb18030", Chinese.GetBytes(Rows), null },
        { "gb18030", Chinese.GetBytes(Rows.Replace("甲公司", "㐀𠀀€公司")), null }, // beyond GBK: four bytes each
        { "gb18030", Chinese.GetBytes(Rows), "gb18030" },
        { "utf-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Rows)], null },
        { "utf-16", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Rows)], null },
    };

    /// <summary>IMP-1: told by its first bytes, also where the rest could be read as a text.</summary>
    [Theory]
    [InlineData("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")]
    [InlineData("\u0089PNG\r\n\u001a\n, a")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0 JFIF")]
    [InlineData("GIF89a, 1")]
    [InlineData("\u001f\u008b\u0008")]
    [InlineData("{\\rtf1 a}")]
    [InlineData("legacyNo,holderName\r\nSZ-1,\u0000\r\n")]
    public void another_kind_of_file_is_no_table(string content)
    {
        foreach (var asked in (string?[])[null, "utf-8", "gb18030"])
        {
            using var source = new ImportReader().Open(Encoding.Latin1.GetBytes(content), asked);

            Assert.Empty(source.Lines());
            Assert.Equal((null, ImportCodes.NotAWorkbook), (source.Format, Assert.Single(source.Findings).Code));
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void an_encoding_is_found_out_or_taken_as_asked(string encoding, byte[] content, string? asked)
    {
        using var source = new ImportReader().Open(content, asked);
        var lines = source.Lines().ToList();

        Assert.Equal(("csv", encoding), (source.Format, source.Encoding));
        Assert.Equal([1, 2, 3], lines.Select(line => line.Number));
        Assert.Equal(3, ImportSheet.KnownIn(lines[0].Cells.Select(cell => cell.Text)));
        Assert.DoesNotContain(source.Findings, finding => finding.Code.Blocks);
        var isNoted = source.Findings.Any(finding => finding.Code == ImportCodes.EncodingFound);
        Assert.Equal(asked is null && encoding is "gb18030" or "utf-16", isNoted);
    }

    [Fact]
    public void two_byte_characters_alone_leave_the_encoding_open_and_the_caller_decides()
    {
        // The bytes of 联通 in GBK are two letters of two bytes each in UTF-8.
        byte[] content = [.. "legacyNo,holderName,venueName\r\nSZ-1,"u8, 0xC1, 0xAA, 0xCD, 0xA8, .. ",y\r\n"u8];
        byte[] letters = [.. "legacyNo,holderName,venueName\r\nSZ-1,"u8, .. "éü"u8, .. ",y\r\n"u8];

        Assert.Equal("联通", Read(content, "gb18030").Lines[1].Cells[1].Text);
        Assert.Equal("éü", Read(letters, "utf-8").Lines[1].Cells[1].Text);
        Assert.Equal([ImportCodes.EncodingAmbiguous], Read(letters, null).Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void wrong_bytes_are_named_by_their_line()
    {
        var (before, after) = ($"{Header}\r\nSZ-1,甲,一\r\nSZ-2,", ",二\r\nSZ-3,丙,三\r\n");
        byte[] content = [.. Encoding.UTF8.GetBytes(before), 0xFF, .. Encoding.UTF8.GetBytes(after)];

        Assert.Equal([(3, "utf-8")], Wrong(content, null));
        Assert.Equal([(3, "utf-8")], Wrong(content, "utf-8"));
        Assert.Equal(2, Wrong(Chinese.GetBytes("a\r\n甲公司\r\n乙公司\r\n"), "utf-8").Count);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0, 65, 0, 0, 0 }, null, "encoding.unsupported")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 65 }, "gb18030", "encoding.unsupported")]
    [InlineData(new byte[] { 0xFF, 0xFE, 65, 0 }, "utf-8", "encoding.unsupported")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0xD8 }, null, "encoding.wrong-bytes")]
    public void a_mark_that_contradicts_or_is_not_known_is_told(byte[] content, string? asked, string code) =>
        Assert.Equal([code], Read(content, asked).Findings.Select(finding => finding.Code.Code));

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void the_separator_is_the_one_under_which_the_header_is_known(char separator)
    {
        var text = $"\"许可证编号\"{separator}经营者名称{separator}场所名称\nSZ-1{separator}\"甲,乙;丙\"{separator}一馆\n";

        Assert.Equal(["SZ-1", "甲,乙;丙", "一馆"], Read(Encoding.UTF8.GetBytes(text), null).Lines[1].Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void a_field_may_hold_quotes_and_lines_and_the_rows_after_it_keep_their_lines()
    {
        var (lines, findings) = Read(Encoding.UTF8.GetBytes($"{Header}\r\nSZ-1,\"甲\"\"一\"\"\r\n公司\",x\r\n\r\nSZ-2,乙,y"), null);

        Assert.Equal("甲\"一\"\r\n公司", lines[1].Cells[1].Text);
        Assert.Equal([1, 2, 5], lines.Select(line => line.Number));
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("SZ-1,甲\"公司,x\r\n", 2)]
    [InlineData("SZ-1,\"甲\"公司,x\r\n", 2)]
    [InlineData("SZ-1,甲,x\r\nSZ-2,\"乙,y\r\nSZ-3,丙,z\r\n", 3)]
    public void a_broken_quote_is_a_problem_with_its_line(string rows, int line)
    {
        var (_, findings) = Read(Encoding.UTF8.GetBytes($"{Header}\r\n{rows}"), null);

        Assert.Contains(findings, finding => finding.Code == ImportCodes.QuoteBroken && finding.Row == line);
    }

    [Fact]
    public void a_quote_that_swallows_the_file_ends_the_reading()
    {
        var (_, findings) = Read(Encoding.UTF8.GetBytes($"{Header}\r\nSZ-1,\"{new string('x', 600_000)}"), null);

        Assert.Contains(findings, finding => finding.Code == ImportCodes.QuoteBroken);
    }

    static List<(int, string?)> Wrong(byte[] content, string? asked)
    {
        var (lines, findings) = Read(content, asked);
        Assert.Empty(lines);
        Assert.All(findings, finding => Assert.Equal(ImportCodes.BytesWrong, finding.Code));
        return [.. findings.Select(finding => (finding.Row, finding.Detail))];
    }

    static (List<ImportLine> Lines, IReadOnlyList<ImportFinding> Findings) Read(byte[] content, string? asked)
    {
        using var source = new ImportReader().Open(content, asked);
        return (source.Lines().ToList(), source.Findings);
    }
}
