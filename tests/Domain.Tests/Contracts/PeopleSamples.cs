using Domain.Identity;
using Domain.Kernel;
using Domain.Officers;
using Domain.PersonalData;
using NodaTime;

namespace Domain.Tests.Contracts;

/// <summary>The events of officers and of persons, every field filled.</summary>
static class PeopleSamples
{
    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly PersonRef Person = new("p-0001");
    static readonly PersonRef Colleague = new("p-0002");
    static readonly LegalBasis Basis = new("行政许可法", "22");

    public static IReadOnlyList<object> All { get; } =
    [
        new OfficerSignedIn("clerk", "320508"),
        new PersonalDataRead("handling-a-case", "SPC-20260302-0000000A", ["name", "phone"]),
        new OfficerEnrolled(Colleague, "operator", Basis),
        new OfficeGiven(1, "clerk", "320508", HeadOfOrgan: true, Monday, Monday.PlusDays(30), Basis),
        new OfficeEnded(1, Monday.PlusDays(10), "transfer", Basis),
        new AbsenceNoted(Monday, Monday.PlusDays(4), "leave"),
        new AccountDisabled("left", Basis),
        new AccountEnabled(Basis),
        new InterestDeclared(1, Colleague, "shareholder", Basis),
        new InterestEnded(1, Monday.PlusDays(10), Basis),
        new CasesHandedOver(Colleague, "320508", ["SPC-20260302-0000000A"], Basis),
        new DelegationGiven(
            1, Person, 1, "approver", Colleague, Monday, Monday.PlusDays(4), ["SPC-20260302-0000000A"], Basis),
        new DelegationEnded(1, Monday.PlusDays(2), Basis),
        new CaseAssigned("SPC-20260302-0000000A", "320508", Person, Colleague, "hand-over", Basis),
        new CaseUnassigned("SPC-20260302-0000000A", "320508", Person, Basis),
        new ProcessingRestricted("PI-1", "disputed-accuracy", ["audit"], Basis),
        new RestrictionLifted("PI-1", "resolved", Basis),
        new ErasureDeferred(
            "PI-2", [new DeferralReason("retention", "SPC-20260302-0000000A", Monday.PlusYears(3), Basis)], Monday.PlusYears(3),
            ["audit"], Basis),
        new PersonErased("SC-1", "PI-2", Monday, 1, [new ErasedKind("name", 2)], 3, Monday.PlusDays(30), Basis),
        new PersonalDataExported("PI-3", "court", Text(1), "access-request", 4, new string('a', 64), Basis),
        new PersonalDataCorrected("PI-4", "name", [new TextReplaced(Text(1), Text(2))], Basis),
    ];

    static DocumentId Text(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
}
