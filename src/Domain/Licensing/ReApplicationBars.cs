using Domain.Identity;
using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

/// <summary>Bars on applying again: how long each lasts, and which of them cover an application (PL-30 to PL-33).</summary>
public static class ReApplicationBars
{
    public const string GraveConsequences = "grave-consequences";

    public const string FalseMaterials = "false-materials";

    /// <summary>Marks the ground from which a bar on applying again follows.</summary>
    public const string FalseMaterialsRule = "PL-30";

    /// <summary>A bar is for the matter it came from: its cases, and the licences they granted.</summary>
    public static bool IsOf(ReApplicationBarred bar, string matter) => bar.Matter.StartsWith(matter, StringComparison.Ordinal);

    /// <summary>PL-30: materials found false before the decision; counted from the refusal.</summary>
    public static ReApplicationBarred AfterRefusal(PersonRef party, string matter, LocalDate on) =>
        Of(party, FalseMaterials, matter, [], on, years: 1, Laws.Licensing("78"));

    /// <summary>PL-30: the bar that a refusal brings; null where it rests on no false paper.</summary>
    public static ReApplicationBarred? After(string matter, CaseDossier file, PermitRefused refused) =>
        refused.Grounds.Any(ground => ground.Rule == FalseMaterialsRule)
            ? AfterRefusal(file.Applicant, matter, refused.DecidedOn)
            : null;

    /// <summary>PL-31: a permit got by deceit or bribery.</summary>
    public static ReApplicationBarred AfterAnnulment(PersonRef party, string cause, string matter, LocalDate on) =>
        Of(party, cause, matter, [], on, years: 3, Laws.Licensing("79"));

    /// <summary>PL-32: grave consequences, for the sports concerned alone.</summary>
    public static ReApplicationBarred AfterRevocation(PersonRef party, string matter, IReadOnlyList<string> sports, LocalDate on) =>
        Of(party, GraveConsequences, matter, sports, on, years: 5, Laws.Sports("116"));

    /// <summary>PL-33: the bars that cover sports on a day, the longest for each sport.</summary>
    public static IReadOnlyList<ApplicantBarFound> Covering(
        IEnumerable<ReApplicationBarred> bars, IReadOnlyList<string> sports, LocalDate on) =>
    [
        .. bars.Where(bar => bar.FirstDay <= on && on <= bar.LastDay)
            .SelectMany(bar => sports.Where(sport => bar.Sports.Count == 0 || bar.Sports.Contains(sport)).Distinct()
                .Select(sport => (Sport: sport, Bar: bar)))
            .GroupBy(found => found.Sport)
            .Select(found => found.MaxBy(one => one.Bar.LastDay))
            .GroupBy(found => found.Bar)
            .Select(found => new ApplicantBarFound(
                found.Key.Cause, [.. found.Select(one => one.Sport)], found.Key.LastDay, found.Key.Basis)),
    ];

    static ReApplicationBarred Of(
        PersonRef party, string cause, string matter, IReadOnlyList<string> sports, LocalDate on, int years, LegalBasis basis) =>
        new(party, cause, matter, sports, on, on.PlusYears(years).PlusDays(-1), basis);
}
