using Domain.TrainingInstitutions;

namespace Projections.TrainingInstitutions;

/// <summary>What signals are computed from, out of the rows that readers see too.</summary>
public static class SupervisedSchools
{
    public static SupervisedSchool Of(InstitutionPage page) =>
        new(
            page.InstitutionNo, page.Organ, page.ValidFrom,
            [
                .. page.Staff.Select(line => new SupervisedStaff(
                    line.Person, line.Role, line.FullTime, line.JoinedOn, line.LeftOn, line.CheckedOn,
                    [.. line.Certificates.Select(shown => shown.Span())])),
            ],
            page.Lessons, [.. page.Trainings.Select(held => new SupervisedTraining(held.TrainedOn, held.StudyHours, held.People))]);
}
