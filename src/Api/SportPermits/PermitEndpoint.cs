using Api.Http;
using Api.Identity;
using Application;
using Application.Officers;
using Application.Ports;
using Application.Reading;
using Application.SportPermits;
using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;

namespace Api.SportPermits;

/// <summary>What an officer's command on a permit needs to be made.</summary>
public sealed record PermitAct(Actor Actor, Instant At, PermitSnapshot Permit, Envelope Body, OfficerTexts Texts)
{
    public string NewDocumentNo(string kind) => CaseNumbers.NewDocument(kind, Permit.Record.IssuingOrgan, WorkCalendar.DayOf(At));
}

/// <summary>The way of every officer's command on a permit: authority, key, body, version, decision, answer.</summary>
public sealed class PermitEndpoint(
    CaseCommands cases, PermitCommands permits, PermitInterests interests, HolderKinds holders, IVault vault, KnownKeys keys,
    IBusinessClock clock)
{
    /// <summary>What a command on a permit is answered with.</summary>
    public sealed record PermitAnswer(string PermitNo, string State, int CertificateVersion, LocalDate ValidTo, long Version);

    public async Task<IResult> RunAsync(HttpContext http, string permitNo, Func<PermitAct, SportPermitCommand> order)
    {
        if (await cases.FindPermitAsync(permitNo, http.RequestAborted) is not { } found) return Problems.NotFound("permit.unknown");

        var (call, problem) = await keys.ReadAsync(http);
        if (call is null) return problem!;

        var caller = Caller.Of(http);
        var act = new PermitAct(
            caller.Actor, await clock.NowAsync(http.RequestAborted), found, call.Body,
            new OfficerTexts(found.Record.Face.Holder, found.Record.IssuingOrgan));
        var command = order(act);
        if (act.Body.Close() is { } fault) return Problem.From(fault);
        if (CauseOf(command) is { Holders.Count: > 0 })
            command = command with { Holder = await holders.OfAsync(found.Record, caller.Actor, http.RequestAborted) };

        // A repeat is answered as before, and its version was judged then.
        var (headers, headerProblem) = CommandHeaders.Read(http);
        var foreign = !caller.MayActFor(found.Record.IssuingOrgan);
        if (call.Use == KeyUse.Free && !foreign && headerProblem is not null) return headerProblem;

        var result = await permits.RunAsync(
            found, call.Id, command, call.Use == KeyUse.Free && !foreign ? headers!.Version : null,
            await interests.ObjectionAsync(command, found.Record, http.RequestAborted),
            (await vault.SealAsync(act.Texts.All, http.RequestAborted)).Rows, http.RequestAborted);
        return await AnswerAsync(http, permitNo, act.At, result);
    }

    static EndingCause? CauseOf(SportPermitCommand command) => command switch
    {
        ProposePermitEnding c => PermitEndings.Find(c.Cause),
        DeregisterPermit c => PermitEndings.Find(c.Cause),
        _ => null,
    };

    async Task<IResult> AnswerAsync(HttpContext http, string permitNo, Instant at, CommandResult result)
    {
        if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

        var now = (await cases.FindPermitAsync(permitNo, http.RequestAborted))!;
        CommandAnswers.SetVersion(http, now.Version);
        CommandAnswers.SetPosition(http, now.Events[^1].Sequence);
        return WireJson.Answer(new PermitAnswer(
            permitNo, PermitStates.On(now.State, WorkCalendar.DayOf(at)), now.Record.CertificateVersion, now.Record.ValidTo, now.Version));
    }
}
