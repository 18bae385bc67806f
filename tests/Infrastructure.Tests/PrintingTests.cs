using Application.Documents;
using Application.Ports;
using Infrastructure.Documents;
using NodaTime;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using static Application.Documents.SheetPart;

namespace Infrastructure.Tests;

/// <summary>specs/documents.md, DOC-6 to DOC-9: what is printed can be read, found and printed again byte by byte.</summary>
public sealed class PrintingTests
{
    static readonly PdfPrinter Printer = new(new FontFiles(null));

    static readonly Instant MadeAt = Instant.FromUtc(2026, 3, 4, 1, 0);

    static Sheet Notice(params SheetPart[] parts) => new("一次性告知补正通知书", "320509-BZ-20260304-7Q2XKM", MadeAt, parts);

    static Table Items(int count, string reason = "缺少体育设施符合相关国家标准的说明性材料，请补充；补充的材料应当加盖公章。") => new(
        ["序号", "需要补正的内容", "法律依据"], [1, 6, 3],
        [.. Enumerable.Range(1, count).Select(n => (IReadOnlyList<string>)
            [$"{n}", $"条目{n}：{reason}", "《行政许可法》第32条"])]);

    static async Task<(PrintedDocument Printed, IReadOnlyList<Page> Pages)> PrintAsync(Sheet sheet)
    {
        var printed = await Printer.PrintAsync(sheet, CancellationToken.None);
        using var document = PdfDocument.Open(printed.Content);
        return (printed, [.. document.GetPages()]);
    }

    [Fact]
    public async Task chinese_and_latin_text_comes_out_as_it_went_in()
    {
        var (_, pages) = await PrintAsync(Notice(
            new Paragraph("苏州蓝鲸游泳健身有限公司：", false), new Paragraph("水面面积250.01㎡，负责人王小明，电话0512-6666。", true),
            new Fields([new("场所地址", "苏州市吴江区松陵街道1号")]), new Signature("吴江区体育主管部门", "2026年3月4日", "（印章位置）")));

        var text = Assert.Single(pages).Text;
        foreach (var words in new[]
        {
            "一次性告知补正通知书", "320509-BZ-20260304-7Q2XKM", "苏州蓝鲸游泳健身有限公司：", "王小明", "250.01", "0512-6666",
            "苏州市吴江区松陵街道1号", "吴江区体育主管部门", "2026年3月4日", "（印章位置）", "第 1 页 共 1 页",
        })
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task forty_items_go_over_several_pages_with_head_and_number_on_each()
    {
        var (printed, pages) = await PrintAsync(Notice(Items(40)));

        Assert.True(pages.Count > 1);
        Assert.Equal(pages.Count, printed.Pages);
        Assert.All(pages, page => Assert.Contains("需要补正的内容", page.Text, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Contains($"第 {page.Number} 页 共 {pages.Count} 页", page.Text, StringComparison.Ordinal));
        Assert.All(pages.Skip(1), page => Assert.Contains("320509-BZ-20260304-7Q2XKM（续）", page.Text, StringComparison.Ordinal));
        for (var item = 1; item <= 40; item++)
            Assert.Single(pages, page => page.Text.Contains($"条目{item}：", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(3, 120)] // rows taller than a page
    public async Task no_character_lies_outside_the_margins_and_none_upon_another(int items, int repeated)
    {
        var reason = string.Concat(Enumerable.Repeat("应当补充GB 19079.1-2013规定的材料（含附件），不得遗漏。", repeated));
        var (_, pages) = await PrintAsync(Notice(Items(items, reason)));

        foreach (var page in pages)
        {
            Assert.All(page.Letters, letter =>
            {
                Assert.InRange(letter.StartBaseLine.X, 60, 535);
                Assert.InRange(letter.EndBaseLine.X, 60, 536);
                Assert.InRange(letter.StartBaseLine.Y, 30, 842 - 40);
            });
            Assert.DoesNotContain(
                page.Letters.GroupBy(letter => (Math.Round(letter.StartBaseLine.X, 1), Math.Round(letter.StartBaseLine.Y, 1))),
                place => place.Count() > 1);
        }

        Assert.Equal(items * repeated, pages.Sum(page => page.Text.Count(character => character == '漏')));
    }

    /// <summary>𠮷 and 𬶏 stand in names; a name is not allowed to be shortened in silence.</summary>
    [Fact]
    public async Task a_character_that_no_font_has_is_shown_as_missing_and_counted()
    {
        var (printed, pages) = await PrintAsync(Notice(new Paragraph("负责人：王\U000E0100\U000323AF\U000323AE生。", false)));

        Assert.Equal(2, printed.MissingCharacters);
        Assert.Contains("王〓〓生", pages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_same_sheet_is_the_same_file()
    {
        var first = await Printer.PrintAsync(Notice(Items(12)), CancellationToken.None);
        await Task.Delay(1100);
        var second = await new PdfPrinter(new FontFiles(null)).PrintAsync(Notice(Items(12)), CancellationToken.None);
        var other = await Printer.PrintAsync(Notice(Items(13)), CancellationToken.None);

        Assert.Equal(first.Content, second.Content);
        Assert.NotEqual(first.Content, other.Content);
    }

    [Fact]
    public async Task many_at_once_are_as_one_after_another()
    {
        var alone = await Printer.PrintAsync(Notice(Items(5)), CancellationToken.None);
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => Printer.PrintAsync(Notice(Items(5)), CancellationToken.None))));

        Assert.All(together, printed => Assert.Equal(alone.Content, printed.Content));
    }

    [Fact]
    public async Task a_font_that_is_not_there_or_is_none_is_named()
    {
        var absent = await Assert.ThrowsAsync<PrinterNotReadyException>(
            () => new PdfPrinter(new FontFiles("/nowhere/a.ttf")).PrintAsync(Notice(), CancellationToken.None));
        var none = await Assert.ThrowsAsync<PrinterNotReadyException>(
            () => new PdfPrinter(new FontFiles("/etc/hostname")).PrintAsync(Notice(), CancellationToken.None));

        Assert.Contains("/nowhere/a.ttf", absent.Message, StringComparison.Ordinal);
        Assert.Contains("/etc/hostname", none.Message, StringComparison.Ordinal);
    }

    /// <summary>The code of a licence is printed as squares, as many as its dark modules and as large as its place allows.</summary>
    [Fact]
    public async Task a_code_fills_its_place_with_its_dark_modules()
    {
        var code = new Infrastructure.Proof.QrImages().Matrix("RGP1:TEST");
        var sheet = Notice(new Room("proof", 110, 110, "核验二维码位置")).With("proof", "扫码离线核验", code);

        var (_, pages) = await PrintAsync(sheet);

        var page = Assert.Single(pages);
        Assert.Contains("扫码离线核验", page.Text, StringComparison.Ordinal);
        var boxes = page.Paths.Where(path => path.IsFilled).Select(path => path.GetBoundingRectangle()!.Value).ToList();
        var module = 110.0 / code.Count;
        Assert.Equal(code.Sum(row => row.Count(dark => dark)) * module * module, boxes.Sum(box => box.Width * box.Height), 0);
        Assert.Equal(110 - (8 * module), boxes.Max(box => box.Right) - boxes.Min(box => box.Left), 0);
    }
}
