using Api.Http;
using Api.Identity;
using Application;
using Domain.Licensing;
using NodaTime;
using NodaTime.Text;
using Projections;
using Projections.Reading;
using Projections.Statistics;

namespace Api.Statistics;

/// <summary>Figures for 一网通办, by item, district, month and kind of application; and the cases behind each.</summary>
public static class StatisticsEndpoints
{
    const int MostMonths = 120;

    static readonly string[] Readers = [Roles.Approver, Roles.Auditor, Roles.Operator];
    static readonly YearMonthPattern Month = YearMonthPattern.Iso;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var statistics = routes.MapGroup("/statistics/one-network").WithTags("statistics");
        statistics.MapGet("", TableAsync).WithName("GetStatistics").Admit(Readers);
        statistics.MapGet("/cases", CasesAsync).WithName("GetStatisticsCases").Admit(Readers);
    }

    static async Task<IResult> TableAsync(HttpContext http, StatisticsQueries queries, ReadAnswers reads, WorkCalendars calendars)
    {
        var (question, problem) = Read(http);
        if (problem is not null) return problem;
        if (await reads.WaitAsync(http, ReadModels.CaseFigures) is { } behind) return behind;

        var calendar = await calendars.CurrentAsync(http.RequestAborted);
        var found = await queries.AskAsync(question!, ReadAnswers.ScopeOf(Caller.Of(http)), calendar, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        var answer = StatisticsAnswer.Of(question!, found.Value, calendar);
        http.Response.Headers.Vary = "Accept";
        return WantsCsv(http)
            ? Results.File(Csv.Bytes(StatisticsCsv.Lines(answer)), Csv.MediaType, $"one-network-{answer.From}-{answer.To}.csv")
            : WireJson.Answer(answer);
    }

    static async Task<IResult> CasesAsync(HttpContext http, StatisticsQueries queries, ReadAnswers reads, WorkCalendars calendars)
    {
        var (question, problem) = Read(http);
        if (problem is not null) return problem;
        var query = new QueryValues(http.Request.Query);
        var name = query.OneOf("figure", [.. Figure.All.Select(known => known.Name)]);
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        if (name is null) return Problems.QueryUnreadable("figure", "The name of a figure, as the statistics show it.");
        if (await reads.WaitAsync(http, ReadModels.CaseFigures) is { } behind) return behind;

        var found = await queries.CasesAsync(
            question!, Figure.All.Single(figure => figure.Name == name), ReadAnswers.ScopeOf(Caller.Of(http)),
            await calendars.CurrentAsync(http.RequestAborted), page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, line => line));
    }

    static (StatisticsQuestion? Question, Problem? Problem) Read(HttpContext http)
    {
        var query = new QueryValues(http.Request.Query);
        var (from, to) = (MonthOf(query, "from"), MonthOf(query, "to"));
        var district = query.OneOf("district", [.. Regions.All.Where(region => !region.IsRetired).Select(region => region.Code)]);
        var item = query.Text("item", 50);
        var applyType = query.OneOf("applyType", "1", "2", "3", "4", "5");
        var groupBy = (query.Text("groupBy") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (query.Problem is { } unreadable) return (null, unreadable);
        if (from is not { } first) return (null, NotAMonth("from"));
        if (to is not { } last) return (null, NotAMonth("to"));
        if (Period.Between(first.OnDayOfMonth(1), last.OnDayOfMonth(1), PeriodUnits.Months).Months is < 0 or >= MostMonths)
            return (null, Problems.QueryUnreadable("to", $"Not before from, and at most {MostMonths} months in all."));
        if (groupBy.Except(StatisticsQueries.Groupings).Any() || groupBy.Distinct().Count() != groupBy.Length)
            return (null, Problems.QueryUnreadable("groupBy", $"Each once, of {string.Join(", ", StatisticsQueries.Groupings)}."));

        // Row security would answer with zeros, which would be a wrong figure and not an empty one.
        return district is not null && !Caller.Of(http).MayRead(district)
            ? (null, Problems.OtherDistrict)
            : (new StatisticsQuestion(first, last, district, item, applyType, groupBy), null);
    }

    static YearMonth? MonthOf(QueryValues query, string name) =>
        query.Text(name, 7) is { } text && Month.Parse(text) is { Success: true, Value: var month } ? month : null;

    static Problem NotAMonth(string field) => Problems.QueryUnreadable(field, "A month, like 2026-03.");

    static bool WantsCsv(HttpContext http) =>
        http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase));
}
