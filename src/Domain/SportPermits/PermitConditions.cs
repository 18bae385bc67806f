using NodaTime;

namespace Domain.SportPermits;

/// <summary>The conditions of 体育法 art 105, judged for a day.</summary>
public static class PermitConditions
{
    /// <param name="open">Defects not yet corrected; each stands in the way of a grant.</param>
    /// <param name="on">The day of decision, or today as a forecast.</param>
    public static Assessment Assess(
        ApplicationFacts facts, IReadOnlyList<Defect> open, LocalDate on, SportStandards standards) =>
        throw new NotImplementedException();
}
