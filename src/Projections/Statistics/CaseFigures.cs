using Domain.Licensing;
using Domain.Ratings;
using Domain.SportPermits;
using EventStore;
using EventStore.Reading;
using NodaTime;
using Projections.Engine;

namespace Projections.Statistics;

/// <summary>The days of one case that statistics count; how many days lie between them is left to the question.</summary>
/// <param name="Item">Task code of the item.</param>
/// <param name="District">Region code of the organ that handles the case.</param>
/// <param name="AcceptedOn">The day that the law gives: of silence, the day the materials were received (STA-3).</param>
/// <param name="Outcome">granted, refused; deemed where silence renewed a permit.</param>
/// <param name="StatutoryBy">Last day to decide by statute, as it stood when the decision was made.</param>
/// <param name="PromisedBy">As promised; null where the item promises nothing.</param>
public sealed record CaseFigures(
    string CaseNo,
    string Item,
    string District,
    string ApplyType,
    LocalDate ReceivedOn,
    LocalDate? NotAcceptedOn = null,
    LocalDate? AcceptedOn = null,
    bool AcceptedBySilence = false,
    LocalDate? DecidedOn = null,
    string? Outcome = null,
    LocalDate? StatutoryBy = null,
    LocalDate? PromisedBy = null,
    LocalDate? DeliveredOn = null,
    bool DeliveredInTime = false,
    LocalDate? WithdrawnOn = null,
    LocalDate? RatedOn = null,
    int? Level = null,
    RectificationFigures? Rectification = null)
{
    /// <summary>Acts that a case may have more than one of.</summary>
    public IReadOnlyList<CountedAct> Acts { get; init; } = [];
}

/// <param name="Kind">correction, supplement, extension, pause, hearing.</param>
public sealed record CountedAct(string Kind, LocalDate On);

/// <summary>What became of the order that a bad rating opened.</summary>
/// <param name="Contact">on-time, late; null while it is awaited.</param>
/// <param name="Correction">Of the first round: on-time, late; null while it is awaited.</param>
public sealed record RectificationFigures(
    LocalDate OpenedOn, string? Contact = null, string? Correction = null, bool CalledBack = false, int SentBack = 0, bool Closed = false);

public sealed class CaseFiguresProjection : Projection<CaseFigures>
{
    static readonly string[] Streams = [.. CaseStreams.Prefixes, "rectification/"];

    public override Table<CaseFigures> Table { get; } = new()
    {
        Name = "case_figures",
        Version = 1,
        Columns = new Columns<CaseFigures>()
            .Text("item", row => row.Item, required: true)
            .Text("district", row => row.District, required: true)
            .Text("apply_type", row => row.ApplyType, required: true)
            .Day("received_on", row => row.ReceivedOn, required: true)
            .Day("not_accepted_on", row => row.NotAcceptedOn)
            .Day("accepted_on", row => row.AcceptedOn)
            .Flag("accepted_by_silence", row => row.AcceptedBySilence)
            .Day("decided_on", row => row.DecidedOn)
            .Text("outcome", row => row.Outcome)
            .Day("statutory_by", row => row.StatutoryBy)
            .Day("promised_by", row => row.PromisedBy)
            .Day("delivered_on", row => row.DeliveredOn)
            .Flag("delivered_in_time", row => row.DeliveredInTime)
            .Day("withdrawn_on", row => row.WithdrawnOn)
            .Day("rated_on", row => row.RatedOn)
            .Number("level", row => row.Level)
            .Day("rectification_opened_on", row => row.Rectification?.OpenedOn)
            .Text("contact", row => row.Rectification?.Contact)
            .Text("correction", row => row.Rectification?.Correction)
            .Flag("called_back", row => row.Rectification is { CalledBack: true })
            .Number("sent_back", row => row.Rectification?.SentBack)
            .Flag("rectified", row => row.Rectification is { Closed: true }),
        DistrictColumn = "district",
    };

    public override bool NeedsMetadata => false;

    public override Need NeedOf(string stream, string type) =>
        Streams.Any(prefix => stream.StartsWith(prefix, StringComparison.Ordinal)) ? Need.Event : Need.None;

    /// <summary>A case and the order that follows its rating make one row.</summary>
    public override IEnumerable<string> KeysOf(StoredEvent stored) =>
        Streams.Where(prefix => stored.Stream.StartsWith(prefix, StringComparison.Ordinal))
            .Select(prefix => stored.Stream[prefix.Length..]);

    public override CaseFigures? Evolve(string key, CaseFigures? row, StoredEvent stored) =>
        stored.Data is ApplicationReceived e
            ? Limits(new CaseFigures(key, e.TaskCode, e.Organ, e.ApplyType, e.ReceivedOn), e.Deadlines)
            : row is null ? null : After(row, stored);

    static CaseFigures After(CaseFigures row, StoredEvent stored) => stored.Data switch
    {
        CorrectionRequested e => Count(row, "correction", e.ServedOn),
        SupplementRequested e => Count(row, "supplement", e.RequestedOn),
        DecisionPeriodExtended e => Limits(Count(row, "extension", WorkCalendar.DayOf(stored.Timestamp)), [e.To]),
        SpecialProcedureOpened e => Count(row, "pause", e.FirstDay),
        HearingHeld e => Count(row, "hearing", e.HeldOn),
        DecisionDeadlineMoved e => Limits(row, [e.To]),
        DeadlineRecomputed e => Limits(row, [e.To]),
        ApplicationNotAccepted e => row with { NotAcceptedOn = e.DecidedOn },
        ApplicationAccepted e => Limits(row with { AcceptedOn = e.AcceptedOn }, e.Deadlines),
        AcceptanceDeemed e => Limits(row with { AcceptedOn = e.AcceptedOn, AcceptedBySilence = true }, e.Deadlines),
        PermitGranted e => row with { DecidedOn = e.DecidedOn, Outcome = "granted" },
        PermitRefused e => row with { DecidedOn = e.DecidedOn, Outcome = "refused" },
        RenewalDeemed e => row with { DecidedOn = e.DeemedOn, Outcome = "deemed" },
        DecisionDelivered e => row with { DeliveredOn = e.DeliveredOn, DeliveredInTime = e.InTime },
        ApplicationWithdrawn e => row with { WithdrawnOn = e.WithdrawnOn },
        CaseRated e => row with { RatedOn = WorkCalendar.DayOf(stored.Timestamp), Level = e.Level },
        RectificationOpened e => row with { Rectification = new RectificationFigures(e.RatedOn) },
        RectificationEvent e when row.Rectification is { } order => row with { Rectification = After(order, e) },
        _ => row,
    };

    static RectificationFigures After(RectificationFigures order, RectificationEvent @event) => @event switch
    {
        RaterContacted e => order with { Contact = Kept(e.InTime) },
        RectificationReported { Round: 1 } e => order with { Correction = Kept(e.InTime) },
        RaterCalledBack { Result: not "not-reached" } => order with { CalledBack = true },
        RectificationSentBack => order with { SentBack = order.SentBack + 1 },
        RectificationClosed => order with { Closed = true },
        _ => order,
    };

    /// <summary>The days that hold from here on; a clock that is not named keeps its day.</summary>
    static CaseFigures Limits(CaseFigures row, IReadOnlyList<Deadline> deadlines) =>
        row with
        {
            StatutoryBy = Last(deadlines, DeadlineKind.Decision) ?? row.StatutoryBy,
            PromisedBy = Last(deadlines, DeadlineKind.PromisedDecision) ?? row.PromisedBy,
        };

    static LocalDate? Last(IReadOnlyList<Deadline> deadlines, DeadlineKind kind) =>
        deadlines.LastOrDefault(deadline => deadline.Kind == kind)?.LastDay;

    static CaseFigures Count(CaseFigures row, string kind, LocalDate on) =>
        row with { Acts = [.. row.Acts, new CountedAct(kind, on)] };

    static string Kept(bool inTime) => inTime ? "on-time" : "late";
}
