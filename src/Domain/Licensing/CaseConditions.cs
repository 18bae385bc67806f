using NodaTime;

namespace Domain.Licensing;

/// <summary>The conditions of a grant, with what the case has shown: files that have not come, a site that failed its check.</summary>
public static class CaseConditions
{
    /// <param name="facts">Null where a request leaves them as they are: they are not judged again.</param>
    /// <param name="open">Defects not yet corrected.</param>
    /// <param name="undelivered">Codes of declared materials whose bytes have not arrived.</param>
    /// <param name="sitePassed">Null while the site was not checked; that alone is no unmet condition.</param>
    public static Assessment Assess(
        IMatter matter, ApplicationFacts? facts, ExaminedCase examined, IReadOnlyList<Defect> open, IEnumerable<string> undelivered,
        bool? sitePassed, LocalDate on)
    {
        Defect[] wanting = [.. open, .. ApplicationExamination.Undelivered(undelivered)];
        var assessment = facts is null ? AssessPapers(wanting, on) : matter.Assess(facts, wanting, examined, on);
        if (sitePassed is not false) return assessment;

        var failed = new UnmetCondition("SP-13", matter.PlaceBasis, "siteCheck", "not passed", "passed");
        return assessment with { Unmet = [.. assessment.Unmet, failed] };
    }

    static Assessment AssessPapers(IReadOnlyList<Defect> wanting, LocalDate on)
    {
        var sheet = new AssessmentSheet();
        sheet.MissWanting(wanting);
        return sheet.Close(on);
    }
}
