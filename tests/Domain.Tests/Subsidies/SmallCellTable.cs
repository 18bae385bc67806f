using Domain.Subsidies;

namespace Domain.Tests.Subsidies;

/// <summary>RPT-2: what of a table may be shown.</summary>
public sealed class SmallCellTable
{
    [Theory]
    [InlineData("10,11,0", "10,11,0")]
    [InlineData("9,20,30", "-,-,30")]
    [InlineData("9,1,30", "-,-,30")]
    [InlineData("4,5,30", "-,-,-")]
    [InlineData("3", "-")]
    [InlineData("1,0,0", "-,0,0")]
    public void few_are_hidden_and_cannot_be_computed_from_the_rest(string counts, string shown) =>
        Assert.Equal(
            shown, string.Join(',', SmallCells.Shown([.. counts.Split(',').Select(long.Parse)]).Select(one => one?.ToString() ?? "-")));

    [Theory]
    [InlineData("12,30", "1,25", "-,-")]
    [InlineData("12,30,40", "1,25,40", "-,-,40")]
    [InlineData("12,30", "10,25", "12,30")]
    public void one_person_with_many_vouchers_is_one_person(string counts, string people, string shown) =>
        Assert.Equal(
            shown,
            string.Join(',', SmallCells.Shown(Numbers(counts), Numbers(people)).Select(one => one?.ToString() ?? "-")));

    [Theory]
    [InlineData("30,20,10,0", "30,-,-,0")]
    [InlineData("9,20,30", "-,-,30")]
    [InlineData("40", "-")]
    [InlineData("0,0", "0,0")]
    public void where_the_total_must_not_be_told_the_smallest_are_hidden(string counts, string shown) =>
        Assert.Equal(
            shown,
            string.Join(
                ',', SmallCells.Shown(Numbers(counts), Numbers(counts), hidesTotal: true).Select(one => one?.ToString() ?? "-")));

    static long[] Numbers(string text) => [.. text.Split(',').Select(long.Parse)];
}
