using Api.Http;
using Api.Identity;
using Api.SportPermits;
using Application;
using Application.Documents;
using Application.Ports;
using Application.Reading;
using Domain.Documents;
using Domain.Identity;
using EventStore;
using NodaTime;

namespace Api.Documents;

/// <summary>What an officer's command on a document needs to be made.</summary>
/// <param name="ThroughPortal">Whether the portal is the addressee's electronic address.</param>
public sealed record DocumentAct(
    Actor Actor, Instant At, DocumentSnapshot Document, bool ThroughPortal, Envelope Body, OfficerTexts Texts);

/// <summary>The way of an officer's command on a document, as <see cref="CaseEndpoint"/> is for a case.</summary>
public sealed class DocumentEndpoint(
    DocumentCommands documents, ServeDocumentHandler handler, IVault vault, KnownKeys keys, IBusinessClock clock)
{
    public async Task<IResult> RunAsync(HttpContext http, string documentNo, Func<DocumentAct, DocumentCommand> order)
    {
        if (await documents.FindAsync(documentNo, http.RequestAborted) is not { } found) return Problems.NotFound("document.unknown");

        var caller = Caller.Of(http);
        var foreign = !caller.MayActFor(found.Face.Organ);
        var (call, problem) = await keys.ReadAsync(http, asksKey: !foreign);
        if (call is null) return problem!;

        var ofCase = await handler.CaseOfAsync(found, http.RequestAborted);
        var act = new DocumentAct(
            caller.Actor, await clock.NowAsync(http.RequestAborted), found, ThroughPortal: ofCase is not null, call.Body,
            new OfficerTexts(found.Face.Addressee, found.Face.Organ));
        var command = order(act);
        if (act.Body.Close() is { } fault && !foreign) return Problem.From(fault);

        var (headers, headerProblem) = CommandHeaders.Read(http);
        var judgesVersion = !foreign && call.Use == KeyUse.Free;
        if (judgesVersion && headerProblem is not null) return headerProblem;

        var result = await handler.HandleAsync(
            found,
            new DocumentOrder(documentNo, call.Id, command)
            {
                ExpectedVersion = judgesVersion ? headers!.Version : null,
                Objection = foreign ? null : await handler.ObjectionAsync(command, ofCase, http.RequestAborted),
                Companions = (await vault.SealAsync(act.Texts.All, http.RequestAborted)).Rows,
                KeepRefusal = true,
            },
            http.RequestAborted);
        return await AnswerAsync(http, documentNo, act.At, result);
    }

    /// <summary>Told from the log itself, so that the answer is never behind what it confirms.</summary>
    async Task<IResult> AnswerAsync(HttpContext http, string documentNo, Instant at, CommandResult result)
    {
        if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

        var now = (await documents.FindAsync(documentNo, http.RequestAborted))!;
        CommandAnswers.SetVersion(http, now.Version);
        CommandAnswers.SetPosition(http, now.Position);
        return WireJson.Answer(DocumentView.Of(now, Domain.Licensing.WorkCalendar.DayOf(at)));
    }
}
