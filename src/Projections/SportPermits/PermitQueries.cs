using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.SportPermits;

/// <summary>Permits as officers ask for them: one with its history, those that end soon, those whose term is over.</summary>
public sealed class PermitQueries(ReadDatabase database)
{
    static readonly string Table = ReadModels.Permits.SqlName;

    public Task<Found<PermitPage?>> FindAsync(string permitNo, ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.Permits,
            session => session.RowAsync<PermitPage>(
                $"select body from {Table} where key = $1", new NpgsqlParameter { Value = permitNo, NpgsqlDbType = NpgsqlDbType.Text }),
            cancellation);

    /// <summary>The soonest end first; a term that is over counts as expired, also before the log says so.</summary>
    public Task<Found<Page<PermitPage>>> ListAsync(
        string? state, LocalDate? endsBy, LocalDate today, ReadScope scope, PageRequest page, CancellationToken cancellation)
    {
        var conditions = new Conditions().And("valid_to <= ?", endsBy?.ToDateOnly(), NpgsqlDbType.Date);
        PermitStateCondition.Add(conditions, state, today);
        var count = (Sql: $"select count(*) from {Table}{conditions.Where}", conditions.Parameters);
        var rows = $"select body from {Table}{conditions.Where} order by valid_to, key{page.Sql(conditions)}";
        return database.AskAsync(
            scope, ReadModels.Permits,
            async session => new Page<PermitPage>(
                await session.RowsAsync<PermitPage>(rows, conditions.Parameters),
                await session.CountAsync(count.Sql, count.Parameters), page.Number, page.Size),
            cancellation);
    }

    /// <summary>In force in the log, though their last day lies before the given day.</summary>
    public async Task<IReadOnlyList<string>> EndedBeforeAsync(LocalDate day, int limit, CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.Permits,
            session => session.RowsAsync<string>(
                $"select to_jsonb(key) from {Table} where state = $1 and valid_to < $2 order by valid_to, key limit $3",
                new NpgsqlParameter { Value = PermitStates.InForce, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = day.ToDateOnly(), NpgsqlDbType = NpgsqlDbType.Date },
                new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);
        return found.Value;
    }
}

/// <summary>What a state means on a day, for tables that keep the logged state and the last day.</summary>
static class PermitStateCondition
{
    /// <param name="state">Null asks for all.</param>
    public static void Add(Conditions conditions, string? state, LocalDate today)
    {
        if (state is null) return;

        conditions.And("state = any(?)", LoggedAs(state), NpgsqlDbType.Array | NpgsqlDbType.Text);
        if (state == PermitStates.InForce) conditions.And("valid_to >= ?", today.ToDateOnly(), NpgsqlDbType.Date);
        if (state == PermitStates.Expired) conditions.And("valid_to < ?", today.ToDateOnly(), NpgsqlDbType.Date);
    }

    static string[] LoggedAs(string state) =>
        state == PermitStates.Expired ? [PermitStates.InForce, PermitStates.Expired] : [state];
}
