using Domain.Identity;
using NodaTime;

namespace Domain.Officers;

/// <summary>What the directory knows of an officer.</summary>
public abstract record Officer
{
    private Officer() { }

    public static Officer Initial { get; } = new Unknown();

    public sealed record Unknown : Officer;

    /// <param name="Source">Who opened the account: operator, installation or development.</param>
    public sealed record Enrolled(
        PersonRef? Citizen, string Source, bool Disabled, IReadOnlyList<Office> Offices, IReadOnlyList<Absence> Absences,
        IReadOnlyList<Interest> Interests, IReadOnlyList<CasesHandedOver> HandOvers) : Officer
    {
        public Office? HeldOn(LocalDate day, string role, string district) =>
            Offices.LastOrDefault(office => office.Role == role && office.District == district && office.IsHeldOn(day));

        public bool ServesOn(LocalDate day, string district) =>
            Offices.Any(office => office.District == district && office.IsHeldOn(day));

        public bool IsAbsentOn(LocalDate day) => Absences.Any(absence => absence.From <= day && day <= absence.To);
    }
}

/// <param name="LastDay">Inclusive; null while none is set.</param>
public sealed record Office(int Number, string Role, string District, bool HeadOfOrgan, LocalDate From, LocalDate? LastDay)
{
    public bool IsHeldOn(LocalDate day) => From <= day && (LastDay is not { } last || day <= last);

    public bool Overlaps(LocalDate from, LocalDate? to) =>
        (LastDay is not { } last || from <= last) && (to is not { } end || From <= end);
}

public sealed record Absence(LocalDate From, LocalDate To, string Reason);

/// <param name="LastDay">Inclusive; null while the interest lasts.</param>
public sealed record Interest(int Number, PersonRef Party, string Kind, LocalDate? LastDay)
{
    public bool LastsOn(LocalDate day) => LastDay is not { } last || day <= last;
}

/// <summary>The roles an office can have; account, audit and privacy administration are apart from the business.</summary>
public static class OfficeRoles
{
    public const string Operator = "operator";
    public const string Approver = "approver";
    public const string PrivacyOfficer = "privacy-officer";

    public static IReadOnlyList<string> OnCases { get; } = ["clerk", "reviewer", Approver, "inspector"];

    public static IReadOnlyList<string> Administration { get; } = [Operator, "auditor", PrivacyOfficer];

    public static IReadOnlyList<string> All { get; } = [.. OnCases, "finance-maker", "finance-checker", .. Administration];

    /// <summary>Whether one person may hold both at a time: each administration stands alone.</summary>
    public static bool AreCompatible(string one, string other) =>
        one == other || (!Administration.Contains(one) && !Administration.Contains(other));
}
