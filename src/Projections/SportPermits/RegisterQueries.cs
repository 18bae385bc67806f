using Domain.Identity;
using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.SportPermits;

/// <summary>The public register of permits.</summary>
/// <remarks>
/// Names stand in the vault alone: the caller searches there first and hands over the documents it found.
/// </remarks>
public sealed class RegisterQueries(ReadDatabase database)
{
    static readonly string Table = ReadModels.Register.SqlName;

    public Task<Found<RegisterEntry?>> FindAsync(string permitNo, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Register,
            session => session.RowAsync<RegisterEntry>(
                $"select body from {Table} where key = $1",
                new NpgsqlParameter { Value = permitNo, NpgsqlDbType = NpgsqlDbType.Text }),
            cancellation);

    /// <summary>Newest permits first, then by number.</summary>
    /// <param name="documents">Names and venues that hold the words searched for; empty when none does.</param>
    public Task<Found<Page<RegisterEntry>>> SearchAsync(
        RegisterSearch search,
        IReadOnlyCollection<DocumentId> documents,
        PageRequest page,
        NodaTime.LocalDate today,
        CancellationToken cancellation)
    {
        var conditions = new Conditions()
            .And("district = ?", search.District, NpgsqlDbType.Text)
            .And("strpos(sports, ?) > 0", search.Sport is { } sport ? $",{sport}," : null, NpgsqlDbType.Text);
        PermitStateCondition.Add(conditions, search.State, today);
        if (search.Words is { } words) conditions.And(Hit(conditions, words, documents));

        var count = (Sql: $"select count(*) from {Table}{conditions.Where}", conditions.Parameters);
        var rows = $"select body from {Table}{conditions.Where} order by valid_from desc, key{page.Sql(conditions)}";
        return database.AskAsync(
            ReadScope.Everything, ReadModels.Register,
            async session => new Page<RegisterEntry>(
                await session.RowsAsync<RegisterEntry>(rows, conditions.Parameters),
                await session.CountAsync(count.Sql, count.Parameters), page.Number, page.Size),
            cancellation, ReadModels.ImportedPermits);
    }

    /// <summary>Which of the documents are names of permits, newest permits first.</summary>
    public async Task<IReadOnlyCollection<DocumentId>> PublishedAsync(
        IReadOnlyCollection<DocumentId> documents, int limit, CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.Register,
            session => session.RowsAsync<Guid>(
                $"select to_jsonb(d.id) from unnest($1::uuid[]) as d(id) "
                + $"join {Table} t on t.holder_name = d.id or t.venue = d.id "
                + "group by d.id order by max(t.valid_from) desc, d.id limit $2",
                new NpgsqlParameter { Value = documents.Select(id => id.Value).ToArray() },
                new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);
        return [.. found.Value.Select(id => new DocumentId(id))];
    }

    static string Hit(Conditions conditions, string words, IReadOnlyCollection<DocumentId> documents)
    {
        var ids = conditions.Parameter(
            documents.Select(id => id.Value).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        var number = conditions.Parameter(words, NpgsqlDbType.Text);
        var imported = $"select key from {ReadModels.ImportedPermits.SqlName} where starts_with(legacy_no, {number})";
        return $"(starts_with(key, {number}) or holder_name = any({ids}) or venue = any({ids}) or key in ({imported}))";
    }
}

/// <param name="Words">Part of a venue's or holder's name, or the beginning of a permit number, ours or the one on old paper.</param>
/// <param name="Sport">SWIM, SKI, DIVE, CLIMB.</param>
/// <param name="State">in-force, expired, withdrawn, …; null for all.</param>
public sealed record RegisterSearch(string? Words, string? District, string? Sport, string? State = null);
