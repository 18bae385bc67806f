using System.Globalization;
using System.Text;
using Application.Ports;
using Domain.Subsidies;
using NodaTime;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>RPT-1: what became of a programme's vouchers by sport, by where claimants live and by age band.</summary>
/// <remarks>
/// Open data tells each batch of many, and with its kind the sport. So each sport is a table of its own, and where a batch is of few
/// nothing here may come to the total from which that batch could be computed.
/// </remarks>
/// <param name="Vouchers">Issued so far; null where fewer than ten persons have them, or those of one batch.</param>
/// <param name="FaceFen">Of all that were issued; null where a cell is hidden, for it would be a second equation.</param>
/// <param name="ByState">held, expired, voided.</param>
/// <param name="Cells">Null figures are of fewer than ten persons, or would tell such a one.</param>
public sealed record ProgrammeReport(
    string ProgrammeNo, long? Vouchers, long? FaceFen, IReadOnlyDictionary<string, long?> ByState, IReadOnlyList<ReportCell> Cells)
{
    public static ProgrammeReport Of(ProgrammePage page, IReadOnlyList<VoucherCount> counts, VoucherHolders holders)
    {
        var sports = page.Editions.SelectMany(edition => edition.Terms.Kinds)
            .GroupBy(kind => kind.Code).ToDictionary(kinds => kinds.Key, kinds => kinds.Last().Sport ?? "all");
        var ofFew = counts.Select(count => count.Batch).Distinct().Where(batch => SmallCells.IsFew(holders.OfBatch(batch))).ToHashSet();
        List<ReportCell> cells =
        [
            .. counts.GroupBy(count => sports.GetValueOrDefault(count.Kind, "all")).OrderBy(sport => sport.Key, StringComparer.Ordinal)
                .SelectMany(sport => CellsOf(sport.Key, [.. sport], holders, sport.Any(count => ofFew.Contains(count.Batch)))),
        ];
        var states = counts.GroupBy(count => count.State).OrderBy(state => state.Key, StringComparer.Ordinal)
            .Select(state => (State: state.Key, Vouchers: state.Sum(count => count.Vouchers))).ToList();
        var told = SmallCells.Shown(
            [.. states.Select(state => state.Vouchers)], [.. states.Select(state => holders.OfState(state.State))]);
        var hidesTotal = ofFew.Count > 0 || (counts.Count > 0 && SmallCells.IsFew(holders.All));
        return new(
            page.ProgrammeNo, hidesTotal ? null : counts.Sum(count => count.Vouchers),
            hidesTotal || cells.Exists(cell => cell.FaceFen is null) ? null : counts.Sum(count => count.Face),
            new SortedDictionary<string, long?>(
                states.Select((state, at) => (state.State, Told: hidesTotal ? null : told[at]))
                    .ToDictionary(one => one.State, one => one.Told),
                StringComparer.Ordinal),
            cells);
    }

    /// <param name="hidesTotal">True where what all cells come to would tell a batch of few.</param>
    static IEnumerable<ReportCell> CellsOf(string sport, IReadOnlyList<VoucherCount> counts, VoucherHolders holders, bool hidesTotal)
    {
        var cells = counts.GroupBy(count => (District: count.District ?? "unknown", count.AgeBand))
            .OrderBy(cell => cell.Key.District, StringComparer.Ordinal).ThenBy(cell => cell.Key.AgeBand, StringComparer.Ordinal)
            .Select(cell => (
                cell.Key, Vouchers: cell.Sum(count => count.Vouchers), Face: cell.Sum(count => count.Face),
                Kinds: cell.Select(count => holders.OfCell(count.Kind, count.District, count.AgeBand)).ToList())).ToList();

        // Kinds of one sport may have the same holders: as many as the largest kind has are certain.
        var shown = SmallCells.Shown([.. cells.Select(cell => cell.Vouchers)], [.. cells.Select(cell => cell.Kinds.Max())], hidesTotal);

        // Vouchers and money together are two equations: of two kinds they tell how many there are of each.
        var hidesMoney = shown.Contains(null);
        return cells.Select((cell, at) => new ReportCell(
            sport, cell.Key.District, cell.Key.AgeBand, shown[at],
            hidesMoney || cell.Kinds.Exists(people => SmallCells.IsFew(people)) ? null : cell.Face));
    }
}

public sealed record ReportCell(string Sport, string District, string AgeBand, long? Vouchers, long? FaceFen);

/// <summary>What of a dry run is shown: no figure of a few, and no total that would tell one (RPT-2).</summary>
/// <param name="Claims">Null where a reason stands beside it that only a few were refused for.</param>
/// <param name="People">Null where only a few of them were not reached.</param>
/// <param name="Reached">Null, as are vouchers and cost, where only a few are.</param>
/// <param name="Cost">Face of all vouchers that would be issued, in fen.</param>
public sealed record DryRunFigures(
    long? Claims, long? People, long? Reached, long? Vouchers, long? Cost, IReadOnlyDictionary<string, long?> NotTried,
    IReadOnlyList<DryRunGroup> Groups)
{
    public static DryRunFigures Of(DryRunResult result)
    {
        var isFew = SmallCells.IsFew(result.Reached);
        var groups = SmallCells.Shown([.. result.Groups.Select(group => (long)group.People)]);
        return new(
            result.NotTried.Values.Any(refused => SmallCells.IsFew(refused)) ? null : SmallCells.Shown(result.Claims),
            SmallCells.IsFew(result.People - result.Reached) ? null : SmallCells.Shown(result.People), SmallCells.Shown(result.Reached),
            isFew ? null : result.Vouchers, isFew ? null : result.Cost.Fen,
            new SortedDictionary<string, long?>(
                result.NotTried.ToDictionary(one => one.Key, one => SmallCells.Shown(one.Value)), StringComparer.Ordinal),
            [.. result.Groups.Where((_, at) => groups[at] is not null)]);
    }
}

/// <param name="Issued">Null where fewer than ten persons have them.</param>
public sealed record OpenDataLine(
    string ProgrammeNo, string Name, int Batch, string Kind, long FaceFen, int Stock, long? Issued, long? Expired);

/// <summary>The dataset 体育消费券统计 as it is opened to the public.</summary>
/// <param name="SchemaSm3">Of the names of the columns: another one is another schema.</param>
/// <param name="Sm3">Of the CSV.</param>
public sealed record OpenDataSet(
    string CatalogueId, string Title, LocalDate AsOf, string Licence, string UpdateCycle, string SchemaSm3, int RowCount, string Sm3,
    IReadOnlyList<OpenDataLine> Rows);

public static class VoucherStatistics
{
    static readonly string[] Columns = ["programmeNo", "name", "batch", "kind", "faceFen", "stock", "issued", "expired"];

    public static IEnumerable<OpenDataLine> LinesOf(
        ProgrammePage page, IReadOnlyList<VoucherCount> counts, VoucherHolders holders)
    {
        foreach (var plan in page.Terms!.Batches)
        {
            var own = counts.Where(count => count.Batch == plan.Batch).ToList();
            var (issued, expired) = (own.Sum(one => one.Vouchers), own.Where(one => one.State == "expired").Sum(one => one.Vouchers));

            // What is left of issued less expired must not be a few either.
            var others = own.Where(one => one.State != "expired").Select(one => holders.OfBatchIn(plan.Batch, one.State)).DefaultIfEmpty();
            var told = SmallCells.Shown(
                [expired, issued - expired], [expired == 0 ? 0 : holders.OfBatchIn(plan.Batch, "expired"), others.Max()]);
            yield return new(
                page.ProgrammeNo, page.Terms.Name, plan.Batch, plan.Kind, page.Terms.KindOf(plan)!.Face.Fen, plan.Stock,
                issued > 0 && SmallCells.IsFew(holders.OfBatch(plan.Batch)) ? null : issued, told[0]);
        }
    }

    public static IEnumerable<IReadOnlyList<string>> Table(IEnumerable<OpenDataLine> lines) =>
        lines.Select(line => (IReadOnlyList<string>)
        [
            line.ProgrammeNo, line.Name, Text(line.Batch), line.Kind, Text(line.FaceFen), Text(line.Stock), Text(line.Issued),
                Text(line.Expired),
        ]).Prepend(Columns);

    public static OpenDataSet DataSetOf(IReadOnlyList<OpenDataLine> lines, byte[] csv, LocalDate asOf, ISm3 sm3) =>
        new(
            "sports-voucher-statistics", "体育消费券统计", asOf, "苏州市公共数据开放许可", "daily",
            Convert.ToHexStringLower(sm3.Hash(Encoding.UTF8.GetBytes(string.Join(',', Columns)))), lines.Count,
            Convert.ToHexStringLower(sm3.Hash(csv)), lines);

    static string Text(long? number) => number is { } known ? known.ToString(CultureInfo.InvariantCulture) : $"<{SmallCells.Least}";
}
