using Api.Subsidies;
using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;
using Projections.Subsidies;

namespace Api.Tests.Subsidies;

/// <summary>RPT-2: what a report tells beside the open data of the same programme, which name each batch of ten persons and more.</summary>
public sealed class ReportTable
{
    const string Young = "18-34", Middle = "35-49", Old = "70+";

    [Fact]
    public void a_cell_of_few_is_not_what_the_batches_of_its_sport_come_to_less_the_rest()
    {
        var report = Report(
            Of(1, "V50", Middle, 14), Of(1, "V50", Old, 3), Of(2, "W20", Middle, 11), Of(2, "W20", Young, 10));

        Assert.Equal(
            [("SWIM", Young, 10L), ("SWIM", Middle, 11L), ("all", Middle, null), ("all", Old, null)],
            report.Cells.Select(cell => (cell.Sport, cell.AgeBand, cell.Vouchers)));
        Assert.Equal((38L, null), (report.Vouchers, report.FaceFen));
        Assert.Equal([20_000L, 22_000L, null, null], report.Cells.Select(cell => cell.FaceFen));
    }

    [Fact]
    public void a_batch_of_few_is_not_the_total_less_the_other_batches()
    {
        var report = Report(Of(1, "V50", Middle, 20), Of(1, "V50", Young, 30), Of(1, "V50", Old, 40), Of(3, "V50", Middle, 3));

        Assert.Equal((null, null, null), (report.Vouchers, report.FaceFen, report.ByState["held"]));
        Assert.Equal([null, null, 40L], report.Cells.Select(cell => cell.Vouchers));
    }

    [Fact]
    public void money_does_not_tell_how_many_are_of_a_kind_that_few_have()
    {
        var report = Report(Of(1, "V50", Middle, 20), Of(3, "V10", Middle, 10), Of(1, "V50", Old, 20), Of(3, "V10", Old, 2));

        Assert.Equal([30L, 22L], report.Cells.Select(cell => cell.Vouchers));
        Assert.Equal([110_000L, null], report.Cells.Select(cell => cell.FaceFen));
        Assert.Equal((52L, null), (report.Vouchers, report.FaceFen));
    }

    static readonly VoucherKind[] Kinds =
        [Kind("V50", 5_000), Kind("V10", 1_000), Kind("W20", 2_000) with { Sport = "SWIM" }];

    static VoucherKind Kind(string code, long face) => new(code, new Money(face), Money.Zero, 100, false, 0, 0);

    static VoucherCount Of(int batch, string kind, string band, long persons) =>
        new(batch, kind, "held", "320508", band, persons, persons * Kinds.Single(one => one.Code == kind).Face.Fen);

    /// <summary>Each person has one voucher.</summary>
    static ProgrammeReport Report(params VoucherCount[] counts)
    {
        List<HolderCount> holders =
        [
            .. counts.GroupBy(one => (one.Kind, one.District, one.AgeBand))
                .Select(cell => new HolderCount(null, cell.Key.Kind, null, cell.Key.District, cell.Key.AgeBand, cell.Sum(Persons))),
            .. counts.GroupBy(one => one.Batch).Select(cell => new HolderCount(cell.Key, null, null, null, null, cell.Sum(Persons))),
            .. counts.GroupBy(one => one.State).Select(cell => new HolderCount(null, null, cell.Key, null, null, cell.Sum(Persons))),
            new(null, null, null, null, null, counts.Sum(Persons)),
        ];
        return ProgrammeReport.Of(Page, counts, new VoucherHolders(holders));

        static long Persons(VoucherCount count) => count.Vouchers;
    }

    static ProgrammePage Page => new(
        "RP-1", "2026-T", "320500", Money.Yuan(1), "running",
        [
            new(1, new LocalDate(2026, 6, 1), new LocalDate(2026, 5, 1), new("苏体公审〔2026〕5号", new LocalDate(2026, 5, 1), "compliant"), new(
                "苏州体育惠民消费券", "320500", new LocalDate(2026, 6, 1), new LocalDate(2026, 6, 30), [], [], Kinds, [],
                new ClaimRules([], null, false), new UseRules([], null, null, null), new EligibilityRules(null, null, null, [], false),
                RecyclePolicy.Fund, RefundPolicy.Restore, null)),
        ],
        null, [], [], null, 1);
}
