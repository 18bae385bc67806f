using System.Globalization;
using System.Text;
using Application.Ports;
using Domain.Subsidies;
using NodaTime;
using Projections.Subsidies;

namespace Api.Subsidies;

/// <summary>RPT-1: what became of a programme's vouchers by sport, by where claimants live and by age band.</summary>
/// <param name="Vouchers">Issued so far.</param>
/// <param name="FaceFen">Of all that were issued.</param>
/// <param name="ByState">held, expired, voided.</param>
/// <param name="Cells">Null figures are of fewer than ten, or would tell such a one.</param>
public sealed record ProgrammeReport(
    string ProgrammeNo, long Vouchers, long FaceFen, IReadOnlyDictionary<string, long> ByState, IReadOnlyList<ReportCell> Cells)
{
    public static ProgrammeReport Of(ProgrammePage page, IReadOnlyList<VoucherCount> counts)
    {
        var sports = page.Editions.SelectMany(edition => edition.Terms.Kinds)
            .GroupBy(kind => kind.Code).ToDictionary(kinds => kinds.Key, kinds => kinds.Last().Sport ?? "all");
        var cells = counts
            .GroupBy(count => (Sport: sports.GetValueOrDefault(count.Kind, "all"), District: count.District ?? "unknown", count.AgeBand))
            .OrderBy(cell => cell.Key.Sport, StringComparer.Ordinal).ThenBy(cell => cell.Key.District, StringComparer.Ordinal)
            .ThenBy(cell => cell.Key.AgeBand, StringComparer.Ordinal)
            .Select(cell => (cell.Key, Vouchers: cell.Sum(count => count.Vouchers), Face: cell.Sum(count => count.Face))).ToList();
        var shown = SmallCells.Shown([.. cells.Select(cell => cell.Vouchers)]);
        return new(
            page.ProgrammeNo, counts.Sum(count => count.Vouchers), counts.Sum(count => count.Face),
            new SortedDictionary<string, long>(
                counts.GroupBy(count => count.State).ToDictionary(state => state.Key, state => state.Sum(count => count.Vouchers)),
                StringComparer.Ordinal),
            [
                .. cells.Select((cell, at) => new ReportCell(
                    cell.Key.Sport, cell.Key.District, cell.Key.AgeBand, shown[at], shown[at] is null ? null : cell.Face)),
            ]);
    }
}

public sealed record ReportCell(string Sport, string District, string AgeBand, long? Vouchers, long? FaceFen);

/// <param name="Issued">Null where fewer than ten were.</param>
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

    public static IEnumerable<OpenDataLine> LinesOf(ProgrammePage page, IReadOnlyList<VoucherCount> counts)
    {
        foreach (var plan in page.Terms!.Batches)
        {
            var own = counts.Where(count => count.Batch == plan.Batch).ToList();
            var (issued, expired) = (own.Sum(one => one.Vouchers), own.Where(one => one.State == "expired").Sum(one => one.Vouchers));

            // What is left of issued less expired must not be a few either.
            var told = SmallCells.Shown([expired, issued - expired]);
            yield return new(
                page.ProgrammeNo, page.Terms.Name, plan.Batch, plan.Kind, page.Terms.KindOf(plan)!.Face.Fen, plan.Stock,
                issued is > 0 and < SmallCells.Least ? null : issued, told[0]);
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
