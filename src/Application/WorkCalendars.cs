using Domain.Licensing;
using EventStore;

namespace Application;

/// <summary>The working days as the log knows them; read from the calendar streams and remembered for a second.</summary>
/// <remarks>A second is also how long the calendar policy waits before it recounts, so that no case keeps an old edition.</remarks>
public sealed class WorkCalendars(IEventStore store, TimeProvider machineClock) : IDisposable
{
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    const int YearsAhead = 10;

    readonly SemaphoreSlim refreshing = new(1, 1);
    Known? known;

    sealed record Known(WorkCalendar Calendar, DateTimeOffset Until);

    public async Task<WorkCalendar> CurrentAsync(CancellationToken cancellation)
    {
        if (known is { } fresh && fresh.Until > machineClock.GetUtcNow()) return fresh.Calendar;

        await refreshing.WaitAsync(cancellation);
        try
        {
            if (known is { } other && other.Until > machineClock.GetUtcNow()) return other.Calendar;
            var until = machineClock.GetUtcNow() + Remembered;
            var calendar = await ReadAsync(cancellation);
            known = new Known(calendar, until);
            return calendar;
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>After an edition was published here, the next question is answered from the log.</summary>
    public void Forget() => known = null;

    public static string StreamOf(int year) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"calendar/{year}");

    async Task<WorkCalendar> ReadAsync(CancellationToken cancellation)
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

    public void Dispose() => refreshing.Dispose();
}
