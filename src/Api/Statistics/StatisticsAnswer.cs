using Domain.Licensing;
using NodaTime.Text;
using Projections.Statistics;

namespace Api.Statistics;

/// <summary>A share of a whole, or why there is none: nothing is ever shown as 0 % of nothing.</summary>
public sealed record ShareView(decimal? Share, long Of, string? None);

/// <param name="Names">What the codes of the row are called.</param>
public sealed record StatisticsLine(
    IReadOnlyDictionary<string, string> Keys, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, long> Figures,
    IReadOnlyDictionary<string, ShareView> Shares, IReadOnlyDictionary<string, SpanFigures> Days);

/// <param name="CalendarEditions">By which working days were counted.</param>
public sealed record StatisticsAnswer(
    string From, string To, IReadOnlyList<string> GroupBy, IReadOnlyList<string> CalendarEditions, IReadOnlyList<StatisticsLine> Rows,
    StatisticsLine Total)
{
    public static StatisticsAnswer Of(StatisticsQuestion question, StatisticsTable table, WorkCalendar calendar) =>
        new(
            YearMonthPattern.Iso.Format(question.From), YearMonthPattern.Iso.Format(question.To), question.GroupBy,
            [.. calendar.Editions.Select(edition => edition.Edition).Order(StringComparer.Ordinal)],
            [.. table.Rows.Select(Line)], Line(table.Total));

    static StatisticsLine Line(StatisticsRow row) =>
        new(
            row.Keys,
            row.Keys.Where(key => NameOf(key.Key, key.Value) is not null).ToDictionary(key => key.Key, key => NameOf(key.Key, key.Value)!),
            row.Figures, Share.All.ToDictionary(share => share.Name, share => ViewOf(share, row.Figures)), row.Spans);

    static ShareView ViewOf(Share share, IReadOnlyDictionary<string, long> figures)
    {
        var whole = share.Of.Sum(name => figures[name]);
        return whole == 0
            ? new(null, 0, figures["decided"] == 0 && share.None == "no-promised-limit" ? "nothing-counted" : share.None)
            : new(Math.Round((decimal)figures[share.Figure] / whole, 4, MidpointRounding.AwayFromZero), whole, null);
    }

    static string? NameOf(string key, string value) => key switch
    {
        "district" => Regions.Find(value)?.Name,
        "item" => ServiceItems.All.FirstOrDefault(item => item.TaskCode == value)?.Name,
        "applyType" => value switch
        {
            "1" => "新办",
            "2" => "变更",
            "3" => "延续",
            "4" => "补证",
            "5" => "注销",
            _ => null,
        },
        _ => null,
    };
}
