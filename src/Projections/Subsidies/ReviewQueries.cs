using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.Subsidies;

/// <summary>What was decided against persons about vouchers, and the reviews of it.</summary>
public sealed class ReviewQueries(ReadDatabase database)
{
    static readonly string Decisions = ReadModels.AdverseDecisions.SqlName;
    static readonly string Programmes = ReadModels.Programmes.SqlName;

    /// <summary>What was decided against a person, the newest first.</summary>
    /// <param name="most">Of more than these, the oldest refusals are left out of which no review was asked: whoever asks again and
    /// again is refused each time, and must not lose sight of a voucher that was taken back.</param>
    public Task<Found<IReadOnlyList<AdverseDecisionLine>>> OfPersonAsync(string person, int most, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.AdverseDecisions,
            session => session.RowsAsync<AdverseDecisionLine>(
                $"select body from (select body, position, key from {Decisions} where person = $1 and review is distinct from 'voiding' "
                + "order by review is null and body->>'kind' = 'refused', position desc, key limit $2) as shown "
                + "order by position desc, key",
                Text(person), new NpgsqlParameter { Value = most, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);

    public Task<Found<AdverseDecisionLine?>> DecisionAsync(string decisionNo, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.AdverseDecisions,
            session => session.RowAsync<AdverseDecisionLine>($"select body from {Decisions} where key = $1", Text(decisionNo)),
            cancellation);

    /// <summary>Reviews of programmes of a district, those to be decided first before the others.</summary>
    /// <param name="district">Null for all.</param>
    /// <param name="state">open or decided; null for both.</param>
    public Task<Found<Page<AdverseDecisionLine>>> ReviewsAsync(
        string? district, string? state, string? programmeNo, PageRequest page, CancellationToken cancellation)
    {
        var conditions = new Conditions().And("d.review in ('open', 'decided')").And("p.district = ?", district, NpgsqlDbType.Text)
            .And("d.review = ?", state, NpgsqlDbType.Text).And("d.programme = ?", programmeNo, NpgsqlDbType.Text);
        return ListAsync(conditions, page, cancellation);
    }

    /// <summary>Vouchers that one officer wants taken back and no second one has looked at.</summary>
    public Task<Found<Page<AdverseDecisionLine>>> VoidingsAsync(string? district, PageRequest page, CancellationToken cancellation) =>
        ListAsync(
            new Conditions().And("d.review = 'voiding'").And("p.district = ?", district, NpgsqlDbType.Text), page, cancellation);

    Task<Found<Page<AdverseDecisionLine>>> ListAsync(Conditions conditions, PageRequest page, CancellationToken cancellation)
    {
        var from = $"from {Decisions} d join {Programmes} p on p.key = d.programme{conditions.Where}";
        var count = (Sql: $"select count(*) {from}", conditions.Parameters);
        var rows = $"select d.body {from} order by d.decide_by, d.key{page.Sql(conditions)}";
        return database.AskAsync(
            ReadScope.Everything, ReadModels.AdverseDecisions,
            async session => new Page<AdverseDecisionLine>(
                await session.RowsAsync<AdverseDecisionLine>(rows, conditions.Parameters),
                await session.CountAsync(count.Sql, count.Parameters), page.Number, page.Size),
            cancellation, ReadModels.Programmes);
    }

    static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };
}
