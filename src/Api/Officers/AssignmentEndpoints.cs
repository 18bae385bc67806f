using Api.Http;
using Api.Identity;
using Application;
using Application.Officers;
using Application.SportPermits;
using Domain.Identity;
using Domain.Officers;
using EventStore;
using Projections;
using Projections.Officers;
using Projections.Reading;

namespace Api.Officers;

/// <summary>Who has which case: giving one, handing over all open ones, and the directory as a list.</summary>
public static class AssignmentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/cases/{caseNo}/assignment", AssignAsync).WithName("AssignCase").WithTags("cases").Admit(Roles.CaseWorkers);
        var officers = routes.MapGroup("/officers").WithTags("officers");
        string[] readers = [.. Roles.CaseReaders, Roles.Operator];
        officers.MapGet("", ListAsync).WithName("GetOfficers").Admit(readers);
        officers.MapGet("/{personRef}", FindAsync).WithName("GetOfficer").Admit(readers);
        officers.MapPost("/{personRef}/hand-over", HandOverAsync).WithName("HandOverCases").Admit([.. Roles.CaseWorkers, Roles.Operator]);
    }

    public sealed record AssignmentAnswer(string CaseNo, PersonRef? Officer);

    public sealed record HandOverAnswer(PersonRef From, PersonRef To, IReadOnlyList<string> Cases);

    static async Task<IResult> AssignAsync(
        HttpContext http, string caseNo, DirectoryCall call, CaseCommands cases, CaseAssignments assignments, OfficerDirectory directory)
    {
        if (await cases.FindAsync(caseNo, http.RequestAborted) is not { } found) return Problems.NotFound("case.unknown");
        return await call.RunAsync(
            http,
            act => act.Body.IsPresent("officer") ? new PersonRef(act.Body.Code("officer", 40)) : (PersonRef?)null,
            async (act, officer) => await assignments.AssignAsync(
                act.Id,
                new AssignCase(
                    act.Actor, act.At, caseNo, found.Dossier.Organ, CaseInterests.PartiesOf(found), officer,
                    officer is { } to ? await directory.FindAsync(to, http.RequestAborted) : Officer.Initial),
                http.RequestAborted),
            (officer, _) => Task.FromResult(WireJson.Answer(new AssignmentAnswer(caseNo, officer))));
    }

    static async Task<IResult> ListAsync(HttpContext http, OfficerQueries officers, ReadAnswers reads)
    {
        var query = new QueryValues(http.Request.Query);
        var district = query.Text("district", 6);
        var page = new PageRequest(query.Whole("page", 1, 1_000_000), query.Whole("pageSize", 1, PageRequest.LargestSize));
        if (query.Problem is { } unreadable) return unreadable;
        var caller = Caller.Of(http);
        if (district is not null && !caller.MayRead(district)) return Problems.OtherDistrict;
        if (await reads.WaitAsync(http, ReadModels.Officers) is { } behind) return behind;

        var readable = caller.ReadableDistricts == Domain.Licensing.ReadableDistricts.All ? null : caller.District;
        var found = await officers.ListAsync(district ?? readable, page, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        return WireJson.Answer(PageAnswer.Of(found.Value, entry => entry));
    }

    static async Task<IResult> FindAsync(HttpContext http, string personRef, OfficerQueries officers, ReadAnswers reads)
    {
        if (await reads.WaitAsync(http, ReadModels.Officers) is { } behind) return behind;
        var found = await officers.FindAsync(personRef, http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is not { } entry) return Problems.NotFound("officer.not-found");

        CommandAnswers.SetVersion(http, entry.Version);
        return WireJson.Answer(entry);
    }

    sealed record Asked(PersonRef To, string District, IReadOnlyList<string>? Cases);

    /// <summary>One command for all; the policy that follows it carries out what a crash left undone.</summary>
    static async Task<IResult> HandOverAsync(
        HttpContext http, string personRef, DirectoryCall call, OfficerDirectory directory, OfficerCommands officers,
        OfficerQueries queries, ReadGate gate, HandOverPolicy policy, IEventStore store)
    {
        var officer = new PersonRef(personRef);
        return await call.RunAsync(http, Read, RunAsync, AnswerAsync);

        Asked Read(DirectoryAct act) =>
            new(
                new PersonRef(act.Body.Code("to", 40)),
                act.Body.IsPresent("district") ? act.Body.Code("district", 6) : act.Actor.District, act.Cases());

        async Task<CommandResult> RunAsync(DirectoryAct act, Asked asked)
        {
            // What was assigned before this call is seen by it, on whichever node.
            var horizon = await store.HorizonAsync(http.RequestAborted);
            var passage = await gate.WaitAsync(horizon, [ReadModels.CaseAssignments, ReadModels.WorkItems], http.RequestAborted);
            if (!passage.Open) return new CommandResult.Refused(HandOverMustSeeAll, 0, false);

            var cases = asked.Cases ?? await queries.OpenCasesOfAsync(personRef, asked.District, http.RequestAborted);
            var command = new HandOverCases(
                act.Actor, act.At, officer, asked.To, await directory.FindAsync(asked.To, http.RequestAborted), asked.District, cases);
            return await officers.RunAsync(officer, act.Id, command, [], http.RequestAborted);
        }

        async Task<IResult> AnswerAsync(Asked asked, CommandResult.Done done)
        {
            var events = await store.ReadStreamAsync(OfficerDirectory.StreamOf(officer), StreamLimit.None, http.RequestAborted);
            var cause = events.LastOrDefault(stored =>
                stored.Data is CasesHandedOver && (done.Version == 0 || stored.Version == done.Version));
            if (done.Version == 0 || cause is null) return WireJson.Answer(new HandOverAnswer(officer, asked.To, []));

            await policy.ActAsync(cause, http.RequestAborted);
            CommandAnswers.SetPosition(http, await store.HorizonAsync(http.RequestAborted));
            return WireJson.Answer(new HandOverAnswer(officer, asked.To, ((CasesHandedOver)cause.Data!).Cases));
        }
    }

    static readonly Domain.Kernel.Refusal HandOverMustSeeAll = new(
        Domain.Kernel.RefusalKind.NotReady, "read-model.behind", "数据正在更新，请稍后重试。");
}
