using System.Text.Json;
using Bench.Measuring;
using Bench.Report;
using Bench.Server;
using TestKit;

namespace Bench.Tests;

/// <summary>One run so small that its figures mean nothing: it shows that every row is measured and told.</summary>
public sealed class EveryRow
{
    [Fact]
    public async Task is_in_the_table_and_in_the_file_with_its_base_and_its_bound()
    {
        await using var server = BenchServer.At(await TestServer.ConnectionStringAsync());
        var (table, file) = (new StringWriter(), Path.GetTempFileName());
        try
        {
            var answer = await BenchCommand.RunAsync(
                server, TestServer.Checkout, Scale.Tiny, [], new FileInfo(file), keep: false, table, CancellationToken.None);

            Assert.DoesNotContain("Not measured", table.ToString(), StringComparison.Ordinal);
            Assert.Equal(0, answer);

            using var run = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            var rows = run.RootElement.GetProperty("rows").EnumerateArray()
                .ToDictionary(row => row.GetProperty("id").GetString()!);
            Assert.Equal(BenchCommand.Rows.Select(row => row.Id).Append("m1").Order(), rows.Keys.Order());
            Assert.All(BenchCommand.Rows, row =>
            {
                Assert.Equal(row.Base is not null, rows[row.Id].TryGetProperty("against", out _));

                // A busy machine may hear of an answer later than of the read model's row: then there is no lag.
                Assert.InRange(rows[row.Id].GetProperty("got").GetDouble(), row.Base is null ? 0 : 0.000_001, double.MaxValue);
                Assert.Contains(row.What, table.ToString(), StringComparison.Ordinal);
            });
            Assert.Contains("Not there yet", table.ToString(), StringComparison.Ordinal);
            Assert.Contains("fsync=on", table.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(true, 2.5, 2.5, true)]
    [InlineData(true, 2.5, 2.49, false)]
    [InlineData(false, 20, 20, true)]
    [InlineData(false, 20, 20.1, false)]
    public void meets_its_bound_at_the_bound(bool atLeast, double bound, double got, bool met) =>
        Assert.Equal(met, new Target(atLeast, bound, "x").IsMetBy(got));

    [Fact]
    public void is_the_median_of_the_ratios_of_its_rounds_and_not_the_ratio_of_its_medians()
    {
        Round[] rounds = [new(new Side(30), new Side(10)), new(new Side(10), new Side(10)), new(new Side(40), new Side(20))];

        var result = new RowResult(new RowInfo("1", "what", "base", Target.Least(2)), "/s", rounds, null);

        Assert.Equal((2.0, 1.0, 3.0), (result.Got, result.Lowest, result.Highest));
        Assert.Equal((30.0, 10.0), (result.Ours.Value, result.Against!.Value));
    }

    [Fact]
    public async Task stops_where_the_time_is_over_and_counts_nothing_of_the_warm_up()
    {
        var window = new LoadWindow(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(2));
        var sent = 0;

        var load = await Load.RunAsync(4, window, async () =>
        {
            Interlocked.Increment(ref sent);
            await Task.Delay(20);
        });

        Assert.InRange(load.Count, 1, sent - 1);
        Assert.Equal(load.Count / 2.0, load.Rate, precision: 3);
        Assert.True(load.P50 >= 19);
    }
}
