using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.TrainingInstitutions.TimetableRefusals;
using Answer = Domain.Kernel.Answer<Domain.TrainingInstitutions.InstitutionEvent>;

namespace Domain.TrainingInstitutions;

public static partial class InstitutionDecider
{
    /// <summary>Days beyond which a timetable is a typing error: three months and a day.</summary>
    const int LongestSpanDays = 93;

    /// <summary>TI-24, TI-25, TI-32: filed ahead, lesson by lesson; what breaks a rule on its own day is refused whole.</summary>
    static Answer File(FileTimetable command, InstitutionRecord file, TrainingStandards standards)
    {
        var filed = new TimetableFiled(
            command.TimetableNo, command.FirstDay, command.LastDay, command.Lessons, DayOf(command),
            standards.On(DayOf(command)).Edition, Laws.TrainingConduct);
        if (file.Timetables.Contains(command.TimetableNo))
        {
            return command.Lessons.All(lesson => file.Lessons.TryGetValue(lesson.LessonNo, out var known) && SameLesson(known, lesson))
                ? Answer.Nothing
                : Answer.Refuse(NumberMustBeNew);
        }

        if (command.LastDay < command.FirstDay || Period.DaysBetween(command.FirstDay, command.LastDay) >= LongestSpanDays)
            return Answer.Refuse(SpanMustBePossible);
        if (command.FirstDay < DayOf(command)) return Answer.Refuse(PastMustNotBeRewritten);

        var kept = file.Lessons.Values.Where(known => known.Date < command.FirstDay || known.Date > command.LastDay).ToList();
        var numbers = kept.Select(lesson => lesson.LessonNo).ToHashSet(StringComparer.Ordinal);
        foreach (var lesson in command.Lessons)
        {
            if (!numbers.Add(lesson.LessonNo)) return Answer.Refuse(At(LessonMustBeFiledOnce, lesson));
            if (WhyNotHeld(lesson, command, file, standards) is { } refusal) return Answer.Refuse(At(refusal, lesson));
        }

        return Clash(command.Lessons, file) is { } clash ? Answer.Refuse(clash) : Answer.Accept(filed);
    }

    /// <summary>One lesson by itself.</summary>
    static Refusal? WhyNotHeld(Lesson lesson, FileTimetable command, InstitutionRecord file, TrainingStandards standards)
    {
        var standard = standards.On(lesson.Date);
        if (lesson.Date < command.FirstDay || lesson.Date > command.LastDay || lesson.Date > file.ValidTo) return LessonsMustLieInSpan;
        if (!file.Face.Sports.Contains(lesson.Sport)) return SportMustBeApproved;
        if (lesson.End <= lesson.Start) return TimesMustBePossible;
        if (lesson.End > standard.LatestEnd(lesson.Mode)) return LessonMustEndInTime;
        if (MeetsSchool(lesson, file, standards)) return LessonMustNotMeetSchool;
        if (lesson.Trainees > Math.Max(standard.ClassSize, file.Face.ReasonedSizes?.GetValueOrDefault(lesson.Sport) ?? 0))
            return SizeMustStayWithinPrinciple;
        if (lesson.Mode != "online" && lesson.RoomAreaM2 < lesson.Trainees * standard.AreaFor(lesson.Sport)) return RoomMustBeLargeEnough;

        var coaches = lesson.Coaches.Distinct().ToList();
        if (coaches.Count < standard.CoachesFor(lesson.Trainees, lesson.AgeGroup)) return CoachesMustSuffice;

        return coaches.Select(coach => file.WhyNotCleared(coach, lesson.Date)).FirstOrDefault(why => why is not null) is { } reason
            ? CoachMustBeCleared with { Detail = reason }
            : null;
    }

    /// <summary>TI-32: pupils are at school in these hours; children before school are not.</summary>
    static bool MeetsSchool(Lesson lesson, InstitutionRecord file, TrainingStandards standards) =>
        lesson.AgeGroup != "preschool" && standards.Calendar is { } calendar
        && standards.Of(file.IssuingOrgan, lesson.Date).SchoolHours?.Meet(lesson.Date, lesson.Start, lesson.End, calendar) == true;

    /// <summary>TI-25: lessons that run at once share rooms, floor and coaches.</summary>
    static Refusal? Clash(IReadOnlyList<Lesson> lessons, InstitutionRecord file)
    {
        foreach (var day in lessons.GroupBy(lesson => lesson.Date))
        {
            foreach (var lesson in day)
            {
                // The busiest moment of any span begins with one of its lessons.
                var together = day.Where(other => other.Start <= lesson.Start && lesson.Start < other.End).ToList();
                var offline = together.Where(other => other.Mode != "online").ToList();
                if (offline.Where(other => other.Room == lesson.Room).Skip(1).Any()
                    || offline.DistinctBy(other => other.Room).Sum(other => other.RoomAreaM2) > file.Face.TrainingFloorAreaM2)
                {
                    return At(RoomMustNotBeOverbooked, lesson);
                }

                if (together.SelectMany(other => other.Coaches.Distinct()).GroupBy(coach => coach).Any(same => same.Skip(1).Any()))
                    return At(CoachMustNotBeInTwoPlaces, lesson);
            }
        }

        return null;
    }

    static bool SameLesson(Lesson known, Lesson asked) =>
        known == asked with { Coaches = known.Coaches } && known.Coaches.SequenceEqual(asked.Coaches);

    static Refusal At(Refusal refusal, Lesson lesson) => refusal with
    {
        Detail = refusal.Detail is { } detail ? $"Lesson {lesson.LessonNo}: {detail}." : $"Lesson {lesson.LessonNo}.",
    };
}
