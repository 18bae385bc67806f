using System.Text;
using Domain.Kernel;

namespace Domain.Tests.Texts;

/// <summary>specs/texts.md, TXT-1 and TXT-2: what may stand in a text, wrong ones first.</summary>
public sealed class WrittenTextTable
{
    /// <summary>Code points, so that this file shows what it tests. Rows: each kind, alone and inside a name.</summary>
    [Theory]
    [InlineData("", TextFault.Blank)]
    [InlineData("0020 3000 00A0", TextFault.Blank)]
    [InlineData("0301", TextFault.Blank)] // a mark without a letter
    [InlineData("200B", TextFault.Invisible)] // zero width space
    [InlineData("738B 200B 4E94", TextFault.Invisible)]
    [InlineData("738B 200D 4E94", TextFault.Invisible)] // joiner
    [InlineData("FEFF 738B", TextFault.Invisible)] // byte order mark
    [InlineData("202E 738B 4E94", TextFault.Invisible)] // right to left
    [InlineData("2066 738B 2069", TextFault.Invisible)] // isolates
    [InlineData("738B 0000", TextFault.Invisible)]
    [InlineData("738B 0007", TextFault.Invisible)]
    [InlineData("738B 0085", TextFault.Invisible)] // next line
    [InlineData("738B 2028 4E94", TextFault.Invisible)] // line separator
    [InlineData("738B 000A 4E94", TextFault.Invisible)] // two lines, where one is asked for
    [InlineData("E0041", TextFault.Invisible)] // tag
    [InlineData("3164", TextFault.Invisible)] // Hangul filler
    [InlineData("2800", TextFault.Invisible)] // empty Braille cell
    [InlineData("0378", TextFault.Invisible)] // not assigned
    [InlineData("2FFFF", TextFault.Invisible)] // never a character
    [InlineData("738B 4E94", null)]
    [InlineData("5E03 0020 00B7 0020 4E70", null)] // a blank and a middle dot inside
    [InlineData("20BB7 FE00", null)] // a rare character with its variant
    [InlineData("3347F", null)] // newer than this program's tables, in the plane of ideographs
    [InlineData("E000", null)] // private use: rare names of older systems
    public void of_one_line(string points, TextFault? fault) => Assert.Equal(fault, WrittenText.FaultOf(TextOf(points), 200));

    [Theory]
    [InlineData("738B 000D 000A 4E94 0009", null)]
    [InlineData("000A 000D 0009 0020", TextFault.Blank)]
    [InlineData("738B 000B", TextFault.Invisible)]
    public void of_several_lines(string points, TextFault? fault) =>
        Assert.Equal(fault, WrittenText.FaultOf(TextOf(points), 200, lines: true));

    [Fact]
    public void as_long_as_the_field_allows()
    {
        Assert.Null(WrittenText.FaultOf(new string('王', 200), 200));
        Assert.Equal(TextFault.TooLong, WrittenText.FaultOf(new string('王', 201), 200));
        Assert.Equal(TextFault.TooLong, WrittenText.FaultOf(new string(' ', 100_000), 200));
    }

    [Fact]
    public void half_a_character_is_none() => Assert.Equal(TextFault.Invisible, WrittenText.FaultOf("王\uD842", 200));

    static string TextOf(string points)
    {
        var text = new StringBuilder();
        foreach (var point in points.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            text.Append(new Rune(Convert.ToInt32(point, 16)).ToString());
        return text.ToString();
    }
}
