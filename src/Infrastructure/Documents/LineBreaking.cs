namespace Infrastructure.Documents;

/// <summary>Breaks a paragraph into lines as Chinese is set (禁则): words of Latin letters and numbers stay whole, and no line
/// begins with a closing mark or ends with an opening one.</summary>
static class LineBreaking
{
    const string NeverFirst = "，。、；：！？）》」』】〕〉％…—·”’,.;:!?)]}%";

    const string NeverLast = "（《「『【〔〈“‘([{";

    /// <param name="width">Of a line, in parts of the size; a line holds at least one character.</param>
    /// <param name="firstIndent">How much shorter the first line is.</param>
    public static IReadOnlyList<IReadOnlyList<Glyph>> Break(IReadOnlyList<Glyph> text, double width, double firstIndent = 0)
    {
        var lines = new List<IReadOnlyList<Glyph>>();
        for (var start = 0; start < text.Count;)
        {
            var room = lines.Count == 0 ? width - firstIndent : width;
            var end = Fitting(text, start, room);
            var next = end == text.Count ? end : BreakBefore(text, start, end);
            lines.Add(Trimmed(text, start, next));
            start = next;
            while (start < text.Count && text[start].Character.Value == ' ') start++;
        }

        return lines.Count == 0 ? [[]] : lines;
    }

    static List<Glyph> Trimmed(IReadOnlyList<Glyph> text, int start, int end)
    {
        while (end > start && text[end - 1].Character.Value == ' ') end--;
        return [.. text.Skip(start).Take(end - start)];
    }

    static int Fitting(IReadOnlyList<Glyph> text, int start, double room)
    {
        var used = 0.0;
        var end = start;
        while (end < text.Count && used + text[end].Width <= room + 1e-6) used += text[end++].Width;
        return Math.Max(end, start + 1);
    }

    /// <summary>The last place up to <paramref name="end"/> where a line may end; <paramref name="end"/> itself where none is.</summary>
    static int BreakBefore(IReadOnlyList<Glyph> text, int start, int end)
    {
        for (var place = end; place > start; place--)
        {
            if (MayBreak(text, place)) return place;
        }

        return end;
    }

    static bool MayBreak(IReadOnlyList<Glyph> text, int place)
    {
        var before = text[place - 1].Character;
        var after = text[place].Character;
        if (after.Value == ' ') return true;
        if (Contains(NeverFirst, after) || Contains(NeverLast, before)) return false;
        return !(IsWord(before) && IsWord(after));
    }

    static bool Contains(string marks, System.Text.Rune character) => character.IsBmp && marks.Contains((char)character.Value);

    /// <summary>Letters, digits and what stands between them in numbers and addresses.</summary>
    static bool IsWord(System.Text.Rune character) =>
        character.Value is > ' ' and < 0x2000 && !Contains("()[]{}·", character);
}
