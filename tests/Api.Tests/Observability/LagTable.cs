using System.Diagnostics;
using Api.Health;

namespace Api.Tests.Observability;

/// <summary>How long a reader has been behind, told by a clock of the test's.</summary>
public sealed class LagTable
{
    long seconds;

    [Fact]
    public void a_reader_is_behind_since_the_horizon_passed_it()
    {
        var history = new LagHistory(() => seconds * Stopwatch.Frequency);
        history.See(horizon: 10, slowest: 10);
        Assert.Equal(TimeSpan.Zero, history.Behind(10));

        seconds = 5;
        history.See(horizon: 20, slowest: 10);
        seconds = 8;
        history.See(horizon: 30, slowest: 10);

        Assert.Equal(TimeSpan.FromSeconds(3), history.Behind(10));
        Assert.Equal(TimeSpan.FromSeconds(3), history.Behind(19));
        Assert.Equal(TimeSpan.Zero, history.Behind(20));
        Assert.Equal(TimeSpan.Zero, history.Behind(30));
    }

    [Fact]
    public void a_lag_grows_though_the_log_rests()
    {
        var history = new LagHistory(() => seconds * Stopwatch.Frequency);
        history.See(horizon: 10, slowest: 9);
        for (seconds = 1; seconds <= 100; seconds++) history.See(horizon: 10, slowest: 9);
        seconds = 100;

        Assert.Equal(TimeSpan.FromSeconds(100), history.Behind(9));
    }

    [Fact]
    public void a_long_lag_is_remembered_in_bounded_memory()
    {
        var history = new LagHistory(() => seconds * Stopwatch.Frequency);
        for (seconds = 0; seconds < 20_000; seconds++) history.See(horizon: seconds + 1, slowest: 0);

        Assert.Equal(TimeSpan.FromSeconds(20_000), history.Behind(0));
        Assert.InRange(history.Remembered, 1, 4096);
    }
}
