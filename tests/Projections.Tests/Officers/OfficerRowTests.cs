using Domain.Identity;
using Domain.Kernel;
using Domain.Officers;
using NodaTime;

namespace Projections.Tests.Officers;

/// <summary>The directory as a list, and who has which case.</summary>
public sealed class OfficerRowTests
{
    static readonly LocalDate Monday = new(2026, 3, 2);
    static readonly LegalBasis Basis = new("行政许可法", "22");
    static readonly PersonRef Officer = new("p-1"), Colleague = new("p-2");

    static readonly (LocalDate, object)[] Career =
    [
        (Monday, new OfficerEnrolled(null, "operator", Basis)),
        (Monday, new OfficeGiven(1, "clerk", "320508", false, Monday, null, Basis)),
        (Monday, new OfficeGiven(2, "reviewer", "320509", false, Monday, null, Basis)),
        (Monday.PlusDays(1), new AbsenceNoted(Monday.PlusDays(2), Monday.PlusDays(4), "leave")),
        (Monday.PlusDays(1), new InterestDeclared(1, Colleague, "relative", Basis)),
        (Monday.PlusDays(9), new OfficeEnded(1, Monday.PlusDays(10), "transfer", Basis)),
        (Monday.PlusDays(9), new AccountDisabled("left", Basis)),
    ];

    [Fact]
    public void an_officer_is_shown_with_offices_absences_and_account()
    {
        var row = ReadModels.Officers.Rows(Recorded.Of("officer/p-1", Career))["p-1"];

        Assert.Equal((true, 1, 7L), (row.Disabled, row.Interests, row.Version));
        Assert.Equal([Monday.PlusDays(10), null], row.Offices.Select(office => office.LastDay));
        Assert.True(row.IsAbsentOn(Monday.PlusDays(4)));
        Assert.False(row.IsAbsentOn(Monday.PlusDays(5)));
    }

    [Fact]
    public void events_of_the_directory_that_are_not_known_change_nothing_but_the_version()
    {
        var known = Recorded.Of("officer/p-1", Career);
        var row = ReadModels.Officers.Rows(known, [Recorded.Unknown("officer/p-1", 8, 8, Monday)])["p-1"];

        Assert.Equal((2, 8L), (row.Offices.Count, row.Version));
    }

    [Fact]
    public void a_case_is_with_who_was_given_it_last_and_with_nobody_once_it_was_taken_back()
    {
        (LocalDate, object)[] given =
        [
            (Monday, new CaseAssigned("C-1", "320508", Officer, null, "assignment", Basis)),
            (Monday.PlusDays(1), new CaseAssigned("C-1", "320508", Colleague, Officer, "hand-over", Basis)),
        ];
        var row = ReadModels.CaseAssignments.Rows(Recorded.Of("case-assignment/C-1", given))["C-1"];

        Assert.Equal((Colleague, Officer, "hand-over"), (row.Officer, row.From!.Value, row.Reason));
        Assert.Empty(ReadModels.CaseAssignments.Rows(Recorded.Of(
            "case-assignment/C-1", [.. given, (Monday.PlusDays(2), new CaseUnassigned("C-1", "320508", Colleague, Basis))])));
    }
}
