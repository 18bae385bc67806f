using Api.Http;
using Api.Identity;
using Projections;
using Projections.Reading;
using Projections.SportPermits;

namespace Api.SportPermits;

/// <summary>Finds a case for a caller: row security shows own rows only, and another district's case is named as such.</summary>
public sealed class CaseReads(CaseQueries queries, ReadAnswers reads)
{
    public async Task<(CasePage? Page, Problem? Problem)> FindAsync(HttpContext http, string caseNo)
    {
        if (await reads.WaitAsync(http, ReadModels.CasePages) is { } behind) return (null, behind);

        var found = await queries.FindAsync(caseNo, ReadAnswers.ScopeOf(Caller.Of(http)), http.RequestAborted);
        CommandAnswers.SetPosition(http, found.Position);
        if (found.Value is { } page) return (page, null);

        var exists = (await queries.FindAsync(caseNo, ReadScope.Everything, http.RequestAborted)).Value is not null;
        return (null, exists ? Problems.OtherDistrict : Problems.NotFound("case.unknown"));
    }
}
