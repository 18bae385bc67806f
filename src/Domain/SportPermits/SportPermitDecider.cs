using System.Diagnostics;
using Domain.Licensing;

namespace Domain.SportPermits;

/// <summary>The permit from its opening to its end: specs/permit-life.md.</summary>
public static partial class SportPermitDecider
{
    /// <summary>SP-17: no term is longer than five years, whatever an item's list says.</summary>
    const int LongestTermYears = 5;

    /// <summary>What the grant says, as the first event of the permit's stream, in the grant's transaction.</summary>
    /// <param name="state">The case, before or after the grant.</param>
    public static PermitOpened Open(string caseNo, LicensingCase state, PermitGranted granted, CaseRules rules)
    {
        var file = state.Dossier ?? throw new UnreachableException("A grant has a case.");
        var facts = (SportPermitFacts)file.Current.Facts;
        var mode = facts.OpeningMode ?? throw new UnreachableException("A grant has an opening mode.");
        var term = rules.ItemOf(file).Validity.First(validity => validity.OpeningMode == mode);
        var region = Regions.InForce(file.Organ)?.Code ?? file.Organ;
        return new PermitOpened(
            granted.PermitNo, caseNo, region, region, file.Applicant, file.ApplicantName, file.Current.LegalRepresentative,
            facts.Venue.Texts, Regions.InForce(facts.Venue.RegionCode)?.Code ?? region,
            [.. facts.Sports.Select(sport => sport.Code)], granted.Assessment.RequiredLifeguards,
            granted.Assessment.RequiredInstructors, granted.Assessment.MaxSwimmers, mode, granted.DecidedOn,
            LastDayOf(granted.DecidedOn, term), term.Basis);
    }
}
