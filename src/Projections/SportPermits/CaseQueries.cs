using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.SportPermits;

/// <summary>One case, by its own number or by the portal's.</summary>
public sealed class CaseQueries(ReadDatabase database)
{
    static readonly string Cases = ReadModels.CasePages.SqlName;

    /// <summary>The page; null where there is no such case or it belongs to another district.</summary>
    public Task<Found<CasePage?>> FindAsync(string caseNo, ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.CasePages,
            session => session.RowAsync<CasePage>($"select body from {Cases} where key = $1", Text(caseNo)),
            cancellation);

    /// <summary>The page of the case behind a project number, for the portal, which serves every district.</summary>
    public Task<Found<CasePage?>> FindByProjectAsync(string projectNo, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.CasePages,
            session => session.RowAsync<CasePage>($"select body from {Cases} where project_no = $1", Text(projectNo)),
            cancellation);

    /// <summary>The number of the case alone.</summary>
    public Task<Found<ProjectLookup?>> LookUpAsync(string projectNo, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Projects,
            session => session.RowAsync<ProjectLookup>(
                $"select body from {ReadModels.Projects.SqlName} where key = $1", Text(projectNo)),
            cancellation);

    static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };
}
