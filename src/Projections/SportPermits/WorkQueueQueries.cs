using Domain.Licensing;
using NodaTime;
using NpgsqlTypes;
using Projections.Licensing;
using Projections.Reading;

namespace Projections.SportPermits;

/// <summary>A line of the queue as shown on a day.</summary>
/// <param name="State">The worst of its running deadlines: breached, nearing, paused, running; null where none
/// runs.</param>
public sealed record WorkQueueLine(
    string CaseNo, string ProjectNo, string Organ, string Status, string Turn, string? Next, int OpenDefects,
    int AwaitedFiles, LocalDate ReceivedOn, Instant Since, LocalDate? DueOn, string? State, long Version,
    IReadOnlyList<DeadlineView> Deadlines);

/// <param name="State">nearing or breached; null for all.</param>
/// <param name="Assignee">A person's reference, or none for cases that nobody has; null for all.</param>
public sealed record WorkQueueSearch(string? Turn, string? Status, string? State, string? Assignee = null);

/// <summary>The open cases of a district, the most urgent first.</summary>
public sealed class WorkQueueQueries(ReadDatabase database)
{
    /// <summary>
    /// No limit shorter than this many days can be nearing before it; a wide first cut in the database.
    /// </summary>
    const int NearingHorizonDays = 31;

    /// <summary>
    /// More lines than a district has open at once; beyond it a state can only be asked with a status.
    /// </summary>
    const int MostJudged = 5_000;

    /// <summary>Asks for the cases that nobody has.</summary>
    public const string WithoutAssignee = "none";

    static readonly string Table = ReadModels.WorkItems.SqlName;
    static readonly string Assignments = ReadModels.CaseAssignments.SqlName;

    public Task<Found<Page<WorkQueueLine>>> ListAsync(
        WorkQueueSearch search,
        ReadScope scope,
        WorkCalendar calendar,
        LocalDate today,
        PageRequest page,
        CancellationToken cancellation)
    {
        var conditions = new Conditions()
            .And("turn = ?", search.Turn, NpgsqlDbType.Text)
            .And("status = ?", search.Status, NpgsqlDbType.Text)
            .And("due_on < ?", search.State == "breached" ? today.ToDateOnly() : (DateOnly?)null, NpgsqlDbType.Date)
            .And(
                "due_on < ?",
                search.State == "nearing" ? today.PlusDays(NearingHorizonDays).ToDateOnly() : (DateOnly?)null,
                NpgsqlDbType.Date);
        if (search.Assignee == WithoutAssignee) conditions.And($"key not in (select a.key from {Assignments} a)");
        else conditions.And($"key in (select a.key from {Assignments} a where a.officer = ?)", search.Assignee, NpgsqlDbType.Text);

        return database.AskAsync(
            scope, ReadModels.WorkItems,
            session => search.State == "nearing"
                ? JudgedAsync(session, conditions, item => Line(item, calendar, today), search.State, page)
                : PagedAsync(session, conditions, item => Line(item, calendar, today), page),
            cancellation, ReadModels.CaseAssignments);
    }

    /// <summary>The line as it looks on a day; pure, so that every boundary can be tested without a database.</summary>
    public static WorkQueueLine Line(WorkItem item, WorkCalendar calendar, LocalDate today)
    {
        var progress = item.Progress;
        DeadlineView[] running =
        [
            .. progress.Deadlines.Where(line => line.State == DeadlineState.Open)
                .Select(line => DeadlineDisplay.On(line, calendar, today))
                .OrderBy(view => view.Due).ThenBy(view => view.Kind),
        ];
        return new(
            item.CaseNo, item.ProjectNo, item.Organ, progress.Status, progress.Turn, progress.Next,
            progress.OpenDefects, progress.Materials.Count(material => material.File is null), item.ReceivedOn, item.Since, item.DueOn,
            Worst(running), item.Version, running);
    }

    static string? Worst(IReadOnlyCollection<DeadlineView> running) =>
        ((string[])["breached", "nearing", "running", "paused"])
            .FirstOrDefault(state => running.Any(view => view.State == state));

    static async Task<Page<WorkQueueLine>> PagedAsync(
        ReadSession session, Conditions conditions, Func<WorkItem, WorkQueueLine> line, PageRequest page)
    {
        var total = await session.CountAsync($"select count(*) from {Table}{conditions.Where}", conditions.Parameters);
        var rows = await session.RowsAsync<WorkItem>(
            $"select body from {Table}{conditions.Where} order by due_on nulls last, key{page.Sql(conditions)}",
            conditions.Parameters);
        return new([.. rows.Select(line)], total, page.Number, page.Size);
    }

    /// <summary>
    /// Whether a limit is nearing depends on the calendar, so it is judged here and not in the database.
    /// </summary>
    static async Task<Page<WorkQueueLine>> JudgedAsync(
        ReadSession session, Conditions conditions, Func<WorkItem, WorkQueueLine> line, string state, PageRequest page)
    {
        var most = conditions.Parameter(MostJudged, NpgsqlDbType.Integer);
        var rows = await session.RowsAsync<WorkItem>(
            $"select body from {Table}{conditions.Where} order by due_on nulls last, key limit {most}",
            conditions.Parameters);
        WorkQueueLine[] hits = [.. rows.Select(line).Where(found => found.Deadlines.Any(view => view.State == state))];
        return new([.. hits.Skip((int)page.Offset).Take(page.Size)], hits.Length, page.Number, page.Size);
    }
}
