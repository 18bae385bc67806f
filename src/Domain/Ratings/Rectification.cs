using Domain.Identity;
using Domain.Licensing;
using NodaTime;

namespace Domain.Ratings;

/// <summary>What somebody asks of a rectification order; moments and ids are facts of the command.</summary>
public abstract record RectificationCommand(Actor Actor, Instant At);

/// <summary>The policy answers a bad rating.</summary>
public sealed record OpenRectification(
    Actor Actor, Instant At, string CaseNo, string ProjectNo, string Organ, PersonRef Rater, int Level, DocumentId? Text,
    string Channel, LocalDate RatedOn) : RectificationCommand(Actor, At);

public sealed record ContactRater(Actor Actor, Instant At, string Mode, LocalDate ContactedOn, DocumentId? Note)
    : RectificationCommand(Actor, At);

public sealed record ReportRectification(Actor Actor, Instant At, string Outcome, DocumentId Reply, LocalDate DoneOn)
    : RectificationCommand(Actor, At);

public sealed record CallBackRater(Actor Actor, Instant At, string Result, LocalDate CalledOn, DocumentId? Note)
    : RectificationCommand(Actor, At);

/// <summary>The approver ends an order whose rater cannot be reached.</summary>
public sealed record CloseRectification(Actor Actor, Instant At, DocumentId Reason) : RectificationCommand(Actor, At);

/// <summary>A new calendar edition may have been published; open deadlines are counted again.</summary>
public sealed record RecountRectification(Actor Actor, Instant At) : RectificationCommand(Actor, At);

/// <summary>What later decisions need to know of an order, in whatever stage it is.</summary>
/// <param name="LastOn">Day of the last act; no later act lies before it.</param>
/// <param name="Deadlines">The open ones.</param>
public sealed record RectificationFile(
    string CaseNo, string Organ, PersonRef Rater, string Terms, int Round, LocalDate LastOn, IReadOnlyList<Deadline> Deadlines)
{
    public Deadline? Find(DeadlineKind kind) => Deadlines.FirstOrDefault(deadline => deadline.Kind == kind);
}

/// <summary>A rectification work order (差评整改工单) as a closed set of stages.</summary>
public abstract record Rectification
{
    private Rectification() { }

    public static Rectification Initial { get; } = new NotOpened();

    /// <summary>Null only before the order was opened.</summary>
    public RectificationFile? File => this is Opened opened ? opened.Order : null;

    public sealed record NotOpened : Rectification;

    public abstract record Opened(RectificationFile Order) : Rectification;

    public sealed record AwaitingContact(RectificationFile Order) : Opened(Order);

    /// <param name="Contact">The contact, or the call-back that sent the order back: a repeat of it changes nothing.</param>
    public sealed record AwaitingMeasures(RectificationFile Order, RectificationEvent Contact) : Opened(Order);

    /// <param name="Calls">Calls since the report; all but one that ends the stage did not reach the rater.</param>
    public sealed record AwaitingCallBack(
        RectificationFile Order, RectificationReported Report, IReadOnlyList<RaterCalledBack> Calls) : Opened(Order);

    /// <param name="CallBack">The call-back that ended it; null where an approver did.</param>
    public sealed record Closed(RectificationFile Order, RaterCalledBack? CallBack, RectificationClosed Closing) : Opened(Order);
}
