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
        Stock = 9, SeniorReserve = 3, AssistedReserve = 2,
    };

    [Fact]
    public void as_many_are_served_together_as_there_is_one_for_each_of()
    {
        StockShare[] own = [.. Enumerable.Repeat(StockShare.General, 9)];

        Assert.Equal(4, Together(own, StockLevels.Nothing));
        Assert.Equal(7, Together([.. Enumerable.Repeat(StockShare.Senior, 9)], StockLevels.Nothing));
        Assert.Equal(0, Together(own, Out(StockShare.General, 4)));
        Assert.Equal(1, Together([StockShare.Senior, .. own], Out(StockShare.General, 4)));
        Assert.Equal(0, Together([], StockLevels.Nothing));
    }

    [Fact]
    public void in_whatever_order_they_are_served_each_of_them_has_one_and_as_much_is_left_of_each_share()
    {
        var draws = Gen.Choose(1, 3).ListOf(14).Zip(Gen.Choose(0, 5)).Zip(Gen.Choose(0, 10_000));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261130UL, 20260701UL),
            Prop.ForAll(draws.ToArbitrary(), draw =>
            {
                var ((shares, issued), seed) = draw;
                List<StockShare> own = [.. shares.Select(share => (StockShare)share)];
                var before = Serve(own.Take(issued), StockLevels.Nothing).After;
                var rest = own.Skip(issued).ToList();
                var together = rest.Take(Together(rest, before)).ToList();
                var random = new Random(seed);
                var (inOrder, left) = Serve(together, before);
                var (shuffled, leftAfter) = Serve([.. together.OrderBy(_ => random.Next())], before);
                return inOrder == together.Count && shuffled == together.Count
                    && Enum.GetValues<StockShare>().All(share => left[Row(share)] == leftAfter[Row(share)]);
            }));
    }

    static int Together(IReadOnlyList<StockShare> own, StockLevels levels) =>
        LotteryDraw.ServedTogether("P1", Plan, own, levels);

    /// <summary>One after the other, as the decider takes from the stock.</summary>
    static (int Served, StockLevels After) Serve(IEnumerable<StockShare> own, StockLevels levels)
    {
        var served = 0;
        foreach (var first in own)
        {
            if (Stock.FirstLeft("P1", Plan, Stock.SharesFor(Plan, [first], reservesAreOpen: false), levels) is not { } share) continue;
            levels = levels.After([new(Row(share), 1)]);
            served++;
        }

        return (served, levels);
    }

    static StockLevels Out(StockShare share, int count) => StockLevels.Nothing.After([new(Row(share), count)]);

    static StockRow.Out Row(StockShare share) => new("P1", Plan.Batch, share);
}
