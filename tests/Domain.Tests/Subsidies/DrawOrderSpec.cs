using Domain.Subsidies;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Domain.Tests.Subsidies.SubsidySamples;

namespace Domain.Tests.Subsidies;

/// <summary>VCH-12: entries served together, in whatever order, come to what they come to one after the other.</summary>
public sealed class DrawOrderSpec
{
    static readonly BatchPlan Plan = Lottery with
    {
        Stock = 9, SeniorReserve = 3, AssistedReserve = 2, ReserveOpensAt = At(2026, 6, 10, 10),
    };

    [Fact]
    public void as_many_are_served_together_as_there_is_one_for_each_of()
    {
        StockShare[] own = [.. Enumerable.Repeat(StockShare.General, 9)];

        Assert.Equal(4, Together(own, StockLevels.Nothing, reservesAreOpen: false));
        Assert.Equal(9, Together(own, StockLevels.Nothing, reservesAreOpen: true));
        Assert.Equal(7, Together([.. Enumerable.Repeat(StockShare.Senior, 9)], StockLevels.Nothing, reservesAreOpen: false));
        Assert.Equal(0, Together(own, Out(StockShare.General, 4), reservesAreOpen: false));
        Assert.Equal(1, Together([StockShare.Senior, .. own], Out(StockShare.General, 4), reservesAreOpen: false));
        Assert.Equal(0, Together([], StockLevels.Nothing, reservesAreOpen: true));
    }

    [Fact]
    public void in_whatever_order_they_are_served_each_of_them_has_one_and_as_much_is_left_of_each_share()
    {
        var draws = Gen.Choose(1, 3).ListOf(14).Zip(Gen.Choose(0, 5)).Zip(Gen.Choose(0, 1)).Zip(Gen.Choose(0, 10_000));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261130UL, 20260701UL),
            Prop.ForAll(draws.ToArbitrary(), draw =>
            {
                var (((shares, issued), open), seed) = draw;
                List<StockShare> own = [.. shares.Select(share => (StockShare)share)];
                var before = Serve(own.Take(issued), StockLevels.Nothing, open == 1).After;
                var rest = own.Skip(issued).ToList();
                var together = rest.Take(Together(rest, before, open == 1)).ToList();
                var random = new Random(seed);
                var (inOrder, left) = Serve(together, before, open == 1);
                var (shuffled, leftAfter) = Serve([.. together.OrderBy(_ => random.Next())], before, open == 1);
                return inOrder == together.Count && shuffled == together.Count && TotalOf(left) == TotalOf(leftAfter)
                    && (open == 1 || Enum.GetValues<StockShare>().All(share => left[Row(share)] == leftAfter[Row(share)]));
            }));
    }

    static int Together(IReadOnlyList<StockShare> own, StockLevels levels, bool reservesAreOpen) =>
        LotteryDraw.ServedTogether("P1", Plan, own, levels, reservesAreOpen);

    /// <summary>One after the other, as the decider takes from the stock.</summary>
    static (int Served, StockLevels After) Serve(IEnumerable<StockShare> own, StockLevels levels, bool reservesAreOpen)
    {
        var served = 0;
        foreach (var first in own)
        {
            if (Stock.FirstLeft("P1", Plan, Stock.SharesFor(Plan, [first], reservesAreOpen), levels) is not { } share) continue;
            levels = levels.After([new(Row(share), 1)]);
            served++;
        }

        return (served, levels);
    }

    static StockLevels Out(StockShare share, int count) => StockLevels.Nothing.After([new(Row(share), count)]);

    static StockRow.Out Row(StockShare share) => new("P1", Plan.Batch, share);

    static long TotalOf(StockLevels levels) => Enum.GetValues<StockShare>().Sum(share => levels[Row(share)]);
}
