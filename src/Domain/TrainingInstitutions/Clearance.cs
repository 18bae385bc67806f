using NodaTime;

namespace Domain.TrainingInstitutions;

/// <summary>TI-22, TI-23: whether somebody may stand before a class on a day.</summary>
public static class Clearance
{
    /// <param name="certificates">First and last days of every certificate shown; no last day where it states none.</param>
    /// <returns>Null where they may; otherwise not-on-staff, no-certificate or check-lapsed, and the first day of it.</returns>
    public static (string Reason, LocalDate Since)? WhyNot(
        LocalDate joinedOn, LocalDate? leftOn, LocalDate checkedOn, IReadOnlyCollection<(LocalDate From, LocalDate? To)> certificates,
        LocalDate day)
    {
        if (day < joinedOn) return ("not-on-staff", day);
        if (leftOn is { } left && day > left) return ("not-on-staff", left.PlusDays(1));
        if (!certificates.Any(certificate => certificate.From <= day && (certificate.To is not { } last || day <= last)))
        {
            var ended = certificates.Where(known => known.To < day).Select(known => known.To!.Value.PlusDays(1));
            return ("no-certificate", ended.DefaultIfEmpty(day).Max());
        }

        return TrainingConditions.IsChecked(checkedOn, day) ? null : ("check-lapsed", checkedOn.PlusYears(1).PlusDays(1));
    }
}
