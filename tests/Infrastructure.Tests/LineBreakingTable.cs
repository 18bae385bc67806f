using Infrastructure.Documents;

namespace Infrastructure.Tests;

/// <summary>specs/documents.md, DOC-7: Chinese lines.</summary>
public sealed class LineBreakingTable
{
    static List<string> Break(string text, double width, double indent = 0)
    {
        var glyphs = text.EnumerateRunes().Select(rune => new Glyph(rune, 0, rune.Value < 0x2E80 ? 0.5 : 1)).ToList();
        return [.. LineBreaking.Break(glyphs, width, indent)
            .Select(line => string.Concat(line.Select(glyph => glyph.Character.ToString())))];
    }

    [Theory]
    [InlineData("一二三四五六", 3, "一二三|四五六")]
    [InlineData("一二三，四五", 3, "一二|三，四|五")] // no line begins with a comma
    [InlineData("一二（三四）", 3, "一二|（三|四）")] // none ends with an opening bracket
    [InlineData("一二三）。四", 4, "一二|三）。四")] // nor begins with one of two closing marks
    [InlineData("一GB 19079.1二", 4, "一GB|19079.1|二")] // a number stays whole, a blank at the break is dropped
    [InlineData("ABCDEFGHIJ", 2, "ABCD|EFGH|IJ")] // a word longer than a line is cut
    [InlineData("，，，，", 2, "，，|，，")] // where there is no good place, the line is filled
    [InlineData("", 3, "")]
    public void lines_end_where_they_may(string text, double width, string lines) =>
        Assert.Equal(lines.Split('|'), Break(text, width));

    [Fact]
    public void the_first_line_is_shorter_by_its_indent() => Assert.Equal(["一", "二三四", "五"], Break("一二三四五", 3, 2));

    [Fact]
    public void nothing_is_lost_but_blanks_at_the_breaks()
    {
        const string text = "根据《中华人民共和国行政许可法》第三十二条第一款第四项的规定，现一次性告知需要补正的全部内容（见下表），请于2026年3月19日前补正。";
        for (var width = 1; width < 40; width++)
        {
            var lines = Break(text, width);
            Assert.Equal(text, string.Concat(lines));
            if (width < 6) continue;
            Assert.All(lines, line => Assert.DoesNotContain(line[0], "，。）》"));
            Assert.All(lines, line => Assert.DoesNotContain(line[^1], "（《"));
        }
    }
}
