using Domain.Identity;
using Domain.Licensing;
using Domain.Ratings;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;
using Projections.Licensing;

namespace Projections.Ratings;

/// <summary>Everything an officer sees of a rectification order. No words of the rater: they stay sealed.</summary>
/// <param name="Next">contact, measures, call-back; null once it is closed.</param>
/// <param name="Version">Version of the stream, for If-Match.</param>
public sealed record RectificationPage(
    string CaseNo,
    string ProjectNo,
    string Organ,
    long Version,
    string? Next,
    int Round,
    int Level,
    string Channel,
    DocumentId? Text,
    LocalDate RatedOn,
    IReadOnlyList<DeadlineLine> Deadlines,
    IReadOnlyList<RectificationStep> Steps)
{
    public LocalDate? DueOn => Deadlines.Open().Select(deadline => (LocalDate?)deadline.LastDay).Min();

    public IEnumerable<DocumentId> Documents =>
        Steps.Select(step => step.Text).Append(Text).OfType<DocumentId>();
}

/// <summary>One act in the course of the order.</summary>
/// <param name="Name">contact, measures, call-back, sent-back, closing.</param>
/// <param name="Outcome">Mode, outcome, result or ground of the act.</param>
public sealed record RectificationStep(
    string Name, int Round, LocalDate On, string? Outcome, bool? InTime, DocumentId? Text, PersonRef? Actor, string? Role);

public sealed class RectificationProjection : Projection<RectificationPage>
{
    public override Table<RectificationPage> Table { get; } = new()
    {
        Name = "rectification",
        Version = 1,
        Columns = new Columns<RectificationPage>()
            .Text("organ", page => page.Organ, required: true)
            .Text("next", page => page.Next)
            .Day("due_on", page => page.DueOn),
        Indexes = ["(organ, due_on, key)"],
        DistrictColumn = "organ",
    };

    public override Need NeedOf(string stream, string type) =>
        stream.StartsWith("rectification/", StringComparison.Ordinal) ? Need.Event : Need.None;

    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        stored.Data is RectificationEvent ? [stored.Stream[(stored.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..]] : [];

    public override RectificationPage? Evolve(string key, RectificationPage? row, StoredEvent stored) =>
        (stored.Data switch
        {
            RectificationOpened e => new(
                e.CaseNo, e.ProjectNo, e.Organ, 0, "contact", 1, e.Level, e.Channel, e.Text, e.RatedOn,
                Array.Empty<DeadlineLine>().Set([e.ContactBy, e.CorrectBy], e.RatedOn), []),
            RectificationEvent e when row is not null => After(row, e, stored),
            _ => row,
        }) is { } page
            ? page with { Version = stored.Version }
            : null;

    static RectificationPage After(RectificationPage row, RectificationEvent @event, StoredEvent stored) => @event switch
    {
        RaterContacted e => row.Step(stored, new("contact", row.Round, e.ContactedOn, e.Mode, e.InTime, e.Note, null, null)) with
        {
            Next = "measures", Deadlines = row.Deadlines.Meet(e.ContactedOn, DeadlineKind.RaterContact),
        },
        RectificationReported e => row.Step(stored, new("measures", e.Round, e.DoneOn, e.Outcome, e.InTime, e.Reply, null, null)) with
        {
            Next = "call-back", Deadlines = row.Deadlines.Meet(e.DoneOn, DeadlineKind.RatingRectification),
        },
        RaterCalledBack e => row.Step(stored, new("call-back", e.Round, e.CalledOn, e.Result, null, e.Note, null, null)),
        RectificationSentBack e =>
            row.Step(stored, new("sent-back", e.Round, e.CorrectBy.Start, null, null, null, null, null)) with
            {
                Next = "measures", Round = e.Round, Deadlines = row.Deadlines.Set([e.CorrectBy], e.CorrectBy.Start),
            },
        RectificationClosed e => row.Step(stored, new("closing", row.Round, e.ClosedOn, e.Ground, null, e.Note, null, null)) with
        {
            Next = null, Deadlines = row.Deadlines.End(DeadlineState.Ended, e.ClosedOn),
        },
        RectificationRecounted e => row with
        {
            Deadlines = row.Deadlines.Set([e.To], WorkCalendar.DayOf(stored.Timestamp)),
        },
        _ => row,
    };
}

static class RectificationSteps
{
    public static RectificationPage Step(this RectificationPage page, StoredEvent stored, RectificationStep step) =>
        page with
        {
            Steps = [.. page.Steps, step with { Actor = Authority.PersonOf(stored), Role = Authority.RoleOf(stored) }],
        };
}
