using System.Text.RegularExpressions;

namespace Domain.Licensing;

/// <summary>The shape of what officers type where an event keeps it: paths and citations, never prose that could name somebody.</summary>
public static partial class FieldNames
{
    /// <summary>A material code or a path as in the application: M04, form.staff[2].idNumber.</summary>
    public static bool IsField(string? text) => text is not null && Field().IsMatch(text);

    /// <summary>A title of a Chinese law, or a national standard: 体育法, GB 19079.1-2013.</summary>
    public static bool IsLaw(string? text) => text is not null && Law().IsMatch(text);

    /// <summary>An article or a clause: 32(4), 第三十二条第四项, 7.1.1.</summary>
    public static bool IsArticle(string? text) => text is not null && Article().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]*(\[[A-Za-z0-9_-]{1,40}\]|\.[A-Za-z][A-Za-z0-9_]*)*\z(?<=^.{1,120})")]
    private static partial Regex Field();

    [GeneratedRegex(@"^([\u4e00-\u9fff《》〈〉（）〔〕]{2,60}|GB(/T)? ?[0-9]{1,6}(\.[0-9]{1,3})?(-[0-9]{4})?)\z")]
    private static partial Regex Law();

    [GeneratedRegex(@"^[0-9第条款项之一二三四五六七八九十百零.()（）, -]{1,30}\z")]
    private static partial Regex Article();
}
