using Api.Http;
using Api.Identity;
using Application;
using Application.Officers;
using Application.Ports;
using Domain.Identity;
using Domain.Officers;
using NodaTime;

namespace Api.Officers;

/// <summary>Accounts, offices, absences and interests of officers; the account administration's, and each one's own.</summary>
public static class DirectoryEndpoints
{
    const int LongestName = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var officers = routes.MapGroup("/officers").WithTags("officers");
        officers.MapPost("", EnrolAsync).WithName("EnrolOfficer").Admit(Roles.Operator);
        var one = officers.MapGroup("/{personRef}");
        Act(one, "/offices", "GiveOffice", Give).Admit(Roles.Operator);
        one.MapPost(
                "/offices/{office:int}/end", (HttpContext http, string personRef, int office, DirectoryCall call, OfficerCommands run) =>
                    RunAsync(http, personRef, call, run, act => new EndOffice(
                        act.Actor, act.At, office, act.Body.Day("lastDay"), act.Body.Code("reason", 30))))
            .WithName("EndOffice").Admit(Roles.Operator);
        Act(one, "/absences", "NoteAbsence", (act, person) => new NoteAbsence(
                act.Actor, act.At, person, act.Body.Day("from"), act.Body.Day("to"), act.Body.Code("reason", 30)))
            .Admit([.. Roles.CaseWorkers, Roles.Operator]);
        Act(one, "/disable", "DisableAccount", (act, person) => new DisableAccount(act.Actor, act.At, person, act.Body.Code("reason", 30)))
            .Admit(Roles.Operator);
        Act(one, "/enable", "EnableAccount", (act, _) => new EnableAccount(act.Actor, act.At)).Admit(Roles.Operator);
        one.MapPost("/interests", DeclareAsync).WithName("DeclareInterest").Admit([.. Roles.CaseWorkers, Roles.Operator]);
        one.MapPost(
                "/interests/{interest:int}/end",
                (HttpContext http, string personRef, int interest, DirectoryCall call, OfficerCommands run) => RunAsync(
                    http, personRef, call, run, act => new EndInterest(act.Actor, act.At, interest, act.Body.Day("lastDay"))))
            .WithName("EndInterest").Admit([.. Roles.CaseWorkers, Roles.Operator]);
    }

    /// <param name="Version">Of the officer's stream.</param>
    public sealed record OfficerAnswer(PersonRef Person, long Version);

    static RouteHandlerBuilder Act(
        RouteGroupBuilder one, string path, string name, Func<DirectoryAct, PersonRef, OfficerCommand> make) =>
        one.MapPost(path, (HttpContext http, string personRef, DirectoryCall call, OfficerCommands run) =>
            RunAsync(http, personRef, call, run, act => make(act, new PersonRef(personRef)))).WithName(name);

    static Task<IResult> RunAsync(
        HttpContext http, string personRef, DirectoryCall call, OfficerCommands officers, Func<DirectoryAct, OfficerCommand> make) =>
        call.RunAsync(
            http, make,
            (act, command) => officers.RunAsync(new PersonRef(personRef), act.Id, command, [], http.RequestAborted),
            (_, done) => Task.FromResult(WireJson.Answer(new OfficerAnswer(new PersonRef(personRef), done.Version))));

    static OfficerCommand Give(DirectoryAct act, PersonRef person) =>
        new GiveOffice(
            act.Actor, act.At, act.Body.Code("role", 30), act.Body.Code("district", 6),
            act.Body.IsPresent("headOfOrgan") && act.Body.Flag("headOfOrgan"), act.Body.Day("from"),
            act.Body.IsPresent("to") ? act.Body.Day("to") : null);

    sealed record Enrolment(
        string? Login, string? Person, string Name, string? CitizenId, string? Certificate, string? Phone, string District);

    /// <summary>The person is found or made before the command; name and numbers travel with it, sealed.</summary>
    static async Task<IResult> EnrolAsync(HttpContext http, DirectoryCall call, OfficerCommands officers, IVault vault)
    {
        var person = default(PersonRef);
        return await call.RunAsync(http, Read, RunAsync, (_, done) =>
            Task.FromResult(WireJson.Answer(new OfficerAnswer(person, done.Version), StatusCodes.Status201Created)));

        Enrolment Read(DirectoryAct act)
        {
            var body = act.Body;
            var login = body.OptionalText("login", 400);
            var known = body.OptionalText("person", 40);
            if (login is null == known is null) body.Fail("login", "Name the login (issuer|subject) or the person, one of them.", "");
            if (known is not null && !Infrastructure.Vault.Identifiers.IsReference(known))
                body.Fail("person", "Must be a person's reference.", "");
            var citizenId = body.OptionalText("citizenId", 40);
            if (citizenId is not null && !CitizenId.Check(citizenId, LocalDate.MaxIsoValue).IsValid)
                body.Fail("citizenId", "Must be a citizen's number.", "");
            return new(
                login, known, body.Text("name", LongestName), citizenId, body.OptionalText("certificateNo", LongestName),
                body.OptionalText("phone", 40), body.Code("district", 6));
        }

        async Task<CommandResult> RunAsync(DirectoryAct act, Enrolment asked)
        {
            person = asked.Person is { } known
                ? new PersonRef(known)
                : await vault.ReferToAsync(new PersonIdentifier("login", asked.Login!), http.RequestAborted);
            var citizen = asked.CitizenId is { } number
                ? await vault.ReferToAsync(new PersonIdentifier("111", number), http.RequestAborted)
                : (PersonRef?)null;
            var texts = new[] { ("name", asked.Name), ("certificate-no", asked.Certificate), ("phone", asked.Phone) }
                .Where(text => text.Item2 is not null)
                .Select(text => new PlainText(new DocumentId(Guid.CreateVersion7()), person, text.Item1, asked.District, text.Item2!));
            var rows = (await vault.SealAsync([.. texts], http.RequestAborted)).Rows;
            return await officers.RunAsync(
                person, act.Id, new EnrolOfficer(act.Actor, act.At, citizen, "operator"), rows, http.RequestAborted);
        }
    }

    /// <summary>The party is named by the credit code of a firm or the number of a citizen, or by its reference.</summary>
    static Task<IResult> DeclareAsync(
        HttpContext http, string personRef, DirectoryCall call, OfficerCommands officers, IVault vault) =>
        call.RunAsync(
            http,
            act =>
            {
                var body = act.Body;
                var code = body.OptionalText("creditCode", 40);
                var citizen = body.OptionalText("citizenId", 40);
                if (code is null == citizen is null) body.Fail("creditCode", "Name a creditCode or a citizenId, one of them.", "");
                if (code is not null && !UnifiedSocialCreditCode.Check(code).IsValid) body.Fail("creditCode", "Must be a credit code.", "");
                if (citizen is not null && !CitizenId.Check(citizen, LocalDate.MaxIsoValue).IsValid)
                    body.Fail("citizenId", "Must be a citizen's number.", "");
                return (Party: new PersonIdentifier(code is null ? "111" : "001", code ?? citizen ?? ""), Kind: body.Code("kind", 30));
            },
            async (act, asked) =>
            {
                var party = await vault.ReferToAsync(asked.Party, http.RequestAborted);
                var officer = new PersonRef(personRef);
                return await officers.RunAsync(
                    officer, act.Id, new DeclareInterest(act.Actor, act.At, officer, party, asked.Kind), [], http.RequestAborted);
            },
            (_, done) => Task.FromResult(WireJson.Answer(new OfficerAnswer(new PersonRef(personRef), done.Version))));
}
