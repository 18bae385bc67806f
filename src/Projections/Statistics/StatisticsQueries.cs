using System.Text.Json;
using Domain.Licensing;
using NodaTime;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.Statistics;

/// <param name="From">First month, in Suzhou.</param>
/// <param name="To">Last month, inclusive.</param>
/// <param name="GroupBy">item, district, month, applyType; in the order of the rows.</param>
public sealed record StatisticsQuestion(
    YearMonth From, YearMonth To, string? District, string? Item, string? ApplyType, IReadOnlyList<string> GroupBy);

/// <summary>A length over the decided cases for which it is known.</summary>
public sealed record SpanFigures(long Cases, decimal? Average, decimal? Median);

/// <param name="Keys">Value of each grouping; empty for the total.</param>
public sealed record StatisticsRow(
    IReadOnlyDictionary<string, string> Keys, IReadOnlyDictionary<string, long> Figures,
    IReadOnlyDictionary<string, SpanFigures> Spans);

/// <param name="Total">Of the same facts as the rows, counted once.</param>
public sealed record StatisticsTable(IReadOnlyList<StatisticsRow> Rows, StatisticsRow Total);

/// <summary>One counted fact and the case it stands in.</summary>
public sealed record CountedCase(string CaseNo, LocalDate Day);

/// <summary>Figures for 一网通办, aggregated where the rows stand; the working days come with the question (ADR 0022).</summary>
public sealed class StatisticsQueries(ReadDatabase database)
{
    static readonly string Table = ReadModels.CaseFigures.SqlName;

    static readonly Dictionary<string, string> Groups = new()
    {
        ["item"] = "item", ["district"] = "district", ["month"] = "month", ["applyType"] = "apply_type",
    };

    public static IReadOnlyCollection<string> Groupings => Groups.Keys;

    public Task<Found<StatisticsTable>> AskAsync(
        StatisticsQuestion question, ReadScope scope, WorkCalendar calendar, CancellationToken cancellation)
    {
        var conditions = new Conditions();
        var facts = Facts(question, calendar, conditions);
        var columns = question.GroupBy.Select(group => Groups[group]).ToList();
        var keys = string.Concat(columns.Select(column => $"{column} as \"key.{column}\", "));
        var figures = Figure.All.Select(figure => $"count(*) filter (where {figure.Predicate}) as \"{figure.Name}\"");
        var spans = Span.All.SelectMany((span, index) => (string[])
        [
            $"count(span_{index}) as \"{span.Name}.cases\"",
            $"round(avg(span_{index}), 2) as \"{span.Name}.average\"",
            $"percentile_cont(0.5) within group (order by span_{index}) as \"{span.Name}.median\"",
        ]);
        var list = string.Join(", ", columns);
        var grouping = columns.Count == 0 ? "" : $" group by grouping sets (({list}), ()) order by grouping({list}), {list}";
        var total = columns.Count == 0 ? "1" : $"grouping({list})";
        var sql = $"{facts} select to_jsonb(found) from (select {total} as total, {keys}"
            + $"{string.Join(", ", figures.Concat(spans))} from facts{grouping}) found";
        return database.AskAsync(
            scope, ReadModels.CaseFigures,
            async session =>
            {
                var rows = await session.RowsAsync<Dictionary<string, JsonElement>>(sql, conditions.Parameters);
                return new StatisticsTable(
                    [.. rows.Where(row => row["total"].GetInt32() == 0).Select(row => Row(row, question.GroupBy))],
                    Row(rows.Single(row => row["total"].GetInt32() != 0), []));
            },
            cancellation);
    }

    /// <summary>The cases behind a figure, one line for each fact counted.</summary>
    public Task<Found<Page<CountedCase>>> CasesAsync(
        StatisticsQuestion question, Figure figure, ReadScope scope, WorkCalendar calendar, PageRequest page,
        CancellationToken cancellation)
    {
        var conditions = new Conditions();
        var facts = Facts(question, calendar, conditions);
        var counting = (Sql: $"{facts} select count(*) from facts where {figure.Predicate}", conditions.Parameters);
        var sql = $"{facts} select jsonb_build_object('caseNo', key, 'day', day) from facts where {figure.Predicate} "
            + $"order by day, key{page.Sql(conditions)}";
        return database.AskAsync(
            scope, ReadModels.CaseFigures,
            async session => new Page<CountedCase>(
                await session.RowsAsync<CountedCase>(sql, conditions.Parameters),
                await session.CountAsync(counting.Sql, counting.Parameters), page.Number, page.Size),
            cancellation);
    }

    /// <summary>Every fact of the months asked about, one row each, beside the columns of its case.</summary>
    static string Facts(StatisticsQuestion question, WorkCalendar calendar, Conditions conditions)
    {
        var days = NumberedDay.Of(calendar);
        var numbers = conditions.Parameter(days.Select(day => day.Day.ToDateOnly()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Date)
            + "::date[], " + conditions.Parameter(days.Select(day => day.Number).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer)
            + "::int[], " + conditions.Parameter(days.Select(day => day.Stretch).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer)
            + "::int[]";
        conditions
            .And("f.day >= ?", question.From.OnDayOfMonth(1).ToDateOnly(), NpgsqlDbType.Date)
            .And("f.day <= ?", question.To.ToDateInterval().End.ToDateOnly(), NpgsqlDbType.Date)
            .And("c.district = ?", question.District, NpgsqlDbType.Text)
            .And("c.item = ?", question.Item, NpgsqlDbType.Text)
            .And("c.apply_type = ?", question.ApplyType, NpgsqlDbType.Text);
        var spans = string.Concat(Span.All.Select((span, index) => $", case when f.fact = 'decided' then {span.Days} end as span_{index}"));
        return $"""
            with days(day, number, stretch) as materialized (select * from unnest({numbers})),
            facts as (
              select c.*, f.fact, f.day, to_char(f.day, 'YYYY-MM') as month{spans}
              from {Table} c
              left join days r on r.day = c.received_on
              left join days a on a.day = c.accepted_on
              left join days d on d.day = c.decided_on
              cross join lateral (
                values ('received', c.received_on), ('not-accepted', c.not_accepted_on), ('accepted', c.accepted_on),
                  ('decided', c.decided_on), ('withdrawn', c.withdrawn_on), ('delivered', c.delivered_on), ('rated', c.rated_on),
                  ('rectification', c.rectification_opened_on)
                union all
                select act ->> 'kind', (act ->> 'on')::date from jsonb_array_elements(c.body -> 'acts') act
              ) f(fact, day){conditions.Where})
            """;
    }

    static StatisticsRow Row(Dictionary<string, JsonElement> row, IReadOnlyList<string> groupBy) =>
        new(
            groupBy.ToDictionary(group => group, group => row[$"key.{Groups[group]}"].GetString()!),
            Figure.All.ToDictionary(figure => figure.Name, figure => row[figure.Name].GetInt64()),
            Span.All.ToDictionary(span => span.Name, span => new SpanFigures(
                row[$"{span.Name}.cases"].GetInt64(), Number(row[$"{span.Name}.average"]), Number(row[$"{span.Name}.median"]))));

    static decimal? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDecimal();
}

/// <summary>A day with the number of working days up to it, so that a length is a difference.</summary>
/// <param name="Stretch">Years without an edition part the stretches: no length is known across one.</param>
public sealed record NumberedDay(LocalDate Day, int Number, int Stretch)
{
    public static IReadOnlyList<NumberedDay> Of(WorkCalendar calendar)
    {
        var days = new List<NumberedDay>();
        var number = 0;
        var stretch = 0;
        var last = 0;
        foreach (var year in calendar.Editions.Select(edition => edition.Year).Order())
        {
            if (year != last + 1) stretch++;
            last = year;
            for (var day = new LocalDate(year, 1, 1); day.Year == year; day = day.PlusDays(1))
            {
                if (calendar.IsWorkday(day)) number++;
                days.Add(new(day, number, stretch));
            }
        }

        return days;
    }
}
