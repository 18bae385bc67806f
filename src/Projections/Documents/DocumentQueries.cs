using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.Documents;

/// <param name="Served">Null for both.</param>
public sealed record DocumentSearch(string? CaseNo, string? PermitNo, string? Kind, bool? Served);

public sealed class DocumentQueries(ReadDatabase database)
{
    static readonly string Documents = ReadModels.Documents.SqlName;

    /// <summary>The document; null where there is none or it belongs to another district.</summary>
    public Task<Found<DocumentPage?>> FindAsync(string documentNo, ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.Documents,
            session => session.RowAsync<DocumentPage>($"select body from {Documents} where key = $1", Text(documentNo)),
            cancellation);

    /// <summary>All of a case in the order of issue; a case has a dozen at most.</summary>
    public Task<Found<IReadOnlyList<DocumentPage>>> OfCaseAsync(string caseNo, ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.Documents,
            session => session.RowsAsync<DocumentPage>(
                $"select body from {Documents} where case_no = $1 order by issued_on, key", Text(caseNo)),
            cancellation);

    /// <summary>The oldest first: what waits for its service is served in that order.</summary>
    public Task<Found<Page<DocumentPage>>> ListAsync(
        DocumentSearch search, ReadScope scope, PageRequest page, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.Documents,
            async session =>
            {
                var conditions = new Conditions()
                    .And("case_no = ?", search.CaseNo, NpgsqlDbType.Text)
                    .And("permit_no = ?", search.PermitNo, NpgsqlDbType.Text)
                    .And("kind = ?", search.Kind, NpgsqlDbType.Text);
                if (search.Served is { } served) conditions.And(served ? "served" : "not served");

                var total = await session.CountAsync($"select count(*) from {Documents}{conditions.Where}", conditions.Parameters);
                var rows = await session.RowsAsync<DocumentPage>(
                    $"select body from {Documents}{conditions.Where} order by issued_on, key{page.Sql(conditions)}",
                    conditions.Parameters);
                return new Page<DocumentPage>(rows, total, page.Number, page.Size);
            },
            cancellation);

    static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };
}
