using Domain.Kernel;
using Domain.Licensing;
using NodaTime;

namespace Domain.SportPermits;

/// <summary>The conditions of 体育法 art 105, judged for a day (SP-3 to SP-12).</summary>
public static class PermitConditions
{
    static readonly string[] GoodCertificates = ["occupational-qualification", "skill-level"];

    /// <param name="open">Defects not yet corrected; each stands in the way of a grant.</param>
    /// <param name="on">The day of decision, or today as a forecast.</param>
    public static Assessment Assess(
        SportPermitFacts facts, IReadOnlyList<Defect> open, LocalDate on, SportStandards standards)
    {
        var sheet = new SportPermitSheet();
        JudgeSafetySystems(facts, standards, sheet);
        JudgeVenue(facts, on, sheet);
        for (var i = 0; i < facts.Sports.Count; i++)
        {
            var field = $"form.projects[{i}]";
            if (facts.Sports[i].Code == "SWIM") SwimmingConditions.Judge(facts, facts.Sports[i], field, on, standards, sheet);
            else JudgeOther(facts, facts.Sports[i], field, on, standards, sheet);
        }

        if (facts.Sports.Count == 0) sheet.Miss("SP-3", Laws.Sports("105"), "form.projects", "none", "at least one sport");
        sheet.MissWanting(open);

        return sheet.Close(on, Qualified(facts, "lifeguard", "SWIM", on, reviewed: true), Qualified(facts, "instructor", null, on));
    }

    /// <summary>SP-7: persons who count for a role on a day; a person listed twice counts once.</summary>
    /// <param name="sport">Null for all sports.</param>
    /// <param name="reviewed">Whether a valid annual review is required: it is for lifeguards.</param>
    internal static int Qualified(SportPermitFacts facts, string role, string? sport, LocalDate on, bool reviewed = false) =>
        facts.Staff
            .Where(person => person.Role == role && (sport is null || person.Sport == sport))
            .Where(person => person.IdentifierValid && GoodCertificates.Contains(person.CertificateKind))
            .Where(person => person.ValidTo is { } valid && on <= valid)
            .Where(person => !reviewed || (person.AnnualReviewTo is { } review && on <= review))
            .Select(person => person.Person)
            .Distinct()
            .Count();

    static void JudgeSafetySystems(SportPermitFacts facts, SportStandards standards, SportPermitSheet sheet)
    {
        var missing = standards.SafetySystems.Except(facts.SafetySystems).ToList();
        if (missing.Count > 0)
        {
            sheet.Miss(
                "SP-11", Laws.HighRiskMeasures("6"), "form.safetySystems",
                $"missing: {string.Join(", ", missing)}", string.Join(", ", standards.SafetySystems));
        }
    }

    static void JudgeVenue(SportPermitFacts facts, LocalDate on, SportPermitSheet sheet)
    {
        if (facts.FacilityStatement is null)
        {
            sheet.Miss(
                "SP-10", Laws.HighRiskMeasures("8(2)"), "form.facilityStatement", "none",
                "a statement that the facilities meet the national standards");
        }

        if (facts.Venue.RightExpires is { } expires && expires < on)
        {
            sheet.Miss(
                "SP-12", Laws.HighRiskMeasures("8(3)"), "form.venue.rightExpires", AssessmentSheet.Print(expires),
                $"a right to the venue on {AssessmentSheet.Print(on)}");
        }
    }

    static void JudgeOther(
        SportPermitFacts facts, SportFacts sport, string field, LocalDate on, SportStandards standards, SportPermitSheet sheet)
    {
        var minimum = standards.Staffing.FirstOrDefault(rule => rule.Sport == sport.Code && rule.IsInForceOn(on));
        if (minimum is null)
        {
            sheet.Miss("SP-3", Laws.Sports("105"), $"{field}.code", sport.Code, "a sport of the catalogue with a standard in force");
            return;
        }

        sheet.Use(minimum.Edition);
        var instructors = Qualified(facts, "instructor", sport.Code, on);
        if (minimum.Instructors is not { } required)
        {
            sheet.Miss("SP-9", minimum.Basis, "form.staff", $"instructors: {instructors}", minimum.Source);
            return;
        }

        sheet.RequireInstructors(required);
        sheet.Compare("SP-9", minimum.Basis, "form.staff", "instructor", instructors, required);
        if (minimum.Rescuers is not { } rescuers) return;

        sheet.RequireRescuers(rescuers);
        sheet.Compare("SP-9", minimum.Basis, "form.staff", "rescuer", Qualified(facts, "rescuer", sport.Code, on), rescuers);
    }
}

/// <summary>With the numbers of a sports permit.</summary>
sealed class SportPermitSheet : AssessmentSheet
{
    int? lifeguards, stands, swimmers, instructors, rescuers;

    public void RequirePools(int? lifeguardsNeeded, int? standsNeeded, int? swimmersAllowed) =>
        (lifeguards, stands, swimmers) = (lifeguardsNeeded, standsNeeded, swimmersAllowed);

    public void RequireInstructors(int number) => instructors = (instructors ?? 0) + number;

    public void RequireRescuers(int number) => rescuers = (rescuers ?? 0) + number;

    public Assessment Close(LocalDate on, int qualifiedLifeguards, int qualifiedInstructors) =>
        new(on, lifeguards, stands, swimmers, qualifiedLifeguards, qualifiedInstructors, instructors, rescuers, Unmet, Editions);
}
