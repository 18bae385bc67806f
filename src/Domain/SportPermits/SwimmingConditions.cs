using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>What GB 19079.1 asks of a venue with pools: per pool first, then summed.</summary>
static class SwimmingConditions
{
    /// <summary>Square metres beyond which a water area is a typing error and no pool.</summary>
    public const decimal LargestPoolM2 = 100_000m;

    public static bool IsPossible(decimal? waterAreaM2) => waterAreaM2 is > 0m and <= LargestPoolM2;

    public static void Judge(
        SportPermitFacts facts, SportFacts sport, string field, LocalDate on, SportStandards standards, SportPermitSheet sheet)
    {
        if (standards.Swimming.FirstOrDefault(edition => edition.IsInForceOn(on)) is not { } standard)
        {
            sheet.Miss("SP-4", Laws.Sports("105"), field, "no standard in force", "GB 19079.1");
            return;
        }

        sheet.Use(standard.Edition);
        JudgePools(facts, sport, field, on, standard, sheet);

        // Unknown counts as yes: lessons not declared must not be the cheaper answer.
        if (sport.Lessons != false)
        {
            sheet.RequireInstructors(standard.InstructorsIfLessons);
            sheet.Compare(
                "SP-8", Laws.SwimmingStandard("7.3.7"), "form.staff", "instructor",
                PermitConditions.Qualified(facts, "instructor", "SWIM", on), standard.InstructorsIfLessons);
        }

        sheet.Compare(
            "SP-8", Laws.SwimmingStandard("7.3"), "form.staff", "water-quality",
            PermitConditions.Qualified(facts, "water-quality", "SWIM", on), standard.WaterQualityManagers);
    }

    static void JudgePools(
        SportPermitFacts facts, SportFacts sport, string field, LocalDate on, SwimmingStandard standard, SportPermitSheet sheet)
    {
        for (var i = 0; i < sport.Pools.Count; i++)
        {
            if (!IsPossible(sport.Pools[i].WaterAreaM2))
            {
                sheet.Miss(
                    "SP-4", Laws.SwimmingStandard("7.2"), $"{field}.pools[{i}].waterAreaM2", "no possible area",
                    "an area to compute from");
            }
        }

        if (sport.Pools.Count == 0) sheet.Miss("SP-4", Laws.SwimmingStandard("7.2"), $"{field}.pools", "none", "at least one pool");
        if (sport.Pools.Count == 0 || sport.Pools.Any(pool => !IsPossible(pool.WaterAreaM2))) return;

        var areas = sport.Pools.Select(pool => pool.WaterAreaM2!.Value).ToList();
        var lifeguards = areas.Sum(standard.LifeguardsFor);
        var stands = areas.Sum(standard.StandsFor);
        sheet.RequirePools(lifeguards, stands, areas.Sum(standard.SwimmersFor));
        sheet.Compare(
            "SP-4", Laws.SwimmingStandard("7.2"), "form.staff", "lifeguard",
            PermitConditions.Qualified(facts, "lifeguard", "SWIM", on, reviewed: true), lifeguards);
        sheet.Compare(
            "SP-5", Laws.SwimmingStandard("7.1.1"), $"{field}.observationStands", "stands",
            sport.ObservationStands ?? 0, stands);
    }
}
