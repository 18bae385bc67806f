using System.Globalization;
using Domain.Identity;
using Domain.Prepayments;
using NodaTime;

namespace Domain.TrainingInstitutions;

/// <summary>What a signal needs to know of an institution that runs.</summary>
public sealed record SupervisedSchool(
    string Institution, string District, LocalDate ApprovedOn, IReadOnlyList<SupervisedStaff> Staff, IReadOnlyList<Lesson> Lessons,
    IReadOnlyList<SupervisedTraining> Trainings);

/// <param name="Certificates">First and last days of every certificate shown.</param>
public sealed record SupervisedStaff(
    PersonRef Person, string Role, bool FullTime, LocalDate JoinedOn, LocalDate? LeftOn, LocalDate CheckedOn,
    IReadOnlyList<(LocalDate From, LocalDate? To)> Certificates)
{
    public bool IsEngagedOn(LocalDate day) => JoinedOn <= day && !(LeftOn < day);
}

public sealed record SupervisedTraining(LocalDate TrainedOn, int StudyHours, IReadOnlyList<PersonRef> People);

/// <summary>specs/prepayments.md, SIG-8 to SIG-11: what of an approval does not hold any more; computed on a day, kept nowhere.</summary>
public static class InstitutionSignals
{
    public static IReadOnlyList<SupervisionSignal> Of(SupervisedSchool school, TrainingStandard standard, LocalDate today) =>
    [
        .. UnclearedClasses(school, today),
        .. UntrainedQuarter(school, today),
        .. ShortStudyHours(school, standard, today),
        .. ShortFullTime(school, standard, today),
    ];

    /// <summary>SIG-8: lessons of a class from today on whose coaches may not stand before it, one row a class.</summary>
    static IEnumerable<SupervisionSignal> UnclearedClasses(SupervisedSchool school, LocalDate today)
    {
        foreach (var lessons in school.Lessons.Where(lesson => lesson.Date >= today).GroupBy(lesson => lesson.Class))
        {
            var ahead = lessons.OrderBy(lesson => lesson.Date).ThenBy(lesson => lesson.Start).ToList();
            var blocked = ahead.Select(lesson => (Lesson: lesson, Why: WhyNotHeld(lesson, school)))
                .Where(one => one.Why.Count > 0).ToList();
            if (blocked.Count == 0) continue;

            var (first, why) = blocked[0];
            yield return new(
                "uncleared-class", school.Institution, school.District, null,
                Say($"{blocked.Count} of {ahead.Count} lessons ahead, the first {first.LessonNo} on {first.Date:yyyy-MM-dd}: ")
                    + string.Join(", ", why.Select(one => one.Reason).Distinct().Order(StringComparer.Ordinal)),
                "every coach of a lesson is on the staff, certified and checked within the year on its day (未成年人保护法 62; TI-23, TI-25)",
                blocked.SelectMany(one => one.Why).Min(one => one.Since),
                "another coach in a timetable of these days, or a new check or certificate recorded")
            {
                Class = lessons.Key,
            };
        }
    }

    static List<(string Reason, LocalDate Since)> WhyNotHeld(Lesson lesson, SupervisedSchool school) =>
    [
        .. lesson.Coaches.Distinct()
            .Select(coach => school.Staff.FirstOrDefault(member => member.Person == coach) is { } known
                ? Clearance.WhyNot(known.JoinedOn, known.LeftOn, known.CheckedOn, known.Certificates, lesson.Date)
                : ("not-on-staff", lesson.Date))
            .OfType<(string, LocalDate)>(),
    ];

    /// <summary>SIG-9: the last whole quarter since the approval had no internal training.</summary>
    static IEnumerable<SupervisionSignal> UntrainedQuarter(SupervisedSchool school, LocalDate today)
    {
        var next = new LocalDate(today.Year, (today.Month - 1) / 3 * 3 + 1, 1);
        var (first, last) = (next.PlusMonths(-3), next.PlusDays(-1));
        if (school.ApprovedOn > first || school.Trainings.Any(held => held.TrainedOn >= first && held.TrainedOn <= last)) yield break;

        yield return new(
            "untrained-quarter", school.Institution, school.District, null,
            Say($"no internal training from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}"),
            "internal training once a quarter at least (课外体育培训行为规范; TI-31)", next,
            "the training of that quarter recorded, or the next quarter ending with one");
    }

    /// <summary>SIG-10: members of the whole last year with fewer study hours than it asks.</summary>
    static IEnumerable<SupervisionSignal> ShortStudyHours(SupervisedSchool school, TrainingStandard standard, LocalDate today)
    {
        var (first, last) = (new LocalDate(today.Year - 1, 1, 1), new LocalDate(today.Year - 1, 12, 31));
        var hours = school.Staff
            .Where(member => member.IsEngagedOn(first) && member.IsEngagedOn(last) && member.IsEngagedOn(today))
            .Select(member => school.Trainings
                .Where(held => held.TrainedOn >= first && held.TrainedOn <= last && held.People.Contains(member.Person))
                .Sum(held => held.StudyHours))
            .ToList();
        var few = hours.Where(count => count < standard.StudyHoursPerYear).ToList();
        if (few.Count == 0) yield break;

        yield return new(
            "study-hours-short", school.Institution, school.District, null,
            Say($"{few.Count} of {hours.Count} members below {standard.StudyHoursPerYear} study hours in {first.Year}")
                + Say($", the fewest {few.Min()}"),
            Say($"{standard.StudyHoursPerYear} study hours of 45 minutes a year (课外体育培训行为规范; TI-31; {standard.Edition})"),
            last.PlusDays(1), "trainings of that year recorded");
    }

    /// <summary>SIG-11: what TI-7 asked at the approval does not hold any more.</summary>
    static IEnumerable<SupervisionSignal> ShortFullTime(SupervisedSchool school, TrainingStandard standard, LocalDate today)
    {
        if (FullTimeOn(today, school) is var (fullTime, all) && !IsShort(fullTime, all, standard)) yield break;

        var since = today;
        foreach (var day in school.Staff.SelectMany(member => ChangesOf(member)).Where(day => day <= today).Distinct().OrderDescending())
        {
            var (then, staff) = FullTimeOn(day, school);
            if (!IsShort(then, staff, standard)) break;
            since = day;
        }

        yield return new(
            "full-time-short", school.Institution, school.District, null,
            Say($"full-time teaching staff: {fullTime} of {all}"),
            Say($"{standard.FullTimePercent}% of all staff at least (从业人员管理办法; TI-7; {standard.Edition})"), since,
            "full-time teaching staff joining, or others leaving");
    }

    static bool IsShort(int fullTime, int all, TrainingStandard standard) => fullTime * 100 < all * standard.FullTimePercent;

    static IEnumerable<LocalDate> ChangesOf(SupervisedStaff member)
    {
        yield return member.JoinedOn;
        if (member.LeftOn is { } left) yield return left.PlusDays(1);
    }

    static (int FullTime, int All) FullTimeOn(LocalDate day, SupervisedSchool school)
    {
        var all = school.Staff.Where(member => member.IsEngagedOn(day)).ToList();
        return (all.Count(member => member is { FullTime: true, Role: "coach" or "research" }), all.Count);
    }

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
