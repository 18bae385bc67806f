using Domain.Licensing;
using NodaTime;

namespace Projections.Licensing;

/// <summary>A deadline as it was set, and what became of it.</summary>
/// <param name="EndedOn">The day of the act that met it or of the event that ended it; null while it runs.</param>
public sealed record DeadlineLine(Deadline Deadline, DeadlineState State, LocalDate? EndedOn)
{
    public static DeadlineLine Running(Deadline deadline) => new(deadline, DeadlineState.Open, null);
}

public enum DeadlineState
{
    Open = 1,

    /// <summary>The act came on the last day or before.</summary>
    Met = 2,

    /// <summary>The act came after the last day: a breach that stays visible.</summary>
    MetLate = 3,

    /// <summary>Nobody acted, and the law put its outcome in the act's place.</summary>
    Lapsed = 4,

    /// <summary>Another deadline took its place: extended or counted again.</summary>
    Superseded = 5,

    /// <summary>The case ended before anybody had to act.</summary>
    Ended = 6,
}
