using NodaTime;

namespace Domain.Licensing;

/// <summary>Counts limits into deadlines and says, line by line, how.</summary>
public static class DeadlineCalculator
{
    /// <summary>The deadline of a limit that starts on a day; null where the calendar does not reach far enough.</summary>
    public static Deadline? Count(
        Limit limit,
        LocalDate start,
        WorkCalendar calendar,
        IReadOnlyList<DeadlinePause>? pauses = null,
        IReadOnlyList<DeadlineExtension>? extensions = null) => throw new NotImplementedException();

    /// <summary>The same deadline under another calendar; null where the calendar does not reach far enough.</summary>
    public static Deadline? Recount(Deadline deadline, Limit limit, WorkCalendar calendar) =>
        Count(limit, deadline.Start, calendar, deadline.Pauses, deadline.Extensions);
}
