using Domain.Identity;
using Domain.Kernel;
using Domain.Subsidies;
using EventStore;
using Projections.Subsidies;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Subsidies;

/// <summary>What funds, programmes and boards show of their events.</summary>
public sealed class SubsidyPageTests
{
    static readonly IReadOnlyList<StoredEvent> Log = SubsidySamples.Log(after: 0);
    static readonly PersonRef Checker = new("p-checker");

    [Fact]
    public void a_funds_balances_are_those_of_its_postings()
    {
        var fund = ReadModels.Funds.Rows(Log)["2026-T-1"];

        Assert.Equal(("open", Money.Yuan(2_000), Money.Yuan(750), Money.Yuan(1_250)),
            (fund.State, fund.Approved, fund.Available, fund.Frozen["P-1"]));
        Assert.Null(fund.Pending);
    }

    [Fact]
    public void a_fund_tells_what_was_received_and_granted_and_what_waits()
    {
        var fund = ReadModels.Funds.Rows(Log)["2026-T-2"];

        Assert.Equal(
            (Money.Yuan(150), Money.Yuan(350), Money.Yuan(80), Money.Yuan(300)),
            (fund.Available, fund.Frozen["P-2"], fund.Granted["P-2"], fund.Received));
        Assert.Equal((4, "receipt", "SZ-2"), (fund.Pending!.Act, fund.Pending.Kind, fund.Pending.DocumentNo));
        var grant = ReadModels.Grants.Rows(Log)["2026-T-2/3"];
        Assert.Equal(("P-2", new PersonRef("p-5"), Money.Yuan(80)), (grant.ProgrammeNo, grant.Beneficiary, grant.Amount));
    }

    [Fact]
    public void a_programme_has_its_edition_and_its_draw()
    {
        var page = ReadModels.Programmes.Rows(Log)["P-1"];

        Assert.Equal(("running", 1), (page.State, page.Editions.Count));
        Assert.Equal((2, (string?)null), (page.Draws.Single().Batch, page.Draws.Single().Seed));
    }

    [Fact]
    public void a_board_counts_what_was_issued_and_what_came_back()
    {
        var boards = ReadModels.DropBoards.Rows(Log);

        Assert.Equal((2, 1, 1), (boards["P-1/1"].Issued, boards["P-1/1"].Returned, boards["P-1/1"].Voided));
        Assert.Equal((1, 0), (boards["P-1/1"].Out[StockShare.General], boards["P-1/1"].Out[StockShare.Senior]));
        Assert.Equal(1, boards["P-1/2"].Entries);
    }

    [Fact]
    public void what_comes_back_for_the_next_batch_is_counted_there()
    {
        var log = Log.Concat(Recorded.Of("voucher-wallet/P-1/p-3",
        [
            On(Monday, SubsidySamples.Claimed("P-1-1-C")),
            On(Monday, new VoucherExpired("P-1-1-C", 1, Money.Yuan(50), StockShare.General, Monday, 2)),
        ], after: 40)).ToList();
        var boards = ReadModels.DropBoards.Rows(log);

        Assert.Equal((1, 1, 2), (boards["P-1/1"].Expired, boards["P-1/2"].Extra, boards["P-1/1"].Out[StockShare.General]));
        Assert.Equal("expired", ReadModels.Vouchers.Rows(log)["P-1-1-C"].State);
    }

    [Fact]
    public void what_was_decided_against_a_person_stands_with_its_review()
    {
        var rows = ReadModels.AdverseDecisions.Rows(Log);

        // What an officer tried in vain is nothing against the holder.
        Assert.Equal(["P-1-1-B", "d-1"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ("voided", "voucher.voided", "mistake", null),
            (rows["P-1-1-B"].Kind, rows["P-1-1-B"].Code, rows["P-1-1-B"].Detail, rows["P-1-1-B"].Review));
        Assert.Equal(
            ("refused", "p-1", Monday.PlusDays(60), Monday.PlusDays(30), null),
            (rows["d-1"].Kind, rows["d-1"].Person.Value, rows["d-1"].ReviewUntil, rows["d-1"].Review!.DecideBy,
                rows["d-1"].Review!.Outcome));
        var decided = ReadModels.AdverseDecisions.Rows([.. Log, .. Recorded.Of("voucher-wallet/P-1/p-4",
        [
            On(Monday, new ReviewDecided("d-1", "upheld", "abuse-confirmed", null, Checker, Monday, InTime: true, Basis)),
        ], after: 60)]);
        Assert.Equal(("upheld", Monday), (decided["d-1"].Review!.Outcome, decided["d-1"].Review!.DecidedOn));
    }

    [Fact]
    public void a_voiding_that_waits_for_its_second_person_stands_apart_until_it_is_done_or_turned_down()
    {
        StoredEvent[] Wallet(params WalletEvent[] events) =>
            [.. Recorded.Of("voucher-wallet/P-1/p-9", [.. events.Select(one => On(Monday, one))], after: 70)];
        AdverseDecisionLine? Row(params WalletEvent[] events) =>
            ReadModels.AdverseDecisions.Rows([.. Wallet(events)]).GetValueOrDefault("P-1-1-Z");
        WalletEvent[] proposed = [SubsidySamples.Claimed("P-1-1-Z"), new VoidingProposed("P-1-1-Z", "fraud", Checker, Monday, Basis)];

        Assert.Equal(("proposed", "fraud"), (Row(proposed)!.Kind, Row(proposed)!.Detail));
        Assert.Null(Row([.. proposed, new VoidingTurnedDown("P-1-1-Z", "not-proven", Checker, Monday)]));
        Assert.Equal("voided", Row(
        [
            .. proposed, new VoucherVoided("P-1-1-Z", 1, Money.Yuan(50), StockShare.General, "fraud", Checker, Monday, 1, Basis),
        ])!.Kind);
    }
}
