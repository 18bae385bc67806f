using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;

namespace Infrastructure.Documents;

/// <summary>What layout must know of a TrueType font: which characters it has, and how wide they are.</summary>
/// <remarks>ADR 0014: the library that writes the PDF measures, but does not tell that a character is missing.</remarks>
public sealed class TrueTypeFace
{
    static readonly string[] Needed = ["cmap", "head", "hhea", "hmtx", "glyf"];

    readonly FrozenDictionary<int, int> glyphs;
    readonly byte[] data;
    readonly int metrics;
    readonly int metricCount;
    readonly int unitsPerEm;

    TrueTypeFace(byte[] data, FrozenDictionary<int, int> glyphs, int metrics, int metricCount, int unitsPerEm)
    {
        this.data = data;
        this.glyphs = glyphs;
        this.metrics = metrics;
        this.metricCount = metricCount;
        this.unitsPerEm = unitsPerEm;
        Name = FontFiles.NameOf(data);
    }

    /// <summary>The same for the same bytes.</summary>
    public string Name { get; }

    public byte[] Data => data;

    /// <returns>Null where the file is no TrueType font with outlines and a Unicode table.</returns>
    public static TrueTypeFace? Read(byte[] data)
    {
        try
        {
            return Tables(data) is { } tables && Needed.All(tables.ContainsKey)
                ? new TrueTypeFace(
                    data, Characters(data, tables["cmap"]), tables["hmtx"], U16(data, tables["hhea"] + 34),
                    U16(data, tables["head"] + 18))
                : null;
        }
        catch (Exception broken) when (broken is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    public bool Has(Rune character) => glyphs.ContainsKey(character.Value);

    /// <summary>Advance in parts of the font's size; 1 is a full em.</summary>
    public double WidthOf(Rune character)
    {
        var glyph = Math.Min(glyphs.GetValueOrDefault(character.Value), metricCount - 1);
        return (double)U16(data, metrics + (glyph * 4)) / unitsPerEm;
    }

    static Dictionary<string, int>? Tables(byte[] data)
    {
        // 'OTTO' has outlines of another kind, 'ttcf' is several fonts in one file.
        if (data.Length < 12 || U32(data, 0) != 0x00010000) return null;

        var tables = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var entry = 12; entry < 12 + (U16(data, 4) * 16); entry += 16)
            tables[Encoding.ASCII.GetString(data, entry, 4)] = (int)U32(data, entry + 8);
        return tables;
    }

    static FrozenDictionary<int, int> Characters(byte[] data, int cmap)
    {
        var found = new Dictionary<int, int>();
        for (var entry = cmap + 4; entry < cmap + 4 + (U16(data, cmap + 2) * 8); entry += 8)
        {
            var subtable = cmap + (int)U32(data, entry + 4);
            switch (U16(data, subtable))
            {
                case 4: ReadSegments(data, subtable, found); break;
                case 12: ReadGroups(data, subtable, found); break;
            }
        }

        return found.ToFrozenDictionary();
    }

    /// <summary>Format 4: the basic plane in segments.</summary>
    static void ReadSegments(byte[] data, int table, Dictionary<int, int> found)
    {
        var twice = U16(data, table + 6);
        for (var at = 0; at < twice; at += 2)
        {
            var last = U16(data, table + 14 + at);
            var first = U16(data, table + 16 + twice + at);
            var delta = U16(data, table + 16 + (2 * twice) + at);
            var place = table + 16 + (3 * twice) + at;
            var range = U16(data, place);
            for (var code = first; code <= last && code != 0xFFFF; code++)
            {
                var glyph = range == 0 ? code : U16(data, place + range + (2 * (code - first)));
                if (glyph != 0) Keep(found, code, (glyph + delta) & 0xFFFF);
            }
        }
    }

    /// <summary>Format 12: every plane in groups.</summary>
    static void ReadGroups(byte[] data, int table, Dictionary<int, int> found)
    {
        for (var group = table + 16; group < table + 16 + ((int)U32(data, table + 12) * 12); group += 12)
        {
            var first = (int)U32(data, group);
            var last = (int)U32(data, group + 4);
            var glyph = (int)U32(data, group + 8);
            for (var code = first; code <= last; code++) Keep(found, code, glyph + code - first);
        }
    }

    static void Keep(Dictionary<int, int> found, int code, int glyph)
    {
        if (glyph != 0) found[code] = glyph;
    }

    static int U16(byte[] data, int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at, 2));

    static uint U32(byte[] data, int at) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at, 4));
}
