using Domain.TrainingInstitutions;

namespace Application.TrainingInstitutions;

/// <summary>Where an institution stands in the log.</summary>
public static class InstitutionStreams
{
    public const string Type = "training_institution";

    public static string Of(string institutionNo) => $"training-institution/{institutionNo}";

    public static Institution Fold(IEnumerable<object> events) =>
        events.Cast<InstitutionEvent>().Aggregate(Institution.Initial, InstitutionDecider.Evolve);
}
