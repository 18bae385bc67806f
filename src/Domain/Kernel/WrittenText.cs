using System.Globalization;
using System.Text;

namespace Domain.Kernel;

/// <summary>What can be wrong with a text that somebody wrote.</summary>
public enum TextFault
{
    /// <summary>Nothing in it can be seen.</summary>
    Blank = 1,

    TooLong = 2,

    /// <summary>A character that is not seen as what it is: control, zero width, direction, half a character.</summary>
    Invisible = 3,
}

/// <summary>The one rule for every text that comes in from outside (specs/texts.md).</summary>
public static class WrittenText
{
    /// <param name="longest">UTF-16 units, as a database and a browser count them.</param>
    /// <param name="lines">Whether it may have more than one line.</param>
    /// <returns>Null where the text may stand.</returns>
    public static TextFault? FaultOf(string text, int longest, bool lines = false)
    {
        if (text.Length > longest) return TextFault.TooLong;

        var seen = false;
        for (var at = 0; at < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune)) return TextFault.Invisible;
            at += rune.Utf16SequenceLength;
            if (lines && rune.Value is '\n' or '\r' or '\t') continue;
            if (!MayStand(rune)) return TextFault.Invisible;
            seen |= IsSeen(rune);
        }

        return seen ? null : TextFault.Blank;
    }

    /// <remarks>
    /// Private use stays: names with rare characters were written with it before Unicode had them. So do the planes kept for
    /// ideographs, of which this program's tables do not know the newest.
    /// </remarks>
    static bool MayStand(Rune rune) => !LooksBlank(rune) && Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.OtherNotAssigned => rune.Plane is 2 or 3 && (rune.Value & 0xFFFE) != 0xFFFE,
        _ => true,
    };

    /// <summary>Letters and signs by their category, and yet nothing on paper: Hangul fillers, joiner, empty Braille cell.</summary>
    static bool LooksBlank(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F or 0x17B4 or 0x17B5;

    /// <summary>A blank is no text, and a mark alone belongs to a letter that is not there.</summary>
    static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.SpaceSeparator
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark);
}
