using Api.Http;
using Api.Identity;
using Application.Officers;
using Application.Ports;
using Application.SportPermits;
using Domain.Identity;
using Domain.Licensing;
using Domain.Officers;

namespace Api.Officers;

/// <summary>OFF-9: whoever has an interest in a matter does not open what is sealed in it for the purpose of handling it.</summary>
public sealed class OwnMatters(CaseCommands cases, OfficerDirectory directory, IBusinessClock clock)
{
    static readonly string[] HandlingIt = ["handling-a-case", "serving-a-document"];

    /// <param name="addressee">Of a document that belongs to no case; the party it is addressed to.</param>
    /// <returns>The answer to such a reader, or null.</returns>
    public async Task<Problem?> ObjectionAsync(HttpContext http, string purpose, string? caseNo, PersonRef? addressee = null)
    {
        if (!HandlingIt.Contains(purpose)) return null;

        var parties = new HashSet<PersonRef>();
        if (addressee is { } party) parties.Add(party);
        if (caseNo is not null && await cases.FindAsync(caseNo, http.RequestAborted) is { } found)
            parties.UnionWith(CaseInterests.PartiesOf(found));

        var actor = Caller.Of(http).Actor;
        var day = WorkCalendar.DayOf(await clock.NowAsync(http.RequestAborted));
        return await directory.HasInterestAsync(actor.Person, parties, day, http.RequestAborted)
            ? Problem.From(OfficerRefusals.MustHaveNoInterest)
            : null;
    }
}
