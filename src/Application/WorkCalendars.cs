using Domain.Licensing;
using EventStore;

namespace Application;

/// <summary>The working days as the log knows them; read from the calendar streams and remembered for a second.</summary>
/// <remarks>A second is also how long the calendar policy waits before it recounts, so that no case keeps an old edition.</remarks>
public sealed class WorkCalendars(IEventStore store, TimeProvider machineClock) : IDisposable
{
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    const int YearsAhead = 10;

    readonly RememberedReading<WorkCalendar> calendar = new(cancellation => ReadAsync(store, cancellation), Remembered, machineClock);

    public Task<WorkCalendar> CurrentAsync(CancellationToken cancellation) => calendar.CurrentAsync(cancellation);

    /// <summary>After an edition was published here, the next question is answered from the log.</summary>
    public void Forget() => calendar.Forget();

    public static string StreamOf(int year) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"calendar/{year}");

    static async Task<WorkCalendar> ReadAsync(IEventStore store, CancellationToken cancellation)
    {
        var first = BuiltInCalendars.Editions.Min(edition => edition.Year);
        var last = BuiltInCalendars.Editions.Max(edition => edition.Year) + YearsAhead;
        var editions = new List<CalendarEdition>();
        for (var year = first; year <= last; year++)
        {
            var events = await store.ReadStreamAsync(StreamOf(year), StreamLimit.None, cancellation);
            var state = events.Select(e => e.Data).OfType<CalendarEvent>().Aggregate(CalendarYear.Initial, CalendarYearDecider.Evolve);
            if (state is CalendarYear.Published published) editions.Add(published.Edition);
        }

        return new WorkCalendar(editions);
    }

    public void Dispose() => calendar.Dispose();
}
