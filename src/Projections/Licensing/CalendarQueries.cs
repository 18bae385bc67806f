using Domain.Licensing;
using Projections.Reading;

namespace Projections.Licensing;

/// <summary>Calendar editions as published, and the calendar made of the newest of each year.</summary>
public sealed class CalendarQueries(ReadDatabase database)
{
    static readonly string Table = ReadModels.Calendars.SqlName;

    /// <summary>All editions, newest of a year first.</summary>
    public Task<Found<IReadOnlyList<CalendarEditionRow>>> AllAsync(CancellationToken cancellation) =>
        database.AskAsync(
            ReadScope.Everything, ReadModels.Calendars,
            session => session.RowsAsync<CalendarEditionRow>($"select body from {Table} order by year, version desc"),
            cancellation);

    /// <summary>
    /// The calendar of today's knowledge, for showing days; deadlines were counted when they were set.
    /// </summary>
    public async Task<WorkCalendar> NewestAsync(CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.Calendars,
            session => session.RowsAsync<CalendarEditionRow>(
                $"select distinct on (year) body from {Table} order by year, version desc"),
            cancellation);
        return new WorkCalendar(found.Value.Select(row => row.Edition));
    }
}
