using Domain.Licensing;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Projections.Licensing;
using Projections.Reading;

namespace Projections.Ratings;

/// <summary>An order as shown on a day.</summary>
/// <param name="State">The worst of its running deadlines: breached, nearing, running; null where none runs.</param>
public sealed record RectificationLine(
    string CaseNo, string ProjectNo, string Organ, string? Next, int Round, int Level, LocalDate RatedOn, LocalDate? DueOn,
    string? State, long Version, IReadOnlyList<DeadlineView> Deadlines);

/// <summary>Rectification orders of a district, the most urgent first.</summary>
public sealed class RectificationQueries(ReadDatabase database)
{
    static readonly string Table = ReadModels.Rectifications.SqlName;

    /// <summary>The order; null where there is none or it belongs to another district.</summary>
    public Task<Found<RectificationPage?>> FindAsync(string caseNo, ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.Rectifications,
            session => session.RowAsync<RectificationPage>(
                $"select body from {Table} where key = $1",
                new NpgsqlParameter { Value = caseNo, NpgsqlDbType = NpgsqlDbType.Text }),
            cancellation);

    /// <param name="open">True for open orders, false for closed ones, null for all.</param>
    /// <param name="breached">True for those of which a last day lies before today.</param>
    public Task<Found<Page<RectificationLine>>> ListAsync(
        bool? open, bool breached, ReadScope scope, WorkCalendar calendar, LocalDate today, PageRequest page,
        CancellationToken cancellation)
    {
        var conditions = new Conditions()
            .And("due_on < ?", breached ? today.ToDateOnly() : (DateOnly?)null, NpgsqlDbType.Date);
        if (open is { } wanted) conditions.And(wanted ? "next is not null" : "next is null");
        var count = (Sql: $"select count(*) from {Table}{conditions.Where}", conditions.Parameters);
        var rows = $"select body from {Table}{conditions.Where} order by due_on nulls last, key{page.Sql(conditions)}";
        return database.AskAsync(
            scope, ReadModels.Rectifications,
            async session => new Page<RectificationLine>(
                [.. (await session.RowsAsync<RectificationPage>(rows, conditions.Parameters)).Select(row => Line(row, calendar, today))],
                await session.CountAsync(count.Sql, count.Parameters), page.Number, page.Size),
            cancellation);
    }

    /// <summary>Case numbers of open orders, in order, after the given one.</summary>
    public Task<Found<IReadOnlyList<string>>> OpenAfterAsync(string caseNo, int limit, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Rectifications,
            session => session.RowsAsync<string>(
                $"select to_jsonb(key) from {Table} where key > $1 and next is not null order by key limit $2",
                new NpgsqlParameter { Value = caseNo, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);

    /// <summary>The line as it looks on a day; pure.</summary>
    public static RectificationLine Line(RectificationPage page, WorkCalendar calendar, LocalDate today)
    {
        DeadlineView[] views = [.. page.Deadlines.Select(line => DeadlineDisplay.On(line, calendar, today))];
        var worst = ((string[])["breached", "nearing", "running"]).FirstOrDefault(state => views.Any(view => view.State == state));
        return new(
            page.CaseNo, page.ProjectNo, page.Organ, page.Next, page.Round, page.Level, page.RatedOn, page.DueOn, worst, page.Version,
            views);
    }
}
