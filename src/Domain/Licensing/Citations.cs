using System.Text.RegularExpressions;

namespace Domain.Licensing;

/// <summary>The shape of what operators cite where an event keeps it: titles, numbers and clauses, never prose.</summary>
public static partial class Citations
{
    /// <summary>Name of an edition: GB 19079.6-2013/suzhou-1.</summary>
    public static bool IsEditionName(string? text) => text is not null && Name().IsMatch(text);

    /// <summary>A title in Chinese, a national standard, or a document by its number.</summary>
    public static bool IsLaw(string? text) => text is not null && (Title().IsMatch(text) || IsDocument(text));

    public static bool IsArticle(string? text) => text is not null && Article().IsMatch(text);

    /// <summary>A document by its number, with a clause where one is meant: 苏体规〔2026〕3号 第二条, GB 19079.6-2013 7.2.</summary>
    /// <remarks>Its running number has no leading zeros (不编虚位, GB/T 9704-2012 7.2.5), so that each document has one spelling.</remarks>
    public static bool IsDocument(string? text) => text is not null && Document().IsMatch(text);

    /// <summary>A number the treasury gave: letters, digits and hyphens, and nothing that could be a person's number.</summary>
    public static bool IsTreasuryNumber(string? text) =>
        text is not null && TreasuryNumber().IsMatch(text) && !PersonsNumber().IsMatch(text);

    /// <summary>Whether a text holds what reads as a citizen's number or as one of a mobile telephone.</summary>
    public static bool HoldsPersonsNumber(string text) => PersonsNumber().IsMatch(text);

    /// <summary>A number the bureau gives (P-2026-01, V-0001): nothing that could be a person's, and one segment of an address.</summary>
    public static bool IsBureauNumber(string? text) => text is not null && BureauNumber().IsMatch(text) && !PersonsNumber().IsMatch(text);

    [GeneratedRegex(@"^[A-Z0-9][A-Z0-9-]{2,19}\z")]
    private static partial Regex BureauNumber();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]{3,29}\z")]
    private static partial Regex TreasuryNumber();

    [GeneratedRegex(@"[0-9]{17}[0-9Xx]|(?<![0-9])[0-9]{15}(?![0-9])|(?<![0-9])1[0-9]{10}(?![0-9])")]
    private static partial Regex PersonsNumber();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9 ./:-]{0,39}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[\u4e00-\u9fff《》〈〉（）]{2,60}\z")]
    private static partial Regex Title();

    [GeneratedRegex(@"^[0-9第条款项之一二三四五六七八九十百零.()（）, -]{1,30}\z")]
    private static partial Regex Article();

    [GeneratedRegex(
        @"^(GB(/T)? ?[0-9]{1,6}(\.[0-9]{1,3})?-[0-9]{4}|[\u4e00-\u9fff]{1,12}(〔[0-9]{4}〕|第)[1-9][0-9]{0,4}号)"
        + @"( ([0-9.]{1,12}|第[0-9一二三四五六七八九十百零]{1,6}条))?\z")]
    private static partial Regex Document();
}
