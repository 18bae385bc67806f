using Domain.Identity;
using Domain.Licensing;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.TrainingInstitutions;

/// <param name="Words">Part of a name or address, the beginning of a number, or a credit code.</param>
/// <param name="WhiteListed">True for the white list alone.</param>
public sealed record InstitutionSearch(string? Words, string? District, string? Sport, bool WhiteListed);

/// <summary>How many institutions a district has, by what parents and supervisors ask.</summary>
public sealed record DistrictFigures(string District, long InForce, long Stopped, long Ended, long WhiteListed, long LessonsAhead);

/// <summary>Institutions as the public and officers ask for them.</summary>
/// <remarks>Names stand in the vault alone: the caller searches there first and hands over the documents it found.</remarks>
public sealed class InstitutionQueries(ReadDatabase database)
{
    static readonly string Table = ReadModels.Institutions.SqlName;

    public Task<Found<InstitutionPage?>> FindAsync(string institutionNo, ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.Institutions,
            session => session.RowAsync<InstitutionPage>($"select body from {Table} where key = $1", Text(institutionNo)),
            cancellation);

    /// <param name="documents">Names that hold the words searched for; empty when none does.</param>
    public Task<Found<Page<InstitutionPage>>> SearchAsync(
        InstitutionSearch search, IReadOnlyCollection<DocumentId> documents, PageRequest page, CancellationToken cancellation)
    {
        var conditions = new Conditions()
            .And("district = ?", search.District, NpgsqlDbType.Text)
            .And("strpos(sports, ?) > 0", search.Sport is { } sport ? $",{sport}," : null, NpgsqlDbType.Text);
        if (search.WhiteListed) conditions.And("white_listed");
        if (search.Words is { } words) conditions.And(Hit(conditions, words, documents));

        var count = (Sql: $"select count(*) from {Table}{conditions.Where}", conditions.Parameters);
        var rows = $"select body from {Table}{conditions.Where} order by district, key{page.Sql(conditions)}";
        return database.AskAsync(
            ReadScope.Everything, ReadModels.Institutions,
            async session => new Page<InstitutionPage>(
                await session.RowsAsync<InstitutionPage>(rows, conditions.Parameters),
                await session.CountAsync(count.Sql, count.Parameters), page.Number, page.Size),
            cancellation);
    }

    /// <summary>Those that run on a day; what signals are computed from.</summary>
    /// <param name="institutionNo">Only this one; all where it is null.</param>
    public Task<Found<IReadOnlyList<InstitutionPage>>> RunningAsync(
        string? institutionNo, LocalDate today, ReadScope scope, CancellationToken cancellation)
    {
        var conditions = new Conditions()
            .And($"state = '{LicenceStates.InForce}'")
            .And("valid_to >= ?", today.ToDateOnly(), NpgsqlDbType.Date)
            .And("key = ?", institutionNo, NpgsqlDbType.Text);
        return database.AskAsync(
            scope, ReadModels.Institutions,
            session => session.RowsAsync<InstitutionPage>(
                $"select body from {Table}{conditions.Where} order by key", conditions.Parameters),
            cancellation);
    }

    /// <summary>Which of the documents are names of institutions.</summary>
    public async Task<IReadOnlyCollection<DocumentId>> PublishedAsync(
        IReadOnlyCollection<DocumentId> documents, int limit, CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.Institutions,
            session => session.RowsAsync<Guid>(
                $"select to_jsonb(d.id) from unnest($1::uuid[]) as d(id) "
                + $"join {Table} t on t.organiser_name = d.id or t.texts = d.id group by d.id order by d.id limit $2",
                new NpgsqlParameter { Value = documents.Select(id => id.Value).ToArray() },
                new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);
        return [.. found.Value.Select(id => new DocumentId(id))];
    }

    /// <summary>Neither ended nor expired in the log, though their last day lies before the given day.</summary>
    public async Task<IReadOnlyList<string>> EndedBeforeAsync(LocalDate day, int limit, CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.Institutions,
            session => session.RowsAsync<string>(
                $"select to_jsonb(key) from {Table} where state in ('{LicenceStates.InForce}', '{InstitutionPage.Stopped}') "
                + "and valid_to < $1 order by valid_to, key limit $2",
                new NpgsqlParameter { Value = day.ToDateOnly(), NpgsqlDbType = NpgsqlDbType.Date },
                new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);
        return found.Value;
    }

    /// <summary>One line for each district that has or had an institution.</summary>
    public Task<Found<IReadOnlyList<DistrictFigures>>> FiguresAsync(LocalDate today, ReadScope scope, CancellationToken cancellation)
    {
        const string sql =
            """
            select jsonb_build_object(
              'district', district,
              'inForce', count(*) filter (where state = 'in-force' and valid_to >= $1),
              'stopped', count(*) filter (where state = 'stopped' and valid_to >= $1),
              'ended', count(*) filter (where state in ('expired', 'deregistered') or valid_to < $1),
              'whiteListed', count(*) filter (where white_listed),
              'lessonsAhead', coalesce(sum((select count(*) from jsonb_array_elements(body -> 'lessons') l
                where (l ->> 'date')::date >= $1)), 0)::bigint)
            """;
        return database.AskAsync(
            scope, ReadModels.Institutions,
            session => session.RowsAsync<DistrictFigures>(
                $"{sql} from {Table} group by district order by district",
                new NpgsqlParameter { Value = today.ToDateOnly(), NpgsqlDbType = NpgsqlDbType.Date }),
            cancellation);
    }

    static string Hit(Conditions conditions, string words, IReadOnlyCollection<DocumentId> documents)
    {
        var ids = conditions.Parameter(documents.Select(id => id.Value).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        var number = conditions.Parameter(words, NpgsqlDbType.Text);
        return $"(starts_with(key, {number}) or credit_code = {number} or organiser_name = any({ids}) or texts = any({ids}))";
    }

    static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };
}
