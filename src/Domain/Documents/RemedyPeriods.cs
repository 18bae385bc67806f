using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using NodaTime.Text;

namespace Domain.Documents;

/// <summary>DOC-13: how long reconsideration and suit stay open once a decision is served.</summary>
/// <remarks>
/// Counted here and not by the deadline calculator: half of them are months, and no calendar that ends too early may keep
/// a service from being recorded. The last day then stands as it is, and says so.
/// </remarks>
public static class RemedyPeriods
{
    /// <param name="from">The day on which service works; not counted.</param>
    public static IReadOnlyList<RemedyEnd> Ends(IEnumerable<Remedy> remedies, LocalDate from, WorkCalendar calendar) =>
        [.. remedies.Select(remedy => EndOf(remedy, from, calendar))];

    static RemedyEnd EndOf(Remedy remedy, LocalDate from, WorkCalendar calendar)
    {
        var (last, length) = remedy.Kind switch
        {
            "administrative-review" => (from.PlusDays(60), "60 calendar days"),
            // A month that has no such day ends with its last (民法典 art 202 by analogy).
            "administrative-suit" => (from.PlusMonths(6), "6 months"),
            _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy.Kind, "No period is known for this remedy."),
        };
        var lines = new List<string>
        {
            $"DOC-13, {remedy.Basis}: {length}", $"start: service on {Name(from)}, not counted", $"counted to {Name(last)}",
        };
        var worked = calendar.WorkdayOnOrAfter(last);
        lines.Add(worked is not { } day ? "no calendar is published for that day: not moved, provisional"
            : day == last ? $"last day: {Name(day)}, in full" : $"a closed last day moves to {Name(day)}, in full");

        var provisional = worked is not { } end || calendar.EditionsTouched(last, end).Any(edition => edition.Provisional);
        return new RemedyEnd(remedy.Kind, remedy.Before, worked ?? last, provisional, lines, remedy.Basis);
    }

    static string Name(LocalDate day) => $"{LocalDatePattern.Iso.Format(day)} {day.DayOfWeek.ToString()[..3]}";
}
