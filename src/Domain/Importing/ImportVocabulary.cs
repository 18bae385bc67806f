using System.Text.RegularExpressions;
using Domain.Identity;
using Domain.Licensing;
using NodaTime;

namespace Domain.Importing;

/// <summary>What the words of an old register mean here.</summary>
public static partial class ImportVocabulary
{
    /// <summary>The longest number of a paper that is taken.</summary>
    public const int LongestLegacyNo = 60;

    static readonly Dictionary<string, string> SportsByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SWIM"] = "SWIM", ["游泳"] = "SWIM",
        ["SKI"] = "SKI", ["滑雪"] = "SKI", ["高山滑雪"] = "SKI", ["自由式滑雪"] = "SKI", ["单板滑雪"] = "SKI",
        ["DIVE"] = "DIVE", ["潜水"] = "DIVE",
        ["CLIMB"] = "CLIMB", ["攀岩"] = "CLIMB",
    };

    static readonly Dictionary<string, string> ModesByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["year-round"] = "year-round", ["常年"] = "year-round", ["常年开放"] = "year-round", ["全年"] = "year-round",
        ["全年开放"] = "year-round",
        ["seasonal"] = "seasonal", ["季节性"] = "seasonal", ["季节性开放"] = "seasonal", ["季节"] = "seasonal", ["夏季"] = "seasonal",
    };

    /// <returns>The codes, each once; null where one name is unknown.</returns>
    public static IReadOnlyList<string>? SportsOf(string text)
    {
        var codes = new List<string>();
        foreach (var name in text.Split([',', '、', ';', '/', '|', ' ', '和', '+'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!SportsByName.TryGetValue(name.Trim(), out var code)) return null;
            if (!codes.Contains(code)) codes.Add(code);
        }

        return codes.Count == 0 ? null : codes;
    }

    public static string? ModeOf(string text) => ModesByName.GetValueOrDefault(text);

    /// <summary>A region by its code of six or twelve digits or by its name; retired ones too.</summary>
    public static Region? RegionOf(string text) =>
        Regions.Find(Regions.Shorten(text))
        ?? Regions.All.FirstOrDefault(region => region.Name == text || $"苏州市{region.Name}" == text);

    /// <summary>The region whose organ a name or code means: 吴江区文体广电和旅游局 is that of 320509.</summary>
    /// <remarks>A district's name comes before the city's, which stands in front of many of them.</remarks>
    public static Region? OrganOf(string text) =>
        RegionOf(text)
        ?? Regions.All.Where(region => region.Code != Regions.City)
            .FirstOrDefault(region => text.Contains(region.Name, StringComparison.Ordinal))
        ?? (text.Contains(Regions.Find(Regions.City)!.Name, StringComparison.Ordinal) ? Regions.Find(Regions.City) : null);

    /// <summary>IMP-3: letters, digits, characters and the marks that numbers of papers have; no citizen's number.</summary>
    public static bool IsLegacyNo(string text) =>
        text.Length is > 0 and <= LongestLegacyNo && LegacyNo().IsMatch(text) && text.Any(char.IsAsciiDigit)
        && !CitizenId.Check(text, LocalDate.MaxIsoValue).IsValid;

    /// <summary>IMP-7: a number that may go on as ours. What looks like one of ours could meet the one drawn next.</summary>
    public static bool MayBeKept(string legacyNo) => WellFormed().IsMatch(legacyNo) && !OfOurs().IsMatch(legacyNo);

    [GeneratedRegex(@"^[0-9A-Za-z\p{IsCJKUnifiedIdeographs}()〔〕\[\]【】#/_.\-]+$")]
    private static partial Regex LegacyNo();

    [GeneratedRegex("^[A-Z0-9][A-Z0-9-]{3,39}$")]
    private static partial Regex WellFormed();

    [GeneratedRegex("^[0-9]{6}-([0-9]{4}|DR)-[0-9]{4,}$")]
    private static partial Regex OfOurs();
}
