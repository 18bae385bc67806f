using Api.Http;
using Api.Identity;
using Api.Officers;
using Application;
using Application.PersonalData;
using Application.Ports;
using Application.Reading;
using Domain.Identity;
using Domain.Kernel;
using Domain.PersonalData;
using NodaTime;

namespace Api.PersonalData;

/// <summary>The requests of data subjects (个人信息保护法 arts 44 to 47), taken by the officer in charge of personal information.</summary>
public static class PersonEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var persons = routes.MapGroup("/persons").WithTags("persons");
        persons.MapPost("/lookup", LookUpAsync).WithName("LookUpPerson").Admit(Roles.PrivacyOfficer);
        var one = persons.MapGroup("/{personRef}");
        one.MapGet("", FindAsync).WithName("GetPersonState").Admit(Roles.PrivacyOfficer, Roles.Auditor);
        one.MapGet("/erasure-certificate", CertificateAsync).WithName("GetErasureCertificate")
            .Admit(Roles.PrivacyOfficer, Roles.Auditor);
        Act(one, "/restriction", "RestrictProcessing", act => new RestrictProcessing(
            act.Actor, act.At, RequestNo(act), act.Body.Code("ground", 40)));
        Act(one, "/restriction-end", "LiftRestriction", act => new LiftRestriction(
            act.Actor, act.At, RequestNo(act), act.Body.Code("reason", 40)));
        one.MapPost("/erasure", EraseAsync).WithName("ErasePerson").Admit(Roles.PrivacyOfficer);
        one.MapPost("/export", ExportAsync).WithName("ExportPersonalData").Admit(Roles.PrivacyOfficer);
        one.MapPost("/correction", CorrectAsync).WithName("CorrectPersonalData").Admit(Roles.PrivacyOfficer);
    }

    /// <param name="State">held, restricted (also where nothing is held yet), erased or unknown.</param>
    /// <param name="OpenFor">Purposes for which a restricted person's data are still read.</param>
    /// <param name="Restrictions">Each under its request; a deferred erasure with the reasons and the day.</param>
    public sealed record PersonState(
        PersonRef Person, string State, IReadOnlyList<string> OpenFor, IReadOnlyList<RestrictionLine> Restrictions,
        string? CertificateNo, long Version);

    /// <param name="Ground">erasure-deferred, or what the restriction was asked for.</param>
    public sealed record RestrictionLine(string RequestNo, string Ground, IReadOnlyList<DeferralReason> Reasons, LocalDate? Until);

    static void Act(RouteGroupBuilder one, string path, string name, Func<DirectoryAct, DataSubjectCommand> make) =>
        one.MapPost(path, (HttpContext http, string personRef, DirectoryCall call, DataSubjectCommands persons) => call.RunAsync(
                http, make,
                (act, command) => persons.RunAsync(new PersonRef(personRef), act.Id, command, [], http.RequestAborted),
                (_, _) => AnswerAsync(http, new PersonRef(personRef), persons)))
            .WithName(name).Admit(Roles.PrivacyOfficer);

    static string RequestNo(DirectoryAct act) => act.Body.Code("requestNo", 60);

    static async Task<IResult> FindAsync(HttpContext http, string personRef, DataSubjectCommands persons) =>
        await AnswerAsync(http, new PersonRef(personRef), persons);

    static async Task<IResult> AnswerAsync(HttpContext http, PersonRef person, DataSubjectCommands persons)
    {
        var (state, version) = await persons.FindAsync(person, http.RequestAborted);
        var lives = (await persons.HoldingsAsync(person, http.RequestAborted)).KeyVersion > 0;
        var word = !lives && state.Erased is not null ? "erased"
            : state.Restrictions.Count > 0 ? "restricted"
            : lives ? "held" : "unknown";
        return WireJson.Answer(new PersonState(
            person, word, state.OpenFor,
            [.. state.Restrictions.Select(one => new RestrictionLine(one.RequestNo, one.Ground, one.Reasons, one.Until))],
            state.Erased?.CertificateNo, version));
    }

    /// <summary>The reference of who is asking, from the number they show; the number is not kept by this.</summary>
    static async Task<IResult> LookUpAsync(HttpContext http, IVault vault)
    {
        var (json, problem) = await Bodies.JsonAsync(http);
        if (problem is not null) return problem;
        var body = new Envelope(json);
        var citizen = body.OptionalText("citizenId", 40);
        var code = body.OptionalText("creditCode", 40);
        if (citizen is null == code is null) body.Fail("citizenId", "Name a citizenId or a creditCode, one of them.", "");
        if (citizen is not null && !CitizenId.Check(citizen, LocalDate.MaxIsoValue).IsValid) body.Fail("citizenId", "Must be valid.", "");
        if (code is not null && !UnifiedSocialCreditCode.Check(code).IsValid) body.Fail("creditCode", "Must be valid.", "");
        if (body.Close() is { } fault) return Problem.From(fault);

        var identifier = citizen is null ? new PersonIdentifier("001", code!) : new PersonIdentifier("111", citizen);
        return WireJson.Answer(new { Person = await vault.ReferToAsync(identifier, http.RequestAborted) });
    }

    static Task<IResult> EraseAsync(HttpContext http, string personRef, DirectoryCall call, DataSubjectCommands persons)
    {
        var person = new PersonRef(personRef);
        return call.RunAsync(
            http, RequestNo,
            (act, requestNo) => persons.EraseAsync(
                person, act.Id,
                (facts, rules, days, certificateNo) =>
                    new ErasePerson(act.Actor, act.At, requestNo, certificateNo, facts, rules, days),
                http.RequestAborted),
            (_, _) => AnswerAsync(http, person, persons));
    }

    static async Task<IResult> CertificateAsync(HttpContext http, string personRef, DataSubjectCommands persons, ISm3 sm3)
    {
        var person = new PersonRef(personRef);
        return (await persons.FindAsync(person, http.RequestAborted)).State.Erased is { } erased
            ? WireJson.Answer(ErasureCertificate.Of(person, erased, sm3))
            : Problems.NotFound("certificate.unknown");
    }

    sealed record Export(string RequestNo, string Recipient, string? RecipientName, string Purpose);

    /// <summary>Handed out only after the event that names recipient and purpose stands in the log.</summary>
    static Task<IResult> ExportAsync(
        HttpContext http, string personRef, DirectoryCall call, DataSubjectCommands persons, PersonExport exports, IVault vault, ISm3 sm3)
    {
        var person = new PersonRef(personRef);
        var document = default(System.Text.Json.JsonElement);
        var digest = "";
        return call.RunAsync(
            http,
            act => new Export(
                RequestNo(act), act.Body.Code("recipient", 40), act.Body.OptionalText("recipientName", TextLimits.Name),
                act.Body.Code("purpose", 60)),
            async (act, asked) =>
            {
                if (await exports.MakeAsync(person, act.Actor, http.RequestAborted) is not { } made)
                    return new CommandResult.Refused(MustHaveSeenAll, 0, false);

                (document, var texts) = made;
                digest = Convert.ToHexStringLower(sm3.Hash(PersonExport.Bytes(document)));
                var name = asked.RecipientName is null ? (DocumentId?)null : new DocumentId(Guid.CreateVersion7());
                var rows = name is { } id
                    ? (await vault.SealAsync(
                        [new PlainText(id, person, "recipient", Caller.City, asked.RecipientName!)], http.RequestAborted)).Rows
                    : [];
                return await persons.RunAsync(
                    person, act.Id,
                    new ExportPersonalData(act.Actor, act.At, asked.RequestNo, asked.Recipient, name, asked.Purpose, texts, digest),
                    rows, http.RequestAborted);
            },
            (_, _) => Task.FromResult(WireJson.Answer(new { Sm3 = digest, Document = document })));
    }

    static readonly Refusal MustHaveSeenAll = new(
        RefusalKind.NotReady, "read-model.behind", "数据正在更新，请稍后重试。");

    /// <summary>Any text: whether it may stand is for the rules to say, and on record.</summary>
    static string Written(Envelope body, string name) =>
        body.Element(name) is { ValueKind: System.Text.Json.JsonValueKind.String } text
            ? text.GetString()!
            : body.Fail(name, "Must be a text.", "");

    sealed record Correction(string RequestNo, string Field, string Text);

    static Task<IResult> CorrectAsync(
        HttpContext http, string personRef, DirectoryCall call, DataSubjectCommands persons, IPersonRecords records)
    {
        var person = new PersonRef(personRef);
        return call.RunAsync(
            http,
            act => new Correction(RequestNo(act), act.Body.Code("field", 40), Written(act.Body, "text")),
            async (act, asked) =>
            {
                var fault = DataSubjectDecider.FaultOf(asked.Field, asked.Text);
                var old = (await persons.HoldingsAsync(person, http.RequestAborted)).Texts
                    .Where(text => text.Kind == asked.Field && text.Lives).ToList();
                var made = fault is null && DataSubjectDecider.Correctable.Contains(asked.Field) && old.Count > 0
                    ? await records.ReplaceAsync(person, asked.Field, asked.Text, old, http.RequestAborted)
                    : new Replacement([], []);
                var command = new CorrectPersonalData(
                    act.Actor, act.At, asked.RequestNo, asked.Field,
                    [.. made.Texts.Select(pair => new TextReplaced(pair.Old, pair.New))], fault);
                return await persons.RunAsync(person, act.Id, command, made.Rows, http.RequestAborted);
            },
            (_, _) => AnswerAsync(http, person, persons));
    }
}
