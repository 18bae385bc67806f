using Api.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Projections;
using Projections.Reading;

namespace Api.Tests;

/// <summary>specs/read-models.md, RM-14: no answer is old without a word.</summary>
[Collection(OneService.Name)]
public sealed class ReadAnswersSpec(Service service)
{
    /// <summary>No read model ever comes so far.</summary>
    const long Ahead = long.MaxValue;

    [Fact]
    public async Task an_answer_that_lacks_what_was_written_here_says_up_to_where()
    {
        var (problem, http) = await AskAsync(written: Ahead);

        Assert.Null(problem);
        Assert.Equal("9223372036854775807", http.Response.Headers[ReadAnswers.Stale].ToString());
    }

    [Fact]
    public async Task whoever_does_not_want_to_wait_is_told_at_once()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var (problem, http) = await AskAsync(Ahead, ("Prefer", "stale-ok"));

        Assert.Null(problem);
        Assert.True(http.Response.Headers.ContainsKey(ReadAnswers.Stale), $"after {watch.Elapsed}");
    }

    [Fact]
    public async Task whoever_names_a_position_is_refused_what_lacks_it()
    {
        var (problem, http) = await AskAsync(written: 0, ("Regulation-Position", "9223372036854775807"));

        Assert.Equal("read-model.behind", problem!.Code);
        Assert.False(http.Response.Headers.ContainsKey(ReadAnswers.Stale));
        Assert.Equal("query.unreadable", (await AskAsync(0, ("Regulation-Position", "-1"))).Problem!.Code);
    }

    [Fact]
    public async Task what_has_come_as_far_as_was_written_bears_no_mark()
    {
        foreach (var headers in new[] { [], new[] { ("Prefer", "stale-ok") }, [("Regulation-Position", "0")] })
        {
            var (problem, http) = await AskAsync(written: 0, headers);
            Assert.Null(problem);
            Assert.False(http.Response.Headers.ContainsKey(ReadAnswers.Stale));
        }
    }

    async Task<(Problem? Problem, HttpContext Http)> AskAsync(long written, params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        foreach (var (name, value) in headers) http.Request.Headers[name] = value;
        var answers = new ReadAnswers(service.Provider.GetRequiredService<ReadGate>(), new Writes(written));
        return (await answers.WaitAsync(http, ReadModels.Vouchers, ReadModels.CasePages), http);
    }

    sealed record Writes(long LastPosition) : IOwnWrites;
}
