using Domain.Prepayments;
using Domain.TrainingInstitutions;
using NodaTime;
using static Domain.Tests.TrainingInstitutions.TrainingSamples;

namespace Domain.Tests.TrainingInstitutions;

/// <summary>specs/prepayments.md, SIG-8 to SIG-11. Approved on 1 January 2026 with two full-time coaches checked and trained.</summary>
public sealed class InstitutionSignalTable
{
    static readonly LocalDate Approved = new(2026, 1, 1);
    static readonly LocalDate Today = new(2026, 4, 1);

    static readonly SupervisedSchool School = new(
        "TI-1", "320508", Approved, [Coach(1), Coach(2)], [],
        [new SupervisedTraining(new LocalDate(2026, 3, 31), 16, [Person(1), Person(2)])]);

    static SupervisedStaff Coach(int number) =>
        new(Person(number), "coach", true, Approved, null, Approved, [(Approved, new LocalDate(2027, 12, 31))]);

    static Lesson Lesson(string no, LocalDate on, string klass = "C-1", int coach = 1) => new(
        no, klass, "BASKETBALL", on, new LocalTime(18, 0), new LocalTime(19, 0), "offline", "R1", 100m, 10, [Person(coach)]);

    static SupervisedSchool With(SupervisedStaff first, params Lesson[] lessons) =>
        School with { Staff = [first, Coach(2)], Lessons = lessons };

    static IReadOnlyList<SupervisionSignal> Of(SupervisedSchool school, LocalDate? on = null) =>
        InstitutionSignals.Of(school, TrainingStandard.National2022, on ?? Today);

    [Fact]
    public void where_all_is_well_nothing_is_said() => Assert.Empty(Of(With(Coach(1), Lesson("L1", Today))));

    /// <summary>What makes a coach unfit, on which day of a lesson, and since when it is so.</summary>
    public static TheoryData<string, SupervisedStaff, LocalDate, LocalDate> Unfit => new()
    {
        { "not-on-staff", Coach(1) with { LeftOn = Today.PlusDays(-2) }, Today, Today.PlusDays(-1) },
        { "not-on-staff", Coach(1) with { Person = Person(9) }, Today, Today },
        { "check-lapsed", Coach(1) with { CheckedOn = new LocalDate(2025, 3, 30) }, Today, new LocalDate(2026, 3, 31) },
        { "no-certificate", Coach(1) with { Certificates = [(Approved, Today.PlusDays(-3))] }, Today, Today.PlusDays(-2) },
        { "no-certificate", Coach(1) with { Certificates = [] }, Today, Today },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void a_class_whose_coach_is_not_cleared(string reason, SupervisedStaff coach, LocalDate on, LocalDate since)
    {
        var signal = Assert.Single(Of(With(coach, Lesson("L2", on.PlusDays(1), coach: 2), Lesson("L1", on))));

        Assert.Equal(("uncleared-class", "C-1", since), (signal.Kind, signal.Class, signal.Since));
        Assert.Equal($"1 of 2 lessons ahead, the first L1 on 2026-04-01: {reason}", signal.Figures);
    }

    [Fact]
    public void each_class_has_its_row_and_lessons_gone_by_have_none()
    {
        var gone = Coach(1) with { LeftOn = Today.PlusDays(-30) };

        var signals = Of(With(gone, Lesson("L1", Today), Lesson("L2", Today, "C-2"), Lesson("L3", Today.PlusDays(5))));
        Assert.Equal(["C-1", "C-2"], signals.Select(signal => signal.Class));
        Assert.Empty(Of(With(gone, Lesson("L1", Today.PlusDays(-1)))));
    }

    [Theory]
    [InlineData("2026-01-01", true)]
    [InlineData("2026-03-31", true)]
    [InlineData("2025-12-31", false)] // the quarter before
    [InlineData("2026-04-01", false)] // the quarter after
    public void a_quarter_without_training(string trainedOn, bool counts)
    {
        var held = NodaTime.Text.LocalDatePattern.Iso.Parse(trainedOn).Value;
        var signals = Of(School with { Trainings = [new SupervisedTraining(held, 8, [Person(1)])] });

        Assert.Equal(counts ? [] : ["untrained-quarter"], signals.Select(signal => signal.Kind));
        Assert.All(signals, signal => Assert.Equal(new LocalDate(2026, 4, 1), signal.Since));
    }

    [Fact]
    public void a_quarter_that_began_before_the_approval_is_not_asked_about()
    {
        Assert.Empty(Of(School with { Trainings = [], ApprovedOn = Approved.PlusDays(1) }));
        Assert.Empty(Of(School with { Trainings = [] }, new LocalDate(2026, 3, 31)));
    }

    [Theory]
    [InlineData(90, null)]
    [InlineData(89, "1 of 2 members below 90 study hours in 2026, the fewest 89")]
    public void study_hours_of_the_last_year(int hours, string? figures)
    {
        SupervisedTraining[] year =
        [
            new(new LocalDate(2026, 6, 1), 90, [Person(2)]), new(new LocalDate(2026, 12, 31), hours, [Person(1)]),
            new(new LocalDate(2027, 1, 1), 16, [Person(1)]),
        ];

        var signals = Of(School with { Trainings = year }, new LocalDate(2027, 1, 1));

        Assert.Equal(figures is null ? [] : [figures], signals.Select(signal => signal.Figures));
        Assert.All(signals, signal => Assert.Equal(("study-hours-short", new LocalDate(2027, 1, 1)), (signal.Kind, signal.Since)));
    }

    /// <summary>Whoever came during the year, or is gone, has no year's hours to show.</summary>
    [Fact]
    public void a_part_of_a_year_is_not_measured()
    {
        var newcomer = Coach(1) with { JoinedOn = Approved.PlusDays(1) };
        var gone = Coach(2) with { LeftOn = new LocalDate(2026, 12, 31) };
        var trained = new SupervisedTraining(new LocalDate(2026, 12, 1), 8, [Person(1)]);

        Assert.Empty(Of(School with { Staff = [newcomer, gone], Trainings = [trained] }, new LocalDate(2027, 1, 1)));
    }

    [Fact]
    public void a_full_time_share_that_fell_says_since_when()
    {
        var desk = Coach(3) with { Role = "other" };
        SupervisedStaff[] half = [Coach(1), desk];
        Assert.Empty(Of(School with { Staff = half }));

        var signal = Assert.Single(Of(School with
        {
            Staff = [.. half, Coach(2) with { LeftOn = new LocalDate(2026, 3, 9) }, desk with { Person = Person(4) }],
        }));
        Assert.Equal(
            ("full-time-short", new LocalDate(2026, 3, 10), "full-time teaching staff: 1 of 3"),
            (signal.Kind, signal.Since, signal.Figures));
    }
}
