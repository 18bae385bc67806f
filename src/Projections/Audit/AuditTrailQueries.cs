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
            .And("at >= ?", Start(search.From), NpgsqlDbType.TimestampTz)
            .And("at < ?", Start(search.To?.PlusDays(1)), NpgsqlDbType.TimestampTz);
        var count = (Sql: $"select count(*) from {Table}{conditions.Where}", conditions.Parameters);
        var rows = $"select body from {Table}{conditions.Where} order by seq desc{page.Sql(conditions)}";
        return database.AskAsync(
            scope, ReadModels.AuditTrail,
            async session => new Page<AuditEntry>(
                await session.RowsAsync<AuditEntry>(rows, conditions.Parameters),
                await session.CountAsync(count.Sql, count.Parameters), page.Number, page.Size),
            cancellation);
    }

    static DateTime? Start(LocalDate? day) =>
        day is { } known ? Domain.Licensing.WorkCalendar.StartOf(known).ToDateTimeUtc() : null;
}
