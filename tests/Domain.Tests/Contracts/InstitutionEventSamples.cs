using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using NodaTime;

namespace Domain.Tests.Contracts;

/// <summary>The events of training institutions, every field filled.</summary>
static class InstitutionEventSamples
{
    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly LegalBasis Basis = new("民办教育促进法", "12");
    static readonly PersonRef Person = new("p-0001");
    static readonly PersonRef Number = new("p-0009");

    static readonly InstitutionFace Face = new(
        Person, Text(1), Text(2), "private-non-enterprise", "320508", ["BASKETBALL", "CHESS"], 215.5m, "bank-custody");

    static readonly StaffMember Member = new(
        new PersonRef("p-0002"), "coach", true, "coach", Number, Monday.PlusDays(-60), Monday.PlusYears(2), Monday.PlusDays(-30), Monday);

    static readonly Lesson Lesson = new(
        "L1", "C1", "BASKETBALL", Monday.PlusDays(7), new LocalTime(18, 0), new LocalTime(20, 30), "offline", "R1", 100m, 20,
        [new PersonRef("p-0002"), new PersonRef("p-0003")]);

    public static IReadOnlyList<object> All { get; } =
    [
        new InstitutionApproved(
            "TI-1", "TIC-1", "320508", "320508", Face, [Member], Monday, Monday.PlusYears(3), "training-district/1", Basis),
        new CreditCodeRecorded("91320508MA1T2X3Y34", Monday, Basis),
        new InstitutionRequestOpened("TIC-2", "change", true, Monday),
        new InstitutionRequestClosed("TIC-2", "refused", Monday),
        new InstitutionChanged("TIC-2", 2, Face, ["form.classes"], Monday, Basis),
        new InstitutionRenewed("TIC-3", 3, true, Face, Monday, Monday.PlusYears(3), Monday, "training-district/1", Basis),
        new InstitutionStopped("lost-contact", Monday, Person, Text(3), Basis),
        new InstitutionResumed(Monday, Person, Text(4), Basis),
        new InstitutionTerminated("TIC-4", Monday, Money.Zero, Basis),
        new InstitutionExpired(Monday, Basis),
        new StaffJoined(Member, Basis),
        new CertificateRecorded(Person, "coach", Number, Monday, Monday.PlusYears(1), Monday, Basis),
        new BackgroundChecked(Person, Monday, Monday.PlusYears(1), Basis),
        new StaffLeft(Person, "left", Monday, Basis),
        new StaffTrained("TR-1", Monday, 8, [Person, new PersonRef("p-0003")], Monday, Basis),
        new TimetableFiled("TT-1", Monday, Monday.PlusDays(30), [Lesson], Monday, "training/2022-1", Basis),
        new InstitutionWhiteListed(Monday, Basis),
        new InstitutionDelisted("stopped", Monday, Basis),
        new YearlyInspected(2026, "passed", [Person, new PersonRef("p-0003")], Monday, Text(5), Basis),
        new TrainingRuleProposed(
            "320508", "gusu/1", Monday, Monday.PlusYears(1), "姑苏区文化体育和旅游局", 15, 10, 3, 200m, Money.Yuan(100_000), Basis,
            "姑苏体规〔2026〕3号", Person, Monday),
    ];

    /// <summary>With members that did not exist at first.</summary>
    public static IReadOnlyList<(string File, object Event)> Later { get; } =
    [
        ("institution_changed-reasoned-sizes", new InstitutionChanged(
            "TIC-2", 2, Face with { ReasonedSizes = new Dictionary<string, int> { ["CHESS"] = 40 } }, ["form.classes"], Monday, Basis)),
        ("training_rule_proposed-school-hours", new TrainingRuleProposed(
            "320508", "gusu/1", Monday, Monday.PlusYears(1), "姑苏区文化体育和旅游局", 15, 10, 3, 200m, Money.Yuan(100_000), Basis,
            "姑苏体规〔2026〕3号", Person, Monday)
        {
            SchoolHours = new SchoolHours(new LocalTime(8, 0), new LocalTime(16, 30), [new(Monday, Monday.PlusDays(120))]),
        }),
        ("timetable_filed-age-group", new TimetableFiled(
            "TT-1", Monday, Monday.PlusDays(30), [Lesson with { AgeGroup = "preschool" }], Monday, "training/2022-1", Basis)),
    ];

    static DocumentId Text(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
}
