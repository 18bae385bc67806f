using Domain.Kernel;
using NodaTime;

namespace Domain.Licensing;

// Stored for good in the stream calendar/{year}.

public abstract record CalendarEvent { private protected CalendarEvent() { } }

/// <summary>The days off and make-up workdays of a year became known, or known better.</summary>
/// <param name="Edition">year-number; 0 is the statutory floor before the yearly notice.</param>
/// <param name="Provisional">True while the State Council's notice for the year is not known.</param>
/// <param name="Source">The notice by number or date.</param>
public sealed record CalendarEditionPublished(
    int Year,
    string Edition,
    bool Provisional,
    IReadOnlyList<LocalDate> DaysOff,
    IReadOnlyList<LocalDate> MakeUpWorkdays,
    string Source,
    LegalBasis Basis) : CalendarEvent;
