using System.Diagnostics;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>The licence itself (经营高危险性体育项目许可证), a stream of its own that the grant opens.</summary>
public abstract record SportPermit
{
    private SportPermit() { }

    public static SportPermit Initial { get; } = new NotOpened();

    public sealed record NotOpened : SportPermit;

    public sealed record InForce(string PermitNo, string CaseNo, LocalDate ValidFrom, LocalDate ValidTo) : SportPermit;
}

public static class SportPermitDecider
{
    /// <summary>SP-17: no term is longer than five years, whatever an item's list says.</summary>
    const int LongestTermYears = 5;

    /// <summary>What the grant says, as the first event of the permit's stream, in the grant's transaction.</summary>
    /// <param name="state">The case, before or after the grant.</param>
    public static PermitOpened Open(string caseNo, SportPermitCase state, PermitGranted granted, CaseRules rules)
    {
        var file = state.Dossier ?? throw new UnreachableException("A grant has a case.");
        var facts = file.Current.Facts;
        var mode = facts.OpeningMode ?? throw new UnreachableException("A grant has an opening mode.");
        var term = rules.ItemOf(file).Validity.First(validity => validity.OpeningMode == mode);
        var region = Regions.InForce(file.Organ)?.Code ?? file.Organ;
        return new PermitOpened(
            granted.PermitNo, caseNo, region, region, file.Applicant, file.ApplicantName, file.Current.LegalRepresentative,
            facts.Venue.Texts, Regions.InForce(facts.Venue.RegionCode)?.Code ?? region,
            [.. facts.Sports.Select(sport => sport.Code)], granted.Assessment.RequiredLifeguards,
            granted.Assessment.RequiredInstructors, granted.Assessment.MaxSwimmers, mode, granted.DecidedOn,
            granted.DecidedOn.PlusYears(Math.Min(term.Years, LongestTermYears)).PlusDays(-1), term.Basis);
    }

    public static SportPermit Evolve(SportPermit state, SportPermitEvent @event) =>
        (state, @event) switch
        {
            (SportPermit.NotOpened, PermitOpened e) => new SportPermit.InForce(e.PermitNo, e.CaseNo, e.ValidFrom, e.ValidTo),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };
}
