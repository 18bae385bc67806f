using Domain.Licensing;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Projections.Licensing;
using Projections.Reading;

namespace Projections.SportPermits;

/// <param name="Overdue">Whether the last day lies before the day that was asked about.</param>
public sealed record OpenDeadlineRow(
    string CaseNo, DeadlineKind Kind, LocalDate LastDay, SilenceOutcome Silence, bool Overdue);

/// <summary>Deadlines that still run, for the policies; the decider has the last word on each.</summary>
public sealed class OpenDeadlines(ReadDatabase database)
{
    static readonly string Table = ReadModels.WorkItems.SqlName;

    /// <summary>
    /// Open deadlines whose last day lies before the given day and in whose silence the law itself acts.
    /// </summary>
    /// <remarks>
    /// A party in default is none of them: it would stand first in the list until an officer closes the case.
    /// </remarks>
    public async Task<Found<IReadOnlyList<OpenDeadlineRow>>> DueBeforeAsync(
        LocalDate day, int limit, CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.WorkItems,
            session => session.RowsAsync<WorkItem>(
                $"select body from {Table} where speaks_after < $1 order by speaks_after, key limit $2",
                new NpgsqlParameter { Value = day.ToDateOnly(), NpgsqlDbType = NpgsqlDbType.Date },
                new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);
        return new([.. found.Value.SelectMany(item => RowsOf(item, day)).Where(row => row.Overdue)], found.Position);
    }

    /// <summary>Every open deadline that has passed, of whatever effect; the longest overdue first.</summary>
    public async Task<IReadOnlyList<OpenDeadlineRow>> OverdueAsync(LocalDate day, int limit, CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.WorkItems,
            session => session.RowsAsync<WorkItem>(
                $"select body from {Table} where due_on < $1 order by due_on, key limit $2",
                new NpgsqlParameter { Value = day.ToDateOnly(), NpgsqlDbType = NpgsqlDbType.Date },
                new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);
        return
        [
            .. from item in found.Value
               from deadline in item.Progress.Deadlines.Open()
               where deadline.LastDay < day
               orderby deadline.LastDay
               select new OpenDeadlineRow(item.CaseNo, deadline.Kind, deadline.LastDay, deadline.Silence, Overdue: true),
        ];
    }

    /// <summary>Cases in which any deadline runs, in order of their number, after the given one.</summary>
    public async Task<IReadOnlyList<string>> CasesAsync(string after, int limit, CancellationToken cancellation)
    {
        var found = await database.AskAsync(
            ReadScope.Everything, ReadModels.WorkItems,
            session => session.RowsAsync<string>(
                $"select to_jsonb(key) from {Table} where key > $1 and due_on is not null order by key limit $2",
                new NpgsqlParameter { Value = after, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer }),
            cancellation);
        return found.Value;
    }

    static IEnumerable<OpenDeadlineRow> RowsOf(WorkItem item, LocalDate day) =>
        item.Progress.Deadlines.Open()
            .Where(deadline => deadline.Silence == SilenceOutcome.DeemedAccepted)
            .Select(deadline => new OpenDeadlineRow(
                item.CaseNo, deadline.Kind, deadline.LastDay, deadline.Silence, Overdue: deadline.LastDay < day));
}
