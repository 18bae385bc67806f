using System.Diagnostics;
using System.Globalization;
using Domain.Identity;
using Domain.Kernel;
using NodaTime;
using static Domain.Licensing.CalendarRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.CalendarEvent>;

namespace Domain.Licensing;

/// <summary>An operator enters a yearly notice, or the installation its built-in editions.</summary>
public sealed record PublishCalendarEdition(Actor Actor, Instant At, CalendarEdition Edition);

/// <summary>What is known of a year's working days.</summary>
public abstract record CalendarYear
{
    private CalendarYear() { }

    public static CalendarYear Initial { get; } = new Unknown();

    public sealed record Unknown : CalendarYear;

    public sealed record Published(CalendarEdition Edition) : CalendarYear;
}

public static class CalendarRefusals
{
    public static readonly Refusal PublisherMustBeOperator = new(
        RefusalKind.NotAllowed, "calendar.publisher-must-be-operator", "只有运维人员可以发布工作日历。", Laws.Holidays("7"));

    public static readonly Refusal EditionMustBeWellFormed = new(
        RefusalKind.Malformed, "calendar.edition-must-be-well-formed", "工作日历版本的内容不正确。", Laws.Holidays("7"));

    public static readonly Refusal EditionMustBeNewer = new(
        RefusalKind.WrongState, "calendar.edition-must-be-newer", "该年度已有相同或更新的工作日历版本。", Laws.Holidays("7"));

    public static readonly Refusal NoticeMustNotBeForgotten = new(
        RefusalKind.WrongState, "calendar.notice-must-not-be-forgotten", "正式放假通知发布后不得改回暂定日历。", Laws.Holidays("7"));

    public static readonly Refusal CalendarMustCoverDeadline = new(
        RefusalKind.NotReady, "calendar.calendar-must-cover-deadline", "尚未载入所需年度的工作日历，暂不能计算期限。",
        Laws.Holidays("7"));
}

/// <summary>specs/calendar.md, CAL-3: editions only move forward, and only an operator publishes them.</summary>
public static class CalendarYearDecider
{
    static readonly string[] Publishers = ["operator", "system"];

    public static Answer Decide(PublishCalendarEdition command, CalendarYear state)
    {
        var edition = command.Edition;
        if (!Publishers.Contains(command.Actor.Role)) return Answer.Refuse(PublisherMustBeOperator);
        if (FaultOf(edition) is { } fault) return Answer.Refuse(EditionMustBeWellFormed with { Detail = fault });

        if (state is CalendarYear.Published known)
        {
            if (SameContent(known.Edition, edition)) return Answer.Nothing;
            if (NumberOf(edition) <= NumberOf(known.Edition)) return Answer.Refuse(EditionMustBeNewer);
            if (edition.Provisional && !known.Edition.Provisional) return Answer.Refuse(NoticeMustNotBeForgotten);
        }

        return Answer.Accept(new CalendarEditionPublished(
            edition.Year, edition.Edition, edition.Provisional, edition.DaysOff, edition.MakeUpWorkdays, edition.Source,
            Laws.Holidays("7")));
    }

    public static CalendarYear Evolve(CalendarYear state, CalendarEvent @event) =>
        @event switch
        {
            CalendarEditionPublished e => new CalendarYear.Published(new CalendarEdition(
                e.Year, e.Edition, e.Provisional, e.DaysOff, e.MakeUpWorkdays, e.Source)),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    /// <summary>What is wrong with an edition, or null.</summary>
    static string? FaultOf(CalendarEdition edition)
    {
        if (edition.Year is < 2000 or > 2100) return "year";
        if (NumberOf(edition) < 0) return "edition must be the year, a hyphen and a number";
        if (string.IsNullOrWhiteSpace(edition.Source)) return "source must be named";
        if (edition.DaysOff.Count == 0) return "daysOff must not be empty";

        LocalDate[] all = [.. edition.DaysOff, .. edition.MakeUpWorkdays];
        if (all.Distinct().Count() != all.Length) return "a day must be listed once";

        // A New Year's run may begin in the old year and end in the next: CAL-3.
        var span = new DateInterval(new LocalDate(edition.Year - 1, 12, 20), new LocalDate(edition.Year + 1, 1, 10));
        if (Array.Exists(all, day => !span.Contains(day))) return "a day lies outside the year";

        return edition.MakeUpWorkdays.All(IsWeekend) ? null : "a make-up workday must be a Saturday or a Sunday";
    }

    static bool IsWeekend(LocalDate day) => day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;

    static int NumberOf(CalendarEdition edition)
    {
        var prefix = edition.Year.ToString(CultureInfo.InvariantCulture) + "-";
        return edition.Edition.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(edition.Edition.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : -1;
    }

    static bool SameContent(CalendarEdition known, CalendarEdition asked) =>
        (known.Year, known.Edition, known.Provisional, known.Source)
            == (asked.Year, asked.Edition, asked.Provisional, asked.Source)
        && known.DaysOff.Order().SequenceEqual(asked.DaysOff.Order())
        && known.MakeUpWorkdays.Order().SequenceEqual(asked.MakeUpWorkdays.Order());
}
