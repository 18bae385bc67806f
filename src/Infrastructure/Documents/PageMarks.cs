namespace Infrastructure.Documents;

/// <summary>What stands on one page, in points from its upper left corner.</summary>
sealed class PageMarks
{
    public List<TextMark> Texts { get; } = [];

    public List<LineMark> Lines { get; } = [];

    public List<BlockMark> Blocks { get; } = [];
}

/// <param name="Y">Of the baseline.</param>
readonly record struct TextMark(double X, double Y, double Size, IReadOnlyList<Glyph> Glyphs);

readonly record struct BlockMark(double X, double Y, double Width, double Height);

readonly record struct LineMark(double X1, double Y1, double X2, double Y2, bool Dashed);

/// <summary>A4 and its measures.</summary>
static class Paper
{
    public const double Width = 595;
    public const double Height = 842;
    public const double Left = 70;
    public const double Right = Width - 70;
    public const double Top = 72;
    public const double Bottom = Height - 72;
    public const double FootBaseline = Height - 40;
    public const double HeadBaseline = 50;
    public const double TitleSize = 20;
    public const double TextSize = 12;
    public const double TableSize = 10;
    public const double SmallSize = 9;

    public static double LineOf(double size) => size * 1.6;
}
