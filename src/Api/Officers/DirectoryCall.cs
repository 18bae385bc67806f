using System.Text.Json;
using Api.Http;
using Api.Identity;
using Application;
using Application.Ports;
using Application.Reading;
using Application.SportPermits;
using Domain.Identity;
using EventStore;
using NodaTime;

namespace Api.Officers;

/// <summary>What a command beside the cases needs to be made.</summary>
public sealed record DirectoryAct(Actor Actor, Instant At, CommandId Id, Envelope Body)
{
    const int MostCases = 1000;

    /// <summary>The member "cases": numbers of cases; null where it is not there.</summary>
    public IReadOnlyList<string>? Cases()
    {
        if (Body.OptionalArray("cases", MostCases) is not { } items) return null;
        var cases = new List<string>();
        foreach (var item in items)
        {
            cases.Add(item.ValueKind == JsonValueKind.String && CaseNumbers.IsCase(item.GetString()!)
                    ? item.GetString()!
                    : Body.Fail($"cases[{cases.Count}]", "Must be a case number.", "-"));
        }

        return cases;
    }
}

/// <summary>The way of every command on the directory and on persons: key, body, decision, answer.</summary>
public sealed class DirectoryCall(KnownKeys keys, IBusinessClock clock)
{
    /// <param name="read">Reads the body; its faults are told before <paramref name="run"/> is called.</param>
    /// <param name="answer">What a command that was done is answered with.</param>
    public async Task<IResult> RunAsync<TRead>(
        HttpContext http, Func<DirectoryAct, TRead> read, Func<DirectoryAct, TRead, Task<CommandResult>> run,
        Func<TRead, CommandResult.Done, Task<IResult>> answer)
    {
        var (call, wrong) = await keys.ReadAsync(http);
        if (call is null) return wrong!;

        var act = new DirectoryAct(Caller.Of(http).Actor, await clock.NowAsync(http.RequestAborted), call.Id, call.Body);
        var asked = read(act);
        if (act.Body.Close() is { } fault) return Problem.From(fault);

        var result = await run(act, asked);
        if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

        var done = (CommandResult.Done)result;
        if (done.Position > 0) CommandAnswers.SetPosition(http, done.Position);
        return await answer(asked, done);
    }
}
