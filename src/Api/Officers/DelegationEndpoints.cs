using Api.Http;
using Api.Identity;
using Application;
using Application.Officers;
using Application.SportPermits;
using Domain.Identity;
using Domain.Officers;
using NodaTime;

namespace Api.Officers;

/// <summary>Offices lent to colleagues (授权委托): by their holder, or by the account administration for the holder.</summary>
public static class DelegationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var district = routes.MapGroup("/districts/{district}/delegations").WithTags("officers");
        district.MapGet("", ListAsync).WithName("GetDelegations").Admit([.. Roles.CaseReaders, Roles.Operator]);
        district.MapPost("", GiveAsync).WithName("GiveDelegation").Admit([.. Roles.CaseWorkers, Roles.Operator]);
        district.MapPost("/{delegation:int}/end", EndAsync).WithName("EndDelegation").Admit([.. Roles.CaseWorkers, Roles.Operator]);
    }

    public sealed record DelegationAnswer(string District, int? Delegation);

    sealed record Asked(PersonRef By, int Office, PersonRef To, LocalDate From, LocalDate Until, IReadOnlyList<string> Cases);

    static async Task<IResult> ListAsync(HttpContext http, string district, OfficerDirectory directory)
    {
        if (!Caller.Of(http).MayRead(district)) return Problems.OtherDistrict;
        var delegations = await directory.DelegationsInAsync(district, http.RequestAborted);
        return WireJson.Answer(new { Items = delegations.All.Reverse() });
    }

    static Task<IResult> GiveAsync(
        HttpContext http, string district, DirectoryCall call, OfficerDirectory directory, OfficerCommands officers,
        CaseCommands cases) =>
        call.RunAsync(
            http,
            act => new Asked(
                act.Body.IsPresent("by") ? new PersonRef(act.Body.Code("by", 40)) : act.Actor.Person, act.Body.Whole("office", 1, 10_000),
                new PersonRef(act.Body.Code("to", 40)), act.Body.Day("from"), act.Body.Day("until"), act.Cases() ?? []),
            async (act, asked) =>
            {
                foreach (var caseNo in asked.Cases)
                {
                    if (await cases.FindAsync(caseNo, http.RequestAborted) is null)
                        return new CommandResult.Refused(DelegationRefusals.CaseMustExist, 0, false);
                }

                return await officers.DelegateAsync(
                    district, act.Id,
                    new GiveDelegation(
                        act.Actor, act.At, asked.By, await directory.FindAsync(asked.By, http.RequestAborted), asked.Office, asked.To,
                        await directory.FindAsync(asked.To, http.RequestAborted), asked.From, asked.Until, asked.Cases),
                    http.RequestAborted);
            },
            async (asked, _) =>
            {
                var given = (await directory.DelegationsInAsync(district, http.RequestAborted)).All
                    .LastOrDefault(known => (known.By, known.Office, known.To) == (asked.By, asked.Office, asked.To));
                return WireJson.Answer(new DelegationAnswer(district, given?.Number), StatusCodes.Status201Created);
            });

    static Task<IResult> EndAsync(HttpContext http, string district, int delegation, DirectoryCall call, OfficerCommands officers) =>
        call.RunAsync(
            http,
            act => new EndDelegation(act.Actor, act.At, delegation, act.Body.Day("lastDay")),
            (act, command) => officers.EndDelegationAsync(district, act.Id, command, http.RequestAborted),
            (command, _) => Task.FromResult(WireJson.Answer(new DelegationAnswer(district, command.Delegation))));
}
