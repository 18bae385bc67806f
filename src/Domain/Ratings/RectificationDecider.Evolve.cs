using System.Diagnostics;
using Domain.Licensing;
using static Domain.Ratings.Rectification;

namespace Domain.Ratings;

public static partial class RectificationDecider
{
    /// <summary>Copies what the event says; a pair it does not know means that the history is broken.</summary>
    public static Rectification Evolve(Rectification state, RectificationEvent @event) =>
        (state, @event) switch
        {
            (NotOpened, RectificationOpened e) => new AwaitingContact(new RectificationFile(
                e.CaseNo, e.Organ, e.Rater, e.Terms, 1, e.RatedOn, [e.ContactBy, e.CorrectBy])),
            (AwaitingContact s, RaterContacted e) => new AwaitingMeasures(
                Without(s.Order, DeadlineKind.RaterContact) with { LastOn = e.ContactedOn }, e),
            (AwaitingMeasures s, RectificationReported e) => new AwaitingCallBack(
                Without(s.Order, DeadlineKind.RatingRectification) with { LastOn = e.DoneOn }, e, []),
            (AwaitingCallBack s, RaterCalledBack e) => s with
            {
                Order = s.Order with { LastOn = e.CalledOn },
                Calls = [.. s.Calls, e],
            },
            (AwaitingCallBack { Calls: [.., var last] } s, RectificationSentBack e) => new AwaitingMeasures(
                s.Order with { Round = e.Round, Deadlines = [e.CorrectBy] }, last),
            (AwaitingCallBack s, RectificationClosed e) => new Closed(
                s.Order with { LastOn = e.ClosedOn }, e.Ground == "satisfied" ? s.Calls[^1] : null, e),
            (Opened s, RectificationRecounted e) => s with { Order = Recounted(s.Order, e.To) },
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static RectificationFile Recounted(RectificationFile file, Deadline to) =>
        file with { Deadlines = [.. file.Deadlines.Select(open => open.Kind == to.Kind ? to : open)] };

    static RectificationFile Without(RectificationFile file, DeadlineKind kind) =>
        file with { Deadlines = [.. file.Deadlines.Where(open => open.Kind != kind)] };
}
