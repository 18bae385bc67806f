using Application;

namespace Infrastructure.Tests;

public sealed class RememberedReadingTests
{
    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task a_reading_that_was_under_way_when_it_was_forgotten_answers_nobody_who_asks_later()
    {
        var value = "old";
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var remembered = new RememberedReading<string>(
            async _ =>
            {
                var seen = value;
                begun.TrySetResult();
                await goOn.Task;
                return seen;
            },
            Lasts, TimeProvider.System);
        var before = remembered.CurrentAsync(default);
        await begun.Task;

        value = "new";
        remembered.Forget();
        var after = remembered.CurrentAsync(default);
        goOn.SetResult();

        Assert.Equal("new", await after);
        Assert.Equal("new", await before);
        Assert.Equal("new", await remembered.CurrentAsync(default));
    }

    [Fact]
    public async Task it_is_read_again_when_its_time_is_over_or_it_was_forgotten_and_not_before()
    {
        var (reads, time) = (0, new StandingTime());
        using var remembered = new RememberedReading<string>(_ => Task.FromResult($"{++reads}"), Lasts, time);

        Assert.Equal("1", await remembered.CurrentAsync(default));
        time.Now += Lasts - TimeSpan.FromTicks(1);
        Assert.Equal("1", await remembered.CurrentAsync(default));
        time.Now += TimeSpan.FromTicks(1);
        Assert.Equal("2", await remembered.CurrentAsync(default));
        remembered.Forget();
        Assert.Equal("3", await remembered.CurrentAsync(default));
    }

    sealed class StandingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
