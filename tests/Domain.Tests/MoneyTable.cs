using Domain.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Domain.Tests;

/// <summary>Amounts are whole fen and nothing of them is lost.</summary>
public sealed class MoneyTable
{
    static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261130UL, 20260701UL);

    static readonly Gen<Money> Amounts =
        Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, 4_000)).Select(pair => new Money((long)pair.Item1 * pair.Item2));

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(5, "0.05")]
    [InlineData(123456, "1234.56")]
    [InlineData(-1, "-0.01")]
    [InlineData(-12300, "-123.00")]
    [InlineData(long.MinValue, "-92233720368547758.08")]
    public void reads_as_yuan(long fen, string text) => Assert.Equal(text, new Money(fen).ToString());

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(Money.MostFen, true)]
    [InlineData(Money.MostFen + 1, false)]
    public void is_payable_within_bounds(long fen, bool payable) => Assert.Equal(payable, new Money(fen).IsPayable());

    [Fact]
    public void an_overflow_is_a_bug_and_never_wraps() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));

    [Fact]
    public void a_part_of_a_fen_is_dropped() => Assert.Equal(new Money(33), new Money(100).Part(1, 3));

    [Fact]
    public void parts_sum_to_the_whole_and_none_is_larger_than_the_last() =>
        Check.One(Fixed, Prop.ForAll(Amounts.Zip(Gen.Choose(1, 400)).ToArbitrary(), pair =>
        {
            var parts = pair.Item1.Split(pair.Item2);
            return parts.Count == pair.Item2 && parts.Sum() == pair.Item1 && parts.All(part => part >= Money.Zero && part <= parts[^1]);
        }));
}
