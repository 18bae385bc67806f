using Api.Http;
using Microsoft.AspNetCore.Http;
using Projections.Reading;

namespace Api.Tests;

/// <summary>specs/programmes.md, RPT-3: what costs much is made once for all who ask, and is as old as it was dear.</summary>
public sealed class DearAnswersSpec
{
    readonly Clock clock = new();
    int made;

    [Fact]
    public async Task what_took_five_seconds_is_kept_for_a_hundred_and_then_made_again()
    {
        var dear = new DearAnswers(clock);

        Assert.Equal(1, await AskAsync(dear, "a", 5));
        clock.Pass(99.9);
        Assert.Equal(1, await AskAsync(dear, "a", 5));
        Assert.Equal(2, await AskAsync(dear, "b", 5));
        clock.Pass(0.1);
        Assert.Equal(3, await AskAsync(dear, "a", 5));
    }

    [Fact]
    public async Task what_took_no_time_is_made_each_time()
    {
        var dear = new DearAnswers(clock);

        Assert.Equal(1, await AskAsync(dear, "a", 0));
        Assert.Equal(2, await AskAsync(dear, "a", 0));
    }

    [Fact]
    public async Task however_many_ask_at_once_it_is_made_once()
    {
        var (dear, gate) = (new DearAnswers(clock), new TaskCompletionSource());
        async Task<Found<int>> MakeAsync()
        {
            await gate.Task;
            clock.Pass(1);
            return new(Interlocked.Increment(ref made), 7);
        }

        var asked = Enumerable.Range(0, 50).Select(_ => dear.AskAsync("a", MakeAsync, CancellationToken.None)).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(asked), answer => Assert.Equal(new Found<int>(1, 7), answer));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 99, 0)]
    [InlineData(5, 100, 1)]
    public async Task what_failed_is_tried_again_after_as_long_as_an_answer_would_be_kept(double took, double passed, int madeAgain)
    {
        var dear = new DearAnswers(clock);
        Task<Found<int>> FailAsync()
        {
            clock.Pass(took);
            throw new TimeoutException();
        }

        await Assert.ThrowsAsync<TimeoutException>(() => dear.AskAsync("a", FailAsync, CancellationToken.None));
        clock.Pass(passed);
        if (madeAgain == 1) Assert.Equal(1, await AskAsync(dear, "a", 5));
        else await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(dear, "a", 5));
        Assert.Equal(madeAgain, made);
    }

    [Fact]
    public async Task whoever_asked_may_go_and_the_next_one_has_the_answer()
    {
        var (dear, gate, gone) = (new DearAnswers(clock), new TaskCompletionSource(), new CancellationTokenSource());
        async Task<Found<int>> MakeAsync()
        {
            await gate.Task;
            clock.Pass(1);
            return new(Interlocked.Increment(ref made), 7);
        }

        var first = dear.AskAsync("a", MakeAsync, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = dear.AskAsync("a", MakeAsync, CancellationToken.None);
        gate.SetResult();

        Assert.Equal(new Found<int>(1, 7), await second);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("7", null, false)]
    [InlineData("8", null, true)]
    [InlineData("8", "stale-ok", false)]
    public void an_answer_older_than_the_caller_must_see_is_not_given(string? position, string? preference, bool isBefore)
    {
        var http = new DefaultHttpContext();
        if (position is not null) http.Request.Headers["Regulation-Position"] = position;
        if (preference is not null) http.Request.Headers["Prefer"] = preference;

        Assert.Equal(isBefore, ReadAnswers.IsBefore(http, 7));
    }

    async Task<int> AskAsync(DearAnswers dear, string name, double seconds) =>
        (await dear.AskAsync(
            name,
            () =>
            {
                clock.Pass(seconds);
                return Task.FromResult(new Found<int>(++made, 7));
            },
            CancellationToken.None)).Value;

    sealed class Clock : TimeProvider
    {
        long now = 1;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => now;

        public void Pass(double seconds) => now += (long)Math.Round(seconds * TimestampFrequency);
    }
}
