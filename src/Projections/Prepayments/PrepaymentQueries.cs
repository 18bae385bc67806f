using Domain.Identity;
using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.Prepayments;

/// <summary>Sums over contracts; each fen of what was paid in is in one of the other columns.</summary>
/// <param name="Key">District or institution.</param>
/// <param name="Contracts">With money in them, or once with it.</param>
public sealed record PrepaymentTotal(
    string Key, long Contracts, long PaidFen, long ReleasedFen, long ReleasingFen, long RefundedFen, long RefundingFen,
    long RemainingFen);

/// <param name="Parent">Only this person's contracts.</param>
public sealed record ContractSearch(string? Institution, PersonRef? Parent, string? Stage);

/// <summary>Contracts and accounts as parents, institutions and the bureau ask for them.</summary>
public sealed class PrepaymentQueries(ReadDatabase database)
{
    static readonly string Contracts = ReadModels.PrepaidContracts.SqlName;
    static readonly string Custody = ReadModels.CustodyAccounts.SqlName;

    public Task<Found<ContractPage?>> FindContractAsync(string contractNo, ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.PrepaidContracts,
            session => session.RowAsync<ContractPage>($"select body from {Contracts} where key = $1", Text(contractNo)), cancellation);

    public Task<Found<Page<ContractPage>>> ContractsAsync(
        ContractSearch search, ReadScope scope, PageRequest page, CancellationToken cancellation)
    {
        var conditions = new Conditions()
            .And("institution = ?", search.Institution, NpgsqlDbType.Text)
            .And("parent = ?", search.Parent?.Value, NpgsqlDbType.Text)
            .And("stage = ?", search.Stage, NpgsqlDbType.Text);
        var count = (Sql: $"select count(*) from {Contracts}{conditions.Where}", conditions.Parameters);
        var rows = $"select body from {Contracts}{conditions.Where} order by key{page.Sql(conditions)}";
        return database.AskAsync(
            scope, ReadModels.PrepaidContracts,
            async session => new Page<ContractPage>(
                await session.RowsAsync<ContractPage>(rows, conditions.Parameters),
                await session.CountAsync(count.Sql, count.Parameters), page.Number, page.Size),
            cancellation);
    }

    public Task<Found<CustodyPage?>> FindCustodyAsync(string institution, ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.CustodyAccounts,
            session => session.RowAsync<CustodyPage>($"select body from {Custody} where key = $1", Text(institution)), cancellation);

    public Task<Found<IReadOnlyList<CustodyPage>>> CustodyAccountsAsync(ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.CustodyAccounts,
            session => session.RowsAsync<CustodyPage>($"select body from {Custody} order by key"), cancellation);

    /// <summary>Every contract that ever held money; what signals are computed from.</summary>
    public Task<Found<IReadOnlyList<ContractPage>>> HeldAsync(string? institution, ReadScope scope, CancellationToken cancellation)
    {
        var conditions = new Conditions().And("stage = 'held'").And("institution = ?", institution, NpgsqlDbType.Text);
        return database.AskAsync(
            scope, ReadModels.PrepaidContracts,
            session => session.RowsAsync<ContractPage>(
                $"select body from {Contracts}{conditions.Where} order by institution, key", conditions.Parameters),
            cancellation);
    }

    /// <param name="by">district or institution.</param>
    public Task<Found<IReadOnlyList<PrepaymentTotal>>> TotalsAsync(
        string by, string? institution, ReadScope scope, CancellationToken cancellation)
    {
        var conditions = new Conditions().And("stage = 'held'").And("institution = ?", institution, NpgsqlDbType.Text);
        var column = by == "district" ? "district" : "institution";
        var sql = $"""
            select jsonb_build_object(
                'key', {column}, 'contracts', count(*), 'paidFen', sum(paid_fen), 'releasedFen', sum(released_fen),
                'releasingFen', sum(releasing_fen), 'refundedFen', sum(refunded_fen), 'refundingFen', sum(refunding_fen),
                'remainingFen', sum(remaining_fen))
            from {Contracts}{conditions.Where} group by {column} order by {column}
            """;
        return database.AskAsync(
            scope, ReadModels.PrepaidContracts, session => session.RowsAsync<PrepaymentTotal>(sql, conditions.Parameters), cancellation);
    }

    /// <summary>Held, on its way, or about to be locked; in fen.</summary>
    public Task<Found<long>> LeftAsync(string institution, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.PrepaidContracts,
            session => session.CountAsync(
                "select coalesce(sum(case stage when 'held' then paid_fen - released_fen - refunded_fen "
                + $"when 'locking' then (body -> 'terms' ->> 'amountFen')::bigint else 0 end), 0)::bigint from {Contracts} "
                + "where institution = $1",
                Text(institution)),
            cancellation);

    public Task<Found<IReadOnlyList<string>>> AccountsAfterAsync(
        string institution, string accountNo, int limit, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.PrepaidContracts,
            session => session.RowsAsync<string>(
                $"select distinct on (account_no) to_jsonb(account_no) from {Contracts} "
                + "where institution = $1 and account_no > $2 order by account_no limit $3",
                Text(institution), Text(accountNo), new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);

    static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };
}
