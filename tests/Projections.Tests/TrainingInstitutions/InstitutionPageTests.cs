using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using NodaTime;
using Projections.TrainingInstitutions;

namespace Projections.Tests.TrainingInstitutions;

/// <summary>The page of an institution, folded without a database.</summary>
public sealed class InstitutionPageTests
{
    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly LegalBasis Basis = new("民办教育促进法", "12");
    static readonly PersonRef First = new("p-1");
    static readonly PersonRef Second = new("p-2");

    static readonly InstitutionFace Face = new(
        new PersonRef("p-organiser"), new DocumentId(Guid.Empty), new DocumentId(Guid.Empty), "company", "320508", ["BASKETBALL"], 200m,
        "bank-custody");

    /// <summary>Approved with one coach, another joins and leaves, a timetable is replaced, listed, stopped and delisted.</summary>
    internal static readonly (LocalDate Day, object Data)[] Life =
    [
        (Monday, new InstitutionApproved(
            "TI-1", "TIC-1", "320508", "320508", Face, [Member(First)], Monday, Monday.PlusYears(3), "training-district/1", Basis)),
        (Monday, new CreditCodeRecorded("91320508MA1T2X3Y34", Monday, Basis)),
        (Monday, new StaffJoined(Member(Second), Basis)),
        (Monday, new BackgroundChecked(First, Monday, Monday.PlusYears(1), Basis)),
        (Monday, new StaffLeft(Second, "left", Monday, Basis)),
        (Monday, Timetable("T1", Monday.PlusDays(7), Lesson("L1", 7), Lesson("L2", 8))),
        (Monday, Timetable("T2", Monday.PlusDays(8), Lesson("L3", 9))),
        (Monday, new InstitutionWhiteListed(Monday, Basis)),
        (Monday, new InstitutionStopped("ordered", Monday, First, new DocumentId(Guid.Empty), Basis)),
        (Monday, new InstitutionDelisted("stopped", Monday, Basis)),
    ];

    static StaffMember Member(PersonRef person) =>
        new(person, "coach", true, "coach", new PersonRef($"{person.Value}-c"), null, null, Monday.PlusDays(-30), Monday);

    static Lesson Lesson(string no, int day) => new(
        no, "C1", "BASKETBALL", Monday.PlusDays(day), new LocalTime(18, 0), new LocalTime(19, 0), "offline", "R1", 100m, 10, [First]);

    static TimetableFiled Timetable(string no, LocalDate from, params Lesson[] lessons) =>
        new(no, from, Monday.PlusDays(30), lessons, Monday, "training/2022-1", Basis);

    static InstitutionPage Page(int acts) =>
        Recorded.Of("training-institution/TI-1", Life.Take(acts))
            .Aggregate((InstitutionPage?)null, (row, stored) => ReadModels.Institutions.Evolve("TI-1", row, stored))!;

    [Fact]
    public void staff_come_and_go_and_their_checks_count_a_year()
    {
        var page = Page(5);

        Assert.Equal(Monday.PlusYears(1), page.Staff.Single(line => line.Person == First).GoodTo);
        Assert.Equal(Monday, page.Staff.Single(line => line.Person == Second).LeftOn);
    }

    [Fact]
    public void certificates_add_up_and_clear_for_their_days()
    {
        var later = new CertificateRecorded(First, "coach", new PersonRef("p-1-d"), Monday.PlusYears(2), null, Monday, Basis);
        var trained = new StaffTrained("TR-1", Monday, 8, [First], Monday, Basis);
        var row = Recorded.Of("training-institution/TI-1", [Life[0], (Monday, later), (Monday, trained)])
            .Aggregate((InstitutionPage?)null, (page, stored) => ReadModels.Institutions.Evolve("TI-1", page, stored))!;

        Assert.Equal(
            [new CertificateLine("coach", null, null), new CertificateLine("coach", Monday.PlusYears(2), null)],
            Assert.Single(row.Staff).Certificates);
        Assert.Equal(8, Assert.Single(row.Trainings).StudyHours);
        Assert.Null(row.WhyNotCleared(First, Monday));
        Assert.Equal("check-lapsed", row.WhyNotCleared(First, Monday.PlusYears(1)));
        Assert.Equal("not-on-staff", row.WhyNotCleared(Second, Monday));
        Assert.Equal("not-on-staff", row.WhyNotCleared(First, Monday.PlusDays(-1)));
    }

    [Fact]
    public void a_later_timetable_takes_the_place_of_the_days_it_covers() =>
        Assert.Equal(["L1", "L3"], Page(7).Lessons.Select(lesson => lesson.LessonNo));

    [Fact]
    public void what_is_stopped_is_off_the_white_list_and_says_why()
    {
        Assert.Equal(Monday, Page(8).WhiteListedOn);
        var page = Page(Life.Length);

        Assert.Equal(("stopped", 10L), (page.State, page.Version));
        Assert.Null(page.WhiteListedOn);
        Assert.Equal(
            ["institution_stopped ordered", "institution_delisted stopped"],
            page.History.TakeLast(2).Select(act => $"{act.What} {act.Detail}"));
    }

    [Fact]
    public void a_term_that_is_over_shows_as_expired_before_the_log_says_so()
    {
        Assert.Equal(LicenceStates.InForce, Page(1).StateOn(Monday.PlusYears(3)));
        Assert.Equal(LicenceStates.Expired, Page(1).StateOn(Monday.PlusYears(3).PlusDays(1)));
    }
}
