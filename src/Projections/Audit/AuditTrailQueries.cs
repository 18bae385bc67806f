using Domain.Licensing;
using NodaTime;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.Audit;

/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive.</param>
public sealed record AuditSearch(string? Actor, string? Subject, string? CaseNo, LocalDate? From, LocalDate? To);

/// <summary>Every act of the log, newest first.</summary>
public sealed class AuditTrailQueries(ReadDatabase database)
{
    static readonly string Table = ReadModels.AuditTrail.SqlName;

    public Task<Found<Page<AuditEntry>>> SearchAsync(
        AuditSearch search, ReadScope scope, PageRequest page, CancellationToken cancellation)
    {
        var conditions = new Conditions()
            .And("actor = ?", search.Actor, NpgsqlDbType.Text)
            .And("subject = ?", search.Subject, NpgsqlDbType.Text)
            .And("case_no = ?", search.CaseNo, NpgsqlDbType.Text)
            .AndMoment("at >= ?", search.From is { } first ? WorkCalendar.StartOf(first) : null)
            .AndMoment("at < ?", search.To is { } last ? WorkCalendar.EndOf(last) : null);
        var count = (Sql: $"select count(*) from {Table}{conditions.Where}", conditions.Parameters);
        var rows = $"select body from {Table}{conditions.Where} order by seq desc{page.Sql(conditions)}";
        return database.AskAsync(
            scope, ReadModels.AuditTrail,
            async session => new Page<AuditEntry>(
                await session.RowsAsync<AuditEntry>(rows, conditions.Parameters),
                await session.CountAsync(count.Sql, count.Parameters), page.Number, page.Size),
            cancellation);
    }
}
