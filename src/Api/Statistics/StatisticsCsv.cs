using System.Globalization;
using Projections.Statistics;

namespace Api.Statistics;

/// <summary>The same table for a spreadsheet: one line a row, the total last, headings in the field's words.</summary>
public static class StatisticsCsv
{
    public static IEnumerable<IReadOnlyList<string>> Lines(StatisticsAnswer answer) =>
        [Heading(answer), .. answer.Rows.Select(row => Line(answer, row, null)), Line(answer, answer.Total, "合计")];

    static List<string> Heading(StatisticsAnswer answer) =>
    [
        "统计期间",
        .. answer.GroupBy.SelectMany(group => group switch
        {
            "item" => (string[])["事项编码", "事项名称"],
            "district" => ["区划代码", "地区"],
            "applyType" => ["申请类型代码", "申请类型"],
            _ => ["月份"],
        }),
        .. Figure.All.Select(figure => figure.Term),
        .. Share.All.Select(share => share.Term),
        .. Span.All.SelectMany(span => (string[])[$"{span.Term}平均", $"{span.Term}中位数"]),
    ];

    static List<string> Line(StatisticsAnswer answer, StatisticsLine row, string? total) =>
    [
        total ?? $"{answer.From}/{answer.To}",
        .. answer.GroupBy.SelectMany(group => total is not null
            ? Enumerable.Repeat("", group == "month" ? 1 : 2)
            : group == "month" ? [row.Keys[group]] : [row.Keys[group], row.Names.GetValueOrDefault(group, "")]),
        .. Figure.All.Select(figure => row.Figures[figure.Name].ToString(CultureInfo.InvariantCulture)),
        .. Share.All.Select(share => Text(row.Shares[share.Name])),
        .. Span.All.SelectMany(span => (string[])[Text(row.Days[span.Name].Average), Text(row.Days[span.Name].Median)]),
    ];

    static string Text(ShareView share) => share switch
    {
        { Share: { } part } => part.ToString("0.00%", CultureInfo.InvariantCulture),
        { None: "no-promised-limit" } => "无承诺时限",
        _ => "无数据",
    };

    static string Text(decimal? days) => days is { } known ? known.ToString("0.##", CultureInfo.InvariantCulture) : "无数据";
}
