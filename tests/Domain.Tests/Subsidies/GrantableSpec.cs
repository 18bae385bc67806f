using Domain.Kernel;
using Domain.Subsidies;
using NodaTime;
using static Domain.Tests.Subsidies.SubsidySamples;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.ProgrammeEvent>;

namespace Domain.Tests.Subsidies;

/// <summary>FND-15: 2,000 yuan for twenty vouchers of 50 at once (to 30 June 22:00) and ten by a lottery; 500 are for grants.</summary>
public sealed class GrantableSpec
{
    static readonly Programme.Running Programme = Running() with { Budget = Money.Yuan(2_000) };
    static readonly Instant Before = At(2026, 5, 20, 9);

    [Fact]
    public void what_batches_may_still_issue_is_not_for_grants()
    {
        Assert.Equal(Money.Yuan(500), GrantableAt(Before));

        // Each voucher that goes out was kept for, and one that comes back is kept for again.
        Assert.Equal(Money.Yuan(500), GrantableAt(At(2026, 6, 3, 0), Claimed()));
        Assert.Equal(Money.Yuan(500), GrantableAt(At(2026, 6, 3, 0), [.. Claimed(), .. Ended(backTo: 1)]));

        // One that is not issued again is the fund's: it was never for grants.
        Assert.Equal(Money.Yuan(500), GrantableAt(At(2026, 6, 3, 0), [.. Claimed(), .. Ended(backTo: null)]));
        Assert.Equal(Money.Yuan(450), GrantableAt(At(2026, 6, 3, 0), [new(new StockRow.Bound("P1"), 5_000)]));
    }

    [Fact]
    public void a_batch_that_is_closed_or_stopped_issues_nothing_and_a_lottery_may_to_the_last_day()
    {
        Assert.Equal(Money.Yuan(500), GrantableAt(At(2026, 6, 30, 21, 59, 59)));
        Assert.Equal(Money.Yuan(1_500), GrantableAt(At(2026, 6, 30, 22)));
        Assert.Equal(Money.Yuan(2_000), GrantableAt(At(2026, 7, 1, 0)));
        Assert.Equal(Money.Yuan(1_500), Stock.GrantableBy(Programme with { Stopped = [1] }, Before, StockLevels.Nothing));
        Assert.Equal(Money.Yuan(1_000), Stock.GrantableBy(Programme with { Stopped = [2] }, Before, StockLevels.Nothing));
    }

    [Fact]
    public void a_batch_counts_once_by_the_terms_of_the_day_on_which_it_opens()
    {
        var later = Programme.Editions[0] with
        {
            Edition = 2, InForceFrom = new LocalDate(2026, 6, 4),
            Terms = Programme.Editions[0].Terms with
            {
                Batches =
                [
                    Programme.Editions[0].Terms.Batches[0], Lottery with { Stock = 4 }, Lottery with { Batch = 3, Stock = 1 },
                ],
            },
        };
        var both = Programme with { Editions = Programme.Editions.Add(later) };

        // The first batch opens before the change and the others after it: 20, 4 and 1 vouchers.
        Assert.Equal(Money.Yuan(750), Stock.GrantableBy(both, Before, StockLevels.Nothing));
        Assert.Equal(Money.Yuan(750), Stock.GrantableBy(both, At(2026, 6, 6, 0), StockLevels.Nothing));
    }

    [Fact]
    public void later_terms_are_refused_where_grants_have_left_too_little_for_their_batches()
    {
        var more = Programme.Editions[0] with
        {
            Edition = 2, InForceFrom = new LocalDate(2026, 6, 4),
            Terms = Programme.Editions[0].Terms with
            {
                Batches = [.. Programme.Editions[0].Terms.Batches, Lottery with { Batch = 3, Stock = 2 }],
            },
        };
        var proposed = Programme with { Pending = more, LastEdition = 2 };
        Answer Approve(long granted) => ProgrammeDecider.Decide(
            new ApproveTerms(Checker, Before, 2, Review, StockLevels.Nothing.After(
                [new(new StockRow.Bound("P1"), granted), new(new StockRow.Gone("P1"), granted)])), proposed);

        Assert.IsType<Answer.Accepted>(Approve(40_000));
        Assert.Equal(
            ProgrammeRefusals.BatchesMustFitWhatIsLeft.Code, Assert.IsType<Answer.Refused>(Approve(40_001)).Refusal.Code);
    }

    [Fact]
    public void what_a_grant_or_a_freed_voucher_has_taken_is_not_claimed()
    {
        var facts = Facts(stock: StockLevels.Nothing.After([new(new StockRow.Bound("P1"), 145_001)]));
        var claim = WalletDecider.Decide(Claim(At(2026, 6, 8, 12)), VoucherWallet.Initial, facts);

        Assert.Equal(WalletRefusals.SoldOut.Code, Assert.IsType<Answer<WalletEvent>.Refused>(claim).Refusal.Code);
        var last = Facts(stock: StockLevels.Nothing.After([new(new StockRow.Bound("P1"), 145_000)]));
        Assert.IsType<Answer<WalletEvent>.Accepted>(WalletDecider.Decide(Claim(At(2026, 6, 8, 12)), VoucherWallet.Initial, last));
    }

    static Money GrantableAt(Instant at, params StockMove[] moves) =>
        Stock.GrantableBy(Programme, at, StockLevels.Nothing.After(moves));

    static StockMove[] Claimed() => [.. Stock.MovesOf("P1", new VoucherClaimed(
        "P1-1-A", 1, "V50", Money.Yuan(50), 1, new LocalDate(2026, 6, 1), new LocalDate(2026, 6, 7), StockShare.General, "app",
        new ClaimantGroup("18-34", null)))];

    static StockMove[] Ended(int? backTo) => [.. Stock.MovesOf("P1", new VoucherExpired(
        "P1-1-A", 1, Money.Yuan(50), StockShare.General, new LocalDate(2026, 6, 7), backTo))];
}
