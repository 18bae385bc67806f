using System.Diagnostics;
using Domain.Licensing;
using Domain.SportPermits;

namespace Domain.PortalExchange;

/// <summary>Which event of a case is told to the portal, by which rows in which order (specs/portal-exchange.md, OUT-1 to OUT-8).</summary>
/// <remarks>
/// To tell of a new event, add it to the file of its matter; to keep one to ourselves, add it to <see cref="Silent"/>. A test
/// asks of every case event that it stands in exactly one of the two. A purpose that was ever sent is never renamed.
/// </remarks>
public static class ExchangeMap
{
    /// <summary>Answers an event with its facts; what came before it in the case is there to be asked.</summary>
    public delegate IReadOnlyList<ExchangeFact> Telling(LicensingCaseEvent @event, IReadOnlyList<LicensingCaseEvent> earlier);

    /// <summary>Events that concern nobody but us: the portal has no set for them.</summary>
    public static IReadOnlySet<Type> Silent { get; } = new HashSet<Type>
    {
        typeof(DeadlineRecomputed),
        typeof(CaseRated),

        // The notice beside them is told, and the days to correct stand in its progress.
        typeof(CorrectionReasonsGiven),
        typeof(NoticeServed),

        // The receipt or correction before them, the special procedure beside them and the decision after them are told.
        typeof(PermitRequestMade),
        typeof(PermitRequestAmended),
        typeof(ApplicantBarFound),
        typeof(DecisionDeadlineMoved),
        typeof(DecisionRestedOnHearing),

        // The receipt says what was asked for; the signed commitment is told. After the result the portal has no set for a check.
        typeof(CommitmentPathOpened),
        typeof(CommitmentPathUnavailable),
        typeof(PostGrantCheckDue),
        typeof(PostGrantChecked),
        typeof(CommitmentFoundUntrue),
    };

    /// <summary>Events whose facts depend on what came before: a pause may end with them.</summary>
    public static IReadOnlySet<Type> AsksEarlier { get; } = new HashSet<Type>
    {
        typeof(CorrectionSubmitted),
        typeof(ApplicationNotAccepted),
        typeof(ApplicationWithdrawn),
        typeof(SupplementSubmitted),
        typeof(SpecialProcedureClosed),
        typeof(HearingHeld),
        typeof(HearingDropped),
        typeof(PermitGranted),
        typeof(PermitRefused),
        typeof(RenewalDeemed),
        typeof(DecisionDelivered),
    };

    public static IReadOnlyDictionary<Type, Telling> Told { get; } =
        new Dictionary<Type, Telling>([.. IntakeFacts.All, .. ProceedingFacts.All, .. DecisionFacts.All]);

    /// <summary>The facts of an event in the order in which they are sent.</summary>
    public static IReadOnlyList<ExchangeFact> FactsOf(LicensingCaseEvent @event, IReadOnlyList<LicensingCaseEvent> earlier)
    {
        if (Silent.Contains(@event.GetType())) return [];
        return Told.TryGetValue(@event.GetType(), out var telling)
            ? telling(@event, earlier)
            : throw new UnreachableException($"{@event.GetType().Name} is neither told to the portal nor kept.");
    }

    internal static KeyValuePair<Type, Telling> On<TEvent>(
        Func<TEvent, IReadOnlyList<LicensingCaseEvent>, IReadOnlyList<ExchangeFact>> facts)
        where TEvent : LicensingCaseEvent =>
        new(typeof(TEvent), (@event, earlier) => facts((TEvent)@event, earlier));
}
