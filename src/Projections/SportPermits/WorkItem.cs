using Domain.Licensing;
using Domain.SportPermits;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;
using Projections.Licensing;

namespace Projections.SportPermits;

/// <summary>One line of a district's work queue: a case in which somebody is awaited.</summary>
/// <param name="Since">When the act that is awaited became the next one.</param>
public sealed record WorkItem(
    string CaseNo,
    string ProjectNo,
    string Organ,
    LocalDate ReceivedOn,
    Instant Since,
    long Version,
    CaseProgress Progress)
{
    /// <summary>The earliest last day of all that still runs; null where nothing does.</summary>
    /// <remarks>A right to ask for a hearing that nobody used is no business of the queue.</remarks>
    public LocalDate? DueOn =>
        Progress.Deadlines.Open().Where(deadline => deadline.Kind != DeadlineKind.HearingRequest)
            .Select(deadline => (LocalDate?)deadline.LastDay).Min();

    /// <summary>
    /// The earliest last day after which the law itself acts; a party in default waits for an officer.
    /// </summary>
    public LocalDate? SpeaksAfter =>
        Progress.Deadlines.Open().Where(deadline => deadline.Silence == SilenceOutcome.DeemedAccepted)
            .Select(deadline => (LocalDate?)deadline.LastDay).Min();
}

public sealed class WorkItemProjection : Projection<WorkItem>
{
    public override Table<WorkItem> Table { get; } = new()
    {
        Name = "work_item",
        Version = 1,
        Columns = new Columns<WorkItem>()
            .Text("organ", item => item.Organ, required: true)
            .Text("status", item => item.Progress.Status, required: true)
            .Text("turn", item => item.Progress.Turn, required: true)
            .Day("due_on", item => item.DueOn)
            .Day("speaks_after", item => item.SpeaksAfter),
        Indexes = ["(organ, due_on, key)", "(speaks_after)"],
        DistrictColumn = "organ",
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        CaseStream.NeedOf(stream);

    public override IEnumerable<string> KeysOf(StoredEvent stored) => CaseStream.CaseNoOf(stored);

    /// <summary>The line after the event; null once nobody is awaited any more.</summary>
    public override WorkItem? Evolve(string key, WorkItem? row, StoredEvent stored)
    {
        if (CaseProgress.Evolve(row?.Progress, stored) is not { } progress) return row;
        if (progress.Turn == Turn.None) return null;

        if (stored.Data is ApplicationReceived e)
            return new(key, e.ProjectNo, e.Organ, e.ReceivedOn, stored.Timestamp, stored.Version, progress);

        var waitsOn = progress.Next == row!.Progress.Next && progress.Turn == row.Progress.Turn;
        return row with
        {
            Progress = progress,
            Since = waitsOn ? row.Since : stored.Timestamp,
            Version = stored.Version,
        };
    }
}
