using Api.Http;
using Api.Identity;
using Api.SportPermits;
using Application;
using Application.Officers;
using Application.Ports;
using Application.Reading;
using Application.TrainingInstitutions;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using EventStore;
using NodaTime;

namespace Api.TrainingInstitutions;

/// <summary>What an officer's command on an institution needs to be made.</summary>
/// <param name="Refer">The reference of whoever, or whatever number, stands in the body.</param>
public sealed record InstitutionAct(
    Actor Actor, Instant At, InstitutionSnapshot Institution, Envelope Body, OfficerTexts Texts, List<PlainText> Details,
    Func<PersonIdentifier, Task<PersonRef>> Refer)
{
    public LocalDate Today => WorkCalendar.DayOf(At);

    public string Organ => Institution.Record.IssuingOrgan;

    public DocumentId? SealIfAny(string member, string kind) =>
        Texts.SealIfAny(kind, Body.OptionalWords(member));
}

/// <summary>The way of every officer's command on an institution: authority, key, body, version, decision, answer.</summary>
public sealed class InstitutionEndpoint(
    InstitutionCommands institutions, OfficerDirectory directory, IVault vault, KnownKeys keys, IBusinessClock clock)
{
    /// <summary>What a command on an institution is answered with.</summary>
    public sealed record InstitutionAnswer(
        string InstitutionNo, string State, string? CreditCode, bool WhiteListed, LocalDate ValidTo, long Version);

    public async Task<IResult> RunAsync(HttpContext http, string institutionNo, Func<InstitutionAct, Task<InstitutionCommand?>> order)
    {
        if (await institutions.FindAsync(institutionNo, http.RequestAborted) is not { } found)
            return Problems.NotFound("institution.unknown");

        var (call, problem) = await keys.ReadAsync(http);
        if (call is null) return problem!;

        var caller = Caller.Of(http);
        var record = found.Record;
        var act = new InstitutionAct(
            caller.Actor, await clock.NowAsync(http.RequestAborted), found, call.Body,
            new OfficerTexts(record.Face.Organiser, record.IssuingOrgan), [],
            identifier => vault.ReferToAsync(identifier, http.RequestAborted));
        var command = await order(act);
        if (act.Body.Close() is { } fault) return Problem.From(fault);
        if (command is null) return Problem.From(BodyFault.Unreadable("$", "A value is missing."));

        // A repeat is answered as before, and its version was judged then.
        var (headers, headerProblem) = CommandHeaders.Read(http);
        var judged = call.Use == KeyUse.Free && caller.MayActFor(record.IssuingOrgan);
        if (judged && headerProblem is not null) return headerProblem;
        if (await ObjectionAsync(command, record, http.RequestAborted) is { } objection) return Problem.From(objection);

        var result = await institutions.RunAsync(
            institutionNo, call.Id, command, judged ? headers!.Version : null,
            (await vault.SealAsync([.. act.Texts.All, .. act.Details], http.RequestAborted)).Rows, http.RequestAborted);
        return await AnswerAsync(http, institutionNo, act.Today, result);
    }

    /// <summary>OFF-7: nobody acts on an institution they have to do with; who inspects is an officer of the district.</summary>
    async Task<Refusal?> ObjectionAsync(InstitutionCommand command, InstitutionRecord record, CancellationToken cancellation)
    {
        foreach (var officer in command is InspectYearly inspection ? inspection.Officers : [])
        {
            var day = ((InspectYearly)command).InspectedOn;
            if (!await directory.HandledCasesOnAsync(officer, record.IssuingOrgan, day, cancellation))
                return Application.SportPermits.KnownRefusals.SiteCheckOfficerMustBeKnown with { Field = "officers" };
        }

        var parties = new HashSet<PersonRef>(record.Staff.Keys) { record.Face.Organiser };
        foreach (var person in (PersonRef?[])[command.Actor.Person, command.Actor.Authority?.OnBehalfOf])
        {
            if (person is { } acting && await directory.HasInterestAsync(acting, parties, WorkCalendar.DayOf(command.At), cancellation))
                return Domain.Officers.OfficerRefusals.MustHaveNoInterest;
        }

        return null;
    }

    async Task<IResult> AnswerAsync(HttpContext http, string institutionNo, LocalDate today, CommandResult result)
    {
        if (CommandAnswers.ProblemOf(http, result) is { } problem) return problem;

        var now = (await institutions.FindAsync(institutionNo, http.RequestAborted))!;
        CommandAnswers.SetVersion(http, now.Version);
        if (result is CommandResult.Done { Position: > 0 } done) CommandAnswers.SetPosition(http, done.Position);
        return WireJson.Answer(new InstitutionAnswer(
            institutionNo, StateOf(now.State, today), now.Record.CreditCode, now.Record.WhiteListedOn is not null, now.Record.ValidTo,
            now.Version));
    }

    static string StateOf(Institution institution, LocalDate today) =>
        institution is Institution.Stopped ? "stopped" : institution.Standing!.StateOn(today);
}
