using Domain.Kernel;

namespace Domain.Licensing;

/// <summary>What an item's list says about one kind of request on a permit that exists (PL-3).</summary>
/// <remarks>Fields are paths of the first form; one that stands above or below a changed one counts as changed.</remarks>
/// <param name="Kind">change, renewal, replacement, deregistration.</param>
/// <param name="SiteCheckFields">A change of any of these needs a new site check.</param>
/// <param name="JudgedFields">A change of any of these has the conditions of the grant judged anew.</param>
/// <param name="AlwaysJudged">The conditions are judged anew whatever changes.</param>
/// <param name="Reasons">Codes of which the applicant must name one; empty where none is asked for.</param>
/// <param name="ReasonInWords">A reason in the applicant's own words is asked for; it stays sealed in the form.</param>
/// <param name="DaysBeforeEnd">Calendar days before the end of the term by which it must be filed; null where none are.</param>
/// <param name="Decision">Its own decision limit; null where the item's limit holds.</param>
public sealed record RequestRule(
    string Kind,
    IReadOnlyList<RequestMaterial> Materials,
    IReadOnlyList<string> SiteCheckFields,
    IReadOnlyList<string> JudgedFields,
    bool AlwaysJudged,
    IReadOnlyList<string> Reasons,
    bool ReasonInWords,
    int? DaysBeforeEnd,
    Limit? Decision,
    LegalBasis Basis,
    string Source)
{
    public bool NeedsSiteCheck(IReadOnlyList<string> changes) => Touches(SiteCheckFields, changes);

    public bool JudgesConditions(IReadOnlyList<string> changes) => AlwaysJudged || Touches(JudgedFields, changes);

    public IEnumerable<string> MaterialCodes(IReadOnlyList<string> changes) =>
        Materials.Where(material => material.WhenChanged.Count == 0 || Touches(material.WhenChanged, changes))
            .Select(material => material.Code);

    static bool Touches(IReadOnlyList<string> fields, IReadOnlyList<string> changes) =>
        fields.Any(field => changes.Any(change => Covers(field, change) || Covers(change, field)));

    static bool Covers(string outer, string inner) =>
        inner == outer || (inner.StartsWith(outer, StringComparison.Ordinal) && inner[outer.Length] is '.' or '[');
}

/// <param name="Code">A material of the item's own list.</param>
/// <param name="WhenChanged">Asked for only when one of these fields changes; empty: always.</param>
public sealed record RequestMaterial(string Code, IReadOnlyList<string> WhenChanged);
