using Domain.Subsidies;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Projections.Reading;

namespace Projections.Subsidies;

/// <summary>Funds, programmes, venues and their vouchers.</summary>
public sealed class SubsidyQueries(ReadDatabase database)
{
    static readonly string Funds = ReadModels.Funds.SqlName;
    static readonly string Grants = ReadModels.Grants.SqlName;
    static readonly string Programmes = ReadModels.Programmes.SqlName;
    static readonly string Venues = ReadModels.Venues.SqlName;
    static readonly string Vouchers = ReadModels.Vouchers.SqlName;
    static readonly string Entries = ReadModels.DrawEntries.SqlName;
    static readonly string Boards = ReadModels.DropBoards.SqlName;

    public Task<Found<Page<FundPage>>> FundsAsync(int? year, ReadScope scope, PageRequest page, CancellationToken cancellation) =>
        ListAsync<FundPage>(Funds, new Conditions().And("year = ?", year, NpgsqlDbType.Bigint), ReadModels.Funds, scope, page,
            cancellation);

    public Task<Found<FundPage?>> FundAsync(string fundNo, ReadScope scope, CancellationToken cancellation) =>
        database.AskAsync(
            scope, ReadModels.Funds, session => session.RowAsync<FundPage>($"select body from {Funds} where key = $1", Text(fundNo)),
            cancellation);

    /// <summary>Grants out of a fund, in the order of their acts.</summary>
    public Task<Found<Page<GrantLine>>> GrantsAsync(string fundNo, PageRequest page, CancellationToken cancellation) =>
        ListAsync<GrantLine>(
            Grants, new Conditions().And("fund = ?", fundNo, NpgsqlDbType.Text), ReadModels.Grants, ReadScope.Everything, page,
            cancellation, "act");

    /// <summary>Grants to a person, the newest last.</summary>
    public async Task<IReadOnlyList<GrantLine>> GrantsToAsync(string person, CancellationToken cancellation) =>
        (await database.AskAsync(
            ReadScope.Everything, ReadModels.Grants,
            session => session.RowsAsync<GrantLine>(
                $"select body from {Grants} where person = $1 order by fund, act", Text(person)), cancellation)).Value;

    /// <param name="approved">True for those alone that have been approved once.</param>
    public Task<Found<Page<ProgrammePage>>> ProgrammesAsync(bool approved, PageRequest page, CancellationToken cancellation) =>
        ListAsync<ProgrammePage>(
            Programmes, approved ? new Conditions().And("state in ('running', 'closed')") : new Conditions(), ReadModels.Programmes,
            ReadScope.Everything, page, cancellation);

    /// <summary>All programmes that have been approved once, by number.</summary>
    public Task<Found<IReadOnlyList<ProgrammePage>>> PublishedProgrammesAsync(CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Programmes,
            session => session.RowsAsync<ProgrammePage>($"select body from {Programmes} where state in ('running', 'closed') order by key"),
            cancellation);

    public Task<Found<ProgrammePage?>> ProgrammeAsync(string programmeNo, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Programmes,
            session => session.RowAsync<ProgrammePage>($"select body from {Programmes} where key = $1", Text(programmeNo)), cancellation);

    /// <summary>Programmes with a draw that is not revealed.</summary>
    public async Task<IReadOnlyList<ProgrammePage>> DrawingAsync(CancellationToken cancellation) =>
        (await database.AskAsync(
            ReadScope.Everything, ReadModels.Programmes,
            session => session.RowsAsync<ProgrammePage>($"select body from {Programmes} where state = 'running' and drawing"),
                cancellation)).Value;

    public Task<Found<Page<VenuePage>>> VenuesAsync(string? district, string? state, PageRequest page, CancellationToken cancellation) =>
        ListAsync<VenuePage>(
            Venues, new Conditions().And("district = ?", district, NpgsqlDbType.Text).And("state = ?", state, NpgsqlDbType.Text),
            ReadModels.Venues, ReadScope.Everything, page, cancellation);

    public Task<Found<VenuePage?>> VenueAsync(string venueNo, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Venues,
            session => session.RowAsync<VenuePage>($"select body from {Venues} where key = $1", Text(venueNo)), cancellation);

    public Task<Found<VoucherLine?>> VoucherAsync(string voucherNo, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            session => session.RowAsync<VoucherLine>($"select body from {Vouchers} where key = $1", Text(voucherNo)), cancellation);

    /// <summary>A person's vouchers, the newest first.</summary>
    public Task<Found<IReadOnlyList<VoucherLine>>> WalletAsync(string person, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            session => session.RowsAsync<VoucherLine>(
                $"select body from {Vouchers} where person = $1 order by claimed_on desc, key limit 1000", Text(person)), cancellation);

    /// <summary>All of a person's vouchers and entries into draws, for the person's own access (ERA-8).</summary>
    public async Task<(IReadOnlyList<VoucherLine> Vouchers, IReadOnlyList<DrawEntryLine> Draws)> OfPersonAsync(
        string person, CancellationToken cancellation)
    {
        var vouchers = await database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            session => session.RowsAsync<VoucherLine>(
                $"select body from {Vouchers} where person = $1 order by claimed_on, key", Text(person)), cancellation);
        var draws = await database.AskAsync(
            ReadScope.Everything, ReadModels.DrawEntries,
            session => session.RowsAsync<DrawEntryLine>(
                $"select body from {Entries} where person = $1 order by entered_at, key", Text(person)), cancellation);
        return (vouchers.Value, draws.Value);
    }

    /// <summary>Vouchers whose last day lies before a day and that are still held, from behind a last day and a number on.</summary>
    public async Task<IReadOnlyList<VoucherLine>> EndedBeforeAsync(
        LocalDate today, LocalDate? afterDay, string? afterNo, int limit, CancellationToken cancellation) =>
        (await database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            session => session.RowsAsync<VoucherLine>(
                $"select body from {Vouchers} where state = 'held' and valid_to < $1 and (valid_to, key) > ($2, $3) "
                + "order by valid_to, key limit $4",
                Day(today), Day(afterDay ?? new LocalDate(1, 1, 1)), Text(afterNo ?? ""), Whole(limit)), cancellation)).Value;

    /// <summary>All entries of a draw, in the order of their pseudonyms.</summary>
    public Task<Found<IReadOnlyList<DrawEntryLine>>> EntriesAsync(string programmeNo, int batch, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.DrawEntries,
            session => session.RowsAsync<DrawEntryLine>(
                $"select body from {Entries} where programme = $1 and batch = $2 order by key", Text(programmeNo), Whole(batch)),
            cancellation);

    /// <summary>Persons to whom a batch issued a voucher.</summary>
    public async Task<IReadOnlySet<string>> HoldersAsync(string programmeNo, int batch, CancellationToken cancellation) =>
        (await database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            session => session.RowsAsync<string>(
                $"select to_jsonb(person) from {Vouchers} where programme = $1 and batch = $2", Text(programmeNo), Whole(batch)),
            cancellation)).Value.ToHashSet();

    public Task<Found<IReadOnlyList<DropBoard>>> BoardsAsync(string programmeNo, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.DropBoards,
            session => session.RowsAsync<DropBoard>($"select body from {Boards} where programme = $1 order by batch", Text(programmeNo)),
            cancellation);

    /// <summary>Claims of a span of days, of all programmes: what a dry run tries again.</summary>
    public Task<Found<IReadOnlyList<PastClaim>>> ClaimsAsync(LocalDate from, LocalDate to, int limit, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            session => session.RowsAsync<PastClaim>(
                $"select jsonb_build_object('person', person, 'on', body->'claimedOn', 'group', body->'group', 'assisted', "
                + $"body->>'channel' in ('counter', 'telephone')) from {Vouchers} "
                + "where claimed_on between $1 and $2 order by claimed_on, key limit $3",
                Day(from), Day(to), Whole(limit)), cancellation);

    /// <summary>Vouchers of a programme counted by batch, kind, state, where the claimant lives and age band.</summary>
    public Task<Found<IReadOnlyList<VoucherCount>>> CountsAsync(string programmeNo, CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            session => session.RowsAsync<VoucherCount>(
                "select jsonb_build_object('batch', batch, 'kind', kind, 'state', state, 'district', body #> '{group,district}', "
                + "'ageBand', body #> '{group,ageBand}', 'vouchers', count(*), 'face', sum(face)::bigint) "
                + $"from {Vouchers} where programme = $1 "
                + "group by batch, kind, state, body #> '{group,district}', body #> '{group,ageBand}'",
                Text(programmeNo)), cancellation);

    /// <summary>
    /// Vouchers of a programme by batch and state, and the persons behind both and behind the batch, read from columns alone: what a
    /// report wants to know of claimants stands in the rows' bodies, and opening these for each voucher takes most of its time.
    /// </summary>
    public async Task<(IReadOnlyList<VoucherCount> Counts, VoucherHolders Holders)> StatisticsAsync(
        string programmeNo, CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            async session => (
                await session.RowsAsync<VoucherCount>(
                    "select jsonb_build_object('batch', batch, 'kind', kind, 'state', state, 'ageBand', '', 'vouchers', count(*), "
                    + $"'face', sum(face)::bigint) from {Vouchers} where programme = $1 group by batch, kind, state", Text(programmeNo)),
                await session.RowsAsync<HolderCount>(
                    "select jsonb_build_object('batch', batch, 'state', state, 'people', count(*)) from (select batch, state from "
                    + $"{Vouchers} where programme = $1 group by batch, state, person) each group by batch, state union all "
                    + "select jsonb_build_object('batch', batch, 'people', count(*)) from (select batch from "
                    + $"{Vouchers} where programme = $1 group by batch, person) each group by batch", Text(programmeNo))),
            cancellation);
        return (found.Value.Item1, new VoucherHolders(found.Value.Item2));
    }

    /// <summary>Persons behind those counts: of a kind, district and age band; of a batch and a state; of each alone; and of all.</summary>
    public async Task<VoucherHolders> HoldersOfAsync(string programmeNo, CancellationToken cancellation) =>
        new((await database.AskAsync(
            ReadScope.Everything, ReadModels.Vouchers,
            session => session.RowsAsync<HolderCount>(
                "select jsonb_build_object('batch', batch, 'kind', kind, 'state', state, 'district', body #> '{group,district}', "
                + $"'ageBand', body #> '{{group,ageBand}}', 'people', count(distinct person)) from {Vouchers} where programme = $1 "
                + "group by grouping sets ((kind, body #> '{group,district}', body #> '{group,ageBand}'), (batch, state), (batch), "
                + "(state), ())",
                Text(programmeNo)), cancellation)).Value);

    async Task<Found<Page<T>>> ListAsync<T>(
        string table, Conditions conditions, Engine.IProjection source, ReadScope scope, PageRequest page, CancellationToken cancellation,
        string order = "key")
    {
        var count = (Sql: $"select count(*) from {table}{conditions.Where}", conditions.Parameters);
        var rows = $"select body from {table}{conditions.Where} order by {order}{page.Sql(conditions)}";
        return await database.AskAsync(
            scope, source,
            async session => new Page<T>(
                await session.RowsAsync<T>(rows, conditions.Parameters), await session.CountAsync(count.Sql, count.Parameters), page.Number,
                page.Size),
            cancellation);
    }

    static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };

    static NpgsqlParameter Day(LocalDate value) => new() { Value = value.ToDateOnly(), NpgsqlDbType = NpgsqlDbType.Date };

    static NpgsqlParameter Whole(int value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Integer };
}

/// <param name="District">Where the claimants live; null where that was not proven.</param>
public sealed record VoucherCount(int Batch, string Kind, string State, string? District, string AgeBand, long Vouchers, long Face);

/// <summary>How many persons; what is null was not told apart, but for the district, which may be unknown.</summary>
public sealed record HolderCount(int? Batch, string? Kind, string? State, string? District, string? AgeBand, long People);

/// <summary>Persons behind the counts of a programme's vouchers.</summary>
/// <remarks>A count that is not there yet is taken for one person: too few to be shown.</remarks>
public sealed class VoucherHolders(IReadOnlyList<HolderCount> counts)
{
    readonly ILookup<(int?, string?, string?, string?, string?), long> people =
        counts.ToLookup(one => (one.Batch, one.Kind, one.State, one.District, one.AgeBand), one => one.People);

    public long All => Of(null, null, null, null, null);

    public long OfBatch(int batch) => Of(batch, null, null, null, null);

    public long OfState(string state) => Of(null, null, state, null, null);

    public long OfBatchIn(int batch, string state) => Of(batch, null, state, null, null);

    public long OfCell(string kind, string? district, string ageBand) => Of(null, kind, null, district, ageBand);

    long Of(int? batch, string? kind, string? state, string? district, string? ageBand) =>
        people[(batch, kind, state, district, ageBand)].DefaultIfEmpty(1).Max();
}
