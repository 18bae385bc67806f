using NpgsqlTypes;
using Npgsql;
using Projections.Reading;

namespace Projections.Officers;

/// <summary>The officers' directory and who has which case.</summary>
public sealed class OfficerQueries(ReadDatabase database)
{
    static readonly string Officers = ReadModels.Officers.SqlName;
    static readonly string Assignments = ReadModels.CaseAssignments.SqlName;

    /// <param name="district">Six digits; null for all.</param>
    public Task<Found<Page<OfficerEntry>>> ListAsync(string? district, PageRequest page, CancellationToken cancellation)
    {
        var conditions = new Conditions()
            .And("strpos(districts, ?) > 0", district is null ? null : $",{district},", NpgsqlDbType.Text);
        var count = (Sql: $"select count(*) from {Officers}{conditions.Where}", conditions.Parameters);
        var rows = $"select body from {Officers}{conditions.Where} order by key{page.Sql(conditions)}";
        return database.AskAsync(
            ReadScope.Everything, ReadModels.Officers,
            async session => new Page<OfficerEntry>(
                await session.RowsAsync<OfficerEntry>(rows, conditions.Parameters),
                await session.CountAsync(count.Sql, count.Parameters), page.Number, page.Size),
            cancellation);
    }

    public Task<Found<OfficerEntry?>> FindAsync(string person, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Officers,
            session => session.RowAsync<OfficerEntry>($"select body from {Officers} where key = $1", Text(person)), cancellation);

    /// <summary>Who has each of these cases, and what the directory says of them.</summary>
    public async Task<IReadOnlyDictionary<string, (AssignmentLine Line, OfficerEntry? Officer)>> OfCasesAsync(
        IReadOnlyCollection<string> cases, ReadScope scope, CancellationToken cancellation)
    {
        if (cases.Count == 0) return new Dictionary<string, (AssignmentLine, OfficerEntry?)>();
        var lines = (await database.AskAsync(
            scope, ReadModels.CaseAssignments,
            session => session.RowsAsync<AssignmentLine>(
                $"select body from {Assignments} where key = any($1)", Texts(cases)), cancellation)).Value;
        var people = lines.Select(line => line.Officer.Value).Distinct().ToList();
        var officers = (await database.AskAsync(
            scope, ReadModels.Officers,
            session => session.RowsAsync<OfficerEntry>($"select body from {Officers} where key = any($1)", Texts(people)),
            cancellation)).Value.ToDictionary(entry => entry.Person);
        return lines.ToDictionary(line => line.CaseNo, line => (line, officers.GetValueOrDefault(line.Officer)));
    }

    /// <summary>Cases of a district that an officer has and in which somebody is still awaited.</summary>
    public async Task<IReadOnlyList<string>> OpenCasesOfAsync(string person, string district, CancellationToken cancellation) =>
        (await database.AskAsync(
            ReadScope.Everything, ReadModels.CaseAssignments,
            session => session.RowsAsync<string>(
                $"select to_jsonb(a.key) from {Assignments} a join {ReadModels.WorkItems.SqlName} w on w.key = a.key "
                + "where a.officer = $1 and a.district = $2 order by a.key",
                Text(person), Text(district)),
            cancellation, ReadModels.WorkItems)).Value;

    static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };

    static NpgsqlParameter Texts(IEnumerable<string> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
