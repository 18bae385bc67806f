using System.Text.Json;
using Api.Http;
using Api.Identity;
using Application;
using Application.Officers;
using Application.Ports;
using Application.Reading;
using Application.SportPermits;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using NodaTime;
using Projections.SportPermits;

namespace Api.SportPermits;

/// <summary>What an officer's command needs to be made: who, when, on which case, from which body.</summary>
public sealed record Act(Actor Actor, Instant At, CaseSnapshot Case, Envelope Body, JsonElement Json, OfficerTexts Texts)
{
    public LocalDate Today => WorkCalendar.DayOf(At);

    public string NewDocumentNo(string kind) => CaseNumbers.NewDocument(kind, Case.Dossier.Organ, Today);
}

/// <summary>A command and what travels with it.</summary>
public sealed record Ordered(LicensingCaseCommand Command)
{
    public Refusal? Objection { get; init; }

    public IReadOnlyList<Guard> Guards { get; init; } = [];

    public Func<LicensingCaseCommand, IReadOnlyDictionary<string, long>, LicensingCaseCommand>? Complete { get; init; }
}

/// <summary>The way of every officer's command on a case: authority, key, body, version, decision, answer (design 4.2).</summary>
public sealed class CaseEndpoint(CaseCommands cases, CaseInterests interests, IVault vault, KnownKeys keys, IBusinessClock clock)
{
    public async Task<IResult> RunAsync(HttpContext http, string caseNo, Func<Act, Task<Ordered>> order)
    {
        if (await cases.FindAsync(caseNo, http.RequestAborted) is not { } found) return Problems.NotFound("case.unknown");

        var caller = Caller.Of(http);

        // Another district's officer is refused by the rules and on record, whatever version was seen.
        var foreign = !caller.MayActFor(found.Dossier.Organ);
        var (call, problem) = await keys.ReadAsync(http, asksKey: !foreign);
        if (call is null) return problem!;

        var act = new Act(
            caller.Actor, await clock.NowAsync(http.RequestAborted), found, call.Body, call.Json,
            new OfficerTexts(found.Dossier.Applicant, found.Dossier.Organ));
        var ordered = await order(act);
        if (act.Body.Close() is { } fault && !foreign) return Problem.From(fault);

        // A repeat is answered as before, and its version was judged then.
        var (headers, headerProblem) = CommandHeaders.Read(http);
        var judgesVersion = !foreign && call.Use == KeyUse.Free;
        if (judgesVersion && headerProblem is not null) return headerProblem;

        var touched = foreign ? null : await interests.ObjectionAsync(ordered.Command, found, http.RequestAborted);
        var result = await cases.RunAsync(
            new CaseOrder(caseNo, call.Id, ordered.Command)
            {
                Seen = found,
                ExpectedVersion = judgesVersion ? headers!.Version : null,
                Objection = foreign ? LicensingCaseRefusals.DistrictMustBeOwn : touched ?? ordered.Objection,
                Guards = ordered.Guards,
                Complete = ordered.Complete,
                Companions = (await vault.SealAsync(act.Texts.All, http.RequestAborted)).Rows,
                KeepRefusal = true,
            },
            http.RequestAborted);
        return await AnswerAsync(http, caseNo, result);
    }

    /// <summary>Told from the log itself, so that the answer is never behind what it confirms.</summary>
    async Task<IResult> AnswerAsync(HttpContext http, string caseNo, CommandResult result)
    {
        if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

        var page = await CaseNowAsync(cases, caseNo, http.RequestAborted);
        CommandAnswers.SetVersion(http, page!.Value.Page.Version);
        CommandAnswers.SetPosition(http, page.Value.Position);
        return WireJson.Answer(CaseAnswer.Of(page.Value.Page));
    }

    public static async Task<(CasePage Page, long Position)?> CaseNowAsync(
        CaseCommands cases, string caseNo, CancellationToken cancellation)
    {
        if (await cases.FindAsync(caseNo, cancellation) is not { } found) return null;
        var page = found.Events.Aggregate((CasePage?)null, CasePageFold.Evolve)!;
        return (page, found.Events[^1].Sequence);
    }
}

/// <summary>Free text of officers, sealed under the applicant's key and referred to by id.</summary>
public sealed class OfficerTexts(PersonRef applicant, string district)
{
    readonly List<PlainText> texts = [];

    public IReadOnlyList<PlainText> All => texts;

    public DocumentId Seal(string kind, string text)
    {
        var id = new DocumentId(Guid.CreateVersion7());
        texts.Add(new PlainText(id, applicant, kind, district, text));
        return id;
    }

    public DocumentId? SealIfAny(string kind, string? text) => text is null ? null : Seal(kind, text);
}

/// <summary>What a command on a case is answered with.</summary>
public sealed record CaseAnswer(
    string CaseNo, string ProjectNo, string Status, string Turn, string? Next, long Version, string? PermitNo, string? DocumentNo)
{
    public static CaseAnswer Of(CasePage page) =>
        new(page.CaseNo, page.ProjectNo, page.Progress.Status, page.Progress.Turn, page.Progress.Next, page.Version,
            page.PermitNo, page.Documents is [.., var last] ? last.No : null);
}
