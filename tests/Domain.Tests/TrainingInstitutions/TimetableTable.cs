using Domain.Kernel;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using NodaTime;
using static Domain.Tests.SportPermits.CaseSamples;
using static Domain.Tests.TrainingInstitutions.TrainingSamples;

namespace Domain.Tests.TrainingInstitutions;

/// <summary>specs/training-institutions.md, TI-24, TI-25 and TI-32: what a filed timetable may hold.</summary>
public sealed class TimetableTable
{
    static readonly Lesson Monday = new(
        "L1", "C1", "BASKETBALL", Day(4, 6), new LocalTime(18, 0), new LocalTime(19, 30), "offline", "R1", 100m, 20,
        [Person(1), Person(2)]);

    static FileTimetable Filed(params Lesson[] lessons) => new(Clerk, At(Day(4, 1)), "TT-1", Day(4, 1), Day(6, 30), lessons);

    static Lesson Next(Lesson lesson) => lesson with { LessonNo = "L2", Coaches = [Person(3)], Trainees = 10, Room = "R2" };

    [Fact]
    public void a_timetable_is_filed_whole() =>
        Assert.Equal(2, One<TimetableFiled>(Filed(Monday, Monday with { LessonNo = "L2", Date = Day(4, 13) })).Lessons.Count);

    public static TheoryData<string, Lesson[]> Wrong() => new()
    {
        { "timetable.lesson-must-be-filed-once", [Monday, Monday with { Date = Day(4, 13) }] },
        { "timetable.lessons-must-lie-in-span", [Monday with { Date = Day(7, 1) }] },
        { "timetable.sport-must-be-approved", [Monday with { Sport = "CHESS" }] },
        { "timetable.times-must-be-possible", [Monday with { End = Monday.Start }] },
        { "timetable.lesson-must-end-in-time", [Monday with { End = new LocalTime(20, 31) }] },
        { "timetable.class-must-not-be-too-large", [Monday with { Trainees = 36, RoomAreaM2 = 180m }] },
        { "timetable.room-must-be-large-enough", [Monday with { Trainees = 21 }] },
        { "timetable.coaches-must-suffice", [Monday with { Coaches = [Person(1), Person(1)] }] },
        { "timetable.coach-must-be-cleared", [Monday with { Coaches = [Person(1), Person(9)] }] },
        // One room twice, and rooms beyond the floor of the institution.
        { "timetable.room-must-not-be-overbooked", [Monday, Next(Monday) with { Room = "R1" }] },
        { "timetable.room-must-not-be-overbooked", [Monday, Next(Monday) with { RoomAreaM2 = 100.5m, Start = new LocalTime(19, 0) }] },
        { "timetable.coach-must-not-be-in-two-places", [Monday, Next(Monday) with { Coaches = [Person(2)] }] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void what_a_lesson_must_not_be(string code, Lesson[] lessons) =>
        Assert.Equal(code, Assert.IsType<Answer<InstitutionEvent>.Refused>(Ask(Filed(lessons))).Refusal.Code);

    public static TheoryData<Lesson[]> Right() => new()
    {
        new[] { Monday with { End = new LocalTime(20, 30) } },
        new[] { Monday with { Mode = "online", End = new LocalTime(21, 0), RoomAreaM2 = 0m } },
        new[] { Monday, Next(Monday) },
        new[] { Monday, Next(Monday) with { Room = "R1", Start = Monday.End, End = new LocalTime(20, 30), Coaches = [Person(1)] } },
        new[] { Monday with { Trainees = 10, Coaches = [Person(1)] } },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void what_a_lesson_may_be(Lesson[] lessons) => Assert.Equal(lessons.Length, One<TimetableFiled>(Filed(lessons)).Lessons.Count);

    /// <summary>TI-5: forty at chess were approved for the reasons given; nothing else is larger for it.</summary>
    [Theory]
    [InlineData("CHESS", 40, true)]
    [InlineData("CHESS", 41, false)]
    [InlineData("BASKETBALL", 36, false)]
    public void a_class_as_large_as_it_was_approved(string sport, int trainees, bool may)
    {
        var changed = new InstitutionChanged(
            "TIC-2", 2,
            Approval().Face with { Sports = ["BASKETBALL", "CHESS"], ReasonedSizes = new Dictionary<string, int> { ["CHESS"] = 40 } },
            ["form.classes"], Day(3, 20), Basis);
        var filing = Filed(Monday with { Sport = sport, Trainees = trainees, RoomAreaM2 = 200m });

        if (may) Assert.Single(Accepted(filing, changed));
        else Refused(TimetableRefusals.SizeMustStayWithinPrinciple, Ask(filing, changed));
    }

    /// <summary>TI-6: six percent of 34 pre-schoolers are three coaches, two percent of 35 pupils two.</summary>
    [Theory]
    [InlineData("preschool", 33, null)]
    [InlineData("preschool", 34, "timetable.coaches-must-suffice")]
    [InlineData("school", 35, null)]
    [InlineData(null, 35, null)]
    public void small_children_have_more_coaches(string? ageGroup, int trainees, string? code)
    {
        var filing = Filed(Monday with { Trainees = trainees, RoomAreaM2 = 175m, AgeGroup = ageGroup });
        Assert.Equal(code, (Ask(filing) as Answer<InstitutionEvent>.Refused)?.Refusal.Code);
    }

    static readonly TrainingStandards Taught = Standards with
    {
        Calendar = Domain.Tests.SportPermits.CaseSamples.Calendar,
        Districts =
        [
            DistrictTrainingRule.Default with
            {
                District = "320508", Edition = "gusu/1",
                SchoolHours = new SchoolHours(new LocalTime(8, 0), new LocalTime(16, 30), [new(Day(2, 24), Day(6, 30))]),
            },
            .. Standards.Districts,
        ],
    };

    /// <summary>TI-32: 姑苏区 teaches from 08:00 to 16:30 until 30 June.</summary>
    [Theory]
    [InlineData("2026-04-07", "16:00", "17:00", null, false)] // a Tuesday
    [InlineData("2026-04-07", "16:29", "17:00", null, false)]
    [InlineData("2026-04-07", "16:30", "17:30", null, true)]
    [InlineData("2026-04-07", "07:00", "08:00", null, true)]
    [InlineData("2026-04-07", "07:00", "08:01", "school", false)]
    [InlineData("2026-04-07", "07:00", "18:00", "school", false)]
    [InlineData("2026-04-07", "10:00", "11:00", "preschool", true)]
    [InlineData("2026-04-06", "10:00", "11:00", null, true)] // 清明
    [InlineData("2026-04-11", "10:00", "11:00", null, true)] // a Saturday
    [InlineData("2026-05-09", "10:00", "11:00", null, false)] // a Saturday that is worked
    [InlineData("2026-07-01", "10:00", "11:00", null, true)] // after the term
    public void pupils_are_not_taught_while_they_are_at_school(string date, string start, string end, string? ageGroup, bool may)
    {
        static LocalTime Clock(string text) => NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
        var lesson = Monday with
        {
            Date = NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value, Start = Clock(start), End = Clock(end), AgeGroup = ageGroup,
        };
        var filing = Filed(lesson) with { LastDay = Day(7, 2) };

        var refusal = (InstitutionDecider.Decide(filing, School(), Taught) as Answer<InstitutionEvent>.Refused)?.Refusal;
        Assert.Equal(may ? null : TimetableRefusals.LessonMustNotMeetSchool.Code, refusal?.Code);
        Assert.IsType<Answer<InstitutionEvent>.Accepted>(InstitutionDecider.Decide(filing, School(), Standards));
    }

    /// <summary>Rule 19: last checked on 21 November 2025, a class on 23 November 2026 is blocked until a new check is recorded.</summary>
    [Fact]
    public void a_lapsed_check_blocks_the_class_of_its_day()
    {
        var joined = new StaffJoined(
            new StaffMember(Person(5), "coach", true, "coach", Number(5), null, null, new LocalDate(2025, 11, 21), Day(4, 1)), Basis);
        var lesson = Monday with { Date = Day(11, 23), Trainees = 8, Coaches = [Person(5)] };
        var filing = new FileTimetable(Clerk, At(Day(11, 1)), "TT-2", Day(11, 1), Day(11, 30), [lesson]);

        Refused(TimetableRefusals.CoachMustBeCleared, Ask(filing, joined));
        Assert.Single(Accepted(filing with { Lessons = [lesson with { Date = Day(11, 20) }] }, joined));
        Assert.Single(Accepted(filing, joined, new BackgroundChecked(Person(5), Day(10, 30), new LocalDate(2027, 10, 30), Basis)));
    }

    [Fact]
    public void a_later_timetable_takes_the_place_of_the_days_it_covers()
    {
        var first = One<TimetableFiled>(Filed(Monday, Monday with { LessonNo = "L2", Date = Day(4, 13) }));
        var second = One<TimetableFiled>(
            Filed(Monday with { Date = Day(4, 14), LessonNo = "L3" }) with { TimetableNo = "TT-2", FirstDay = Day(4, 10) }, first);

        Assert.Equal(["L1", "L3"], School(first, second).Record!.Lessons.Keys.Order());
        Refused(TimetableRefusals.NumberMustBeNew, Ask(Filed(Monday with { Trainees = 5 }), first));
    }

    [Fact]
    public void the_past_is_not_filed_and_no_span_is_endless()
    {
        Refused(TimetableRefusals.PastMustNotBeRewritten, Ask(Filed(Monday) with { FirstDay = Day(3, 31) }));
        Refused(TimetableRefusals.SpanMustBePossible, Ask(Filed(Monday) with { LastDay = Day(3, 31) }));
        Refused(TimetableRefusals.SpanMustBePossible, Ask(Filed(Monday) with { LastDay = Day(7, 3) }));
    }

    static readonly LegalBasis Basis = Domain.Licensing.Laws.TrainingStaff;
}
