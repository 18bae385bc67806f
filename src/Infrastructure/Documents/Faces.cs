using System.Globalization;
using System.Text;

namespace Infrastructure.Documents;

/// <summary>The fonts of a document in the order in which they are asked for a character.</summary>
public sealed class Faces(IReadOnlyList<TrueTypeFace> faces)
{
    /// <summary>The printers' mark for a character that is not in the case (下駄记号).</summary>
    public static readonly Rune Replacement = new('〓');

    public IReadOnlyList<TrueTypeFace> All { get; } = faces;

    /// <summary>Characters of a text with the face of each; what no face has is replaced.</summary>
    public IReadOnlyList<Glyph> Of(string text, out int missing)
    {
        missing = 0;
        var glyphs = new List<Glyph>(text.Length);
        foreach (var character in text.EnumerateRunes())
        {
            if (IsInvisible(character)) continue;

            var face = FaceOf(character);
            if (face < 0)
            {
                missing++;
                face = FaceOf(Replacement);
            }

            var shown = face < 0 ? new Rune('?') : All[face].Has(character) ? character : Replacement;
            face = Math.Max(face, 0);
            glyphs.Add(new Glyph(shown, face, All[face].WidthOf(shown)));
        }

        return glyphs;
    }

    /// <summary>Controls, and selectors that only choose between shapes of one character.</summary>
    static bool IsInvisible(Rune character) =>
        Rune.IsControl(character) || Rune.GetUnicodeCategory(character) == UnicodeCategory.Format
        || character.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    int FaceOf(Rune character)
    {
        for (var number = 0; number < All.Count; number++)
        {
            if (All[number].Has(character)) return number;
        }

        return -1;
    }
}

/// <param name="Width">In parts of the size.</param>
public readonly record struct Glyph(Rune Character, int Face, double Width);
