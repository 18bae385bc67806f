using System.Diagnostics;
using Domain.Identity;
using Domain.Kernel;
using NodaTime;
using static Domain.Effects.EffectDeskRefusals;
using Answer = Domain.Kernel.Answer<Domain.Effects.EffectDeskEvent>;

namespace Domain.Effects;

// Stored for good in the stream effect-desk/{rowGuid}: what an operator ordered for one row that did not get through.

public abstract record EffectDeskEvent { private protected EffectDeskEvent() { } }

/// <summary>Sent again under the same guid, from now on.</summary>
public sealed record EffectRetried(string CaseNo, DocumentId Reason) : EffectDeskEvent;

/// <summary>Never sent; later rows of the case go on.</summary>
public sealed record EffectSkipped(string CaseNo, DocumentId Reason) : EffectDeskEvent;

/// <summary>Somebody is to see to it.</summary>
public sealed record EffectAssigned(string CaseNo, PersonRef Assignee, DocumentId Reason) : EffectDeskEvent;

/// <param name="Reason">Sealed.</param>
/// <param name="Known">What the sender knows of the row, which no event tells.</param>
public abstract record EffectDeskCommand(Actor Actor, Instant At, string CaseNo, DocumentId Reason, EffectKnown Known);

public sealed record RetryEffect(Actor Actor, Instant At, string CaseNo, DocumentId Reason, EffectKnown Known)
    : EffectDeskCommand(Actor, At, CaseNo, Reason, Known);

public sealed record SkipEffect(Actor Actor, Instant At, string CaseNo, DocumentId Reason, EffectKnown Known)
    : EffectDeskCommand(Actor, At, CaseNo, Reason, Known);

/// <param name="AssigneeIsOperator">Whether the directory knows the assignee as an operator.</param>
public sealed record AssignEffect(
    Actor Actor, Instant At, string CaseNo, DocumentId Reason, EffectKnown Known, PersonRef Assignee, bool AssigneeIsOperator)
    : EffectDeskCommand(Actor, At, CaseNo, Reason, Known);

/// <summary>Where a row stands with the sender.</summary>
public enum EffectState
{
    /// <summary>Not sent, or answered "not now": it goes out when its time comes.</summary>
    Pending = 1,

    /// <summary>A sender is calling with it.</summary>
    Leased = 2,

    /// <summary>The portal has it.</summary>
    Delivered = 3,

    /// <summary>Called without a usable answer: the portal may have it. The same guid goes out again.</summary>
    Unknown = 4,

    /// <summary>The portal said no for good; a person is awaited, and later rows of the case wait too.</summary>
    Refused = 5,

    /// <summary>An operator let it go unsent.</summary>
    Skipped = 6,
}

/// <param name="Attempts">Calls made so far.</param>
/// <param name="MovesMoney">Somebody waits for it, so it is never let go.</param>
public sealed record EffectKnown(EffectState State, int Attempts, bool MovesMoney = false);

/// <summary>What the desk itself has ordered for a row.</summary>
public abstract record EffectDesk
{
    private EffectDesk() { }

    public static EffectDesk Initial { get; } = new Open(null);

    public sealed record Open(PersonRef? Assignee) : EffectDesk;

    public sealed record Skipped : EffectDesk;
}

/// <summary>No law but a contract between systems is at stake, so none names a basis.</summary>
public static class EffectDeskRefusals
{
    public static readonly Refusal MustNotBeDelivered = new(
        RefusalKind.WrongState, "effect.must-not-be-delivered", "该条数据已送达平台，无需处理。");

    public static readonly Refusal MustNotBeSkipped = new(
        RefusalKind.WrongState, "effect.must-not-be-skipped", "该条数据已跳过，不再发送。");

    public static readonly Refusal MoneyMustNotBeSkipped = new(
        RefusalKind.WrongState, "effect.money-must-not-be-skipped", "款项指令不得跳过，请查明后重发。");

    public static readonly Refusal MustHaveBeenTried = new(
        RefusalKind.WrongState, "effect.must-have-been-tried", "该条数据尚未发送过，无需重发。");

    public static readonly Refusal AssigneeMustBeOperator = new(
        RefusalKind.Malformed, "effect.assignee-must-be-operator", "只能指派给运维人员。", Field: "assignee");
}

/// <summary>specs/portal-exchange.md, OUT-15 to OUT-17.</summary>
public static class EffectDeskDecider
{
    public static Answer Decide(EffectDeskCommand command, EffectDesk state)
    {
        if (state is EffectDesk.Skipped || command.Known.State == EffectState.Skipped) return Answer.Refuse(MustNotBeSkipped);
        if (command.Known.State == EffectState.Delivered) return Answer.Refuse(MustNotBeDelivered);

        return command switch
        {
            RetryEffect retry => retry.Known.Attempts == 0
                ? Answer.Refuse(MustHaveBeenTried)
                : Answer.Accept(new EffectRetried(retry.CaseNo, retry.Reason)),
            SkipEffect { Known.MovesMoney: true } => Answer.Refuse(MoneyMustNotBeSkipped),
            SkipEffect skip => Answer.Accept(new EffectSkipped(skip.CaseNo, skip.Reason)),
            AssignEffect assign => Assign(assign, (EffectDesk.Open)state),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    public static EffectDesk Evolve(EffectDesk state, EffectDeskEvent @event) =>
        (state, @event) switch
        {
            (EffectDesk.Open open, EffectRetried) => open,
            (EffectDesk.Open, EffectAssigned e) => new EffectDesk.Open(e.Assignee),
            (EffectDesk.Open, EffectSkipped) => new EffectDesk.Skipped(),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static Answer Assign(AssignEffect command, EffectDesk.Open state)
    {
        if (!command.AssigneeIsOperator) return Answer.Refuse(AssigneeMustBeOperator);
        return state.Assignee == command.Assignee
            ? Answer.Nothing
            : Answer.Accept(new EffectAssigned(command.CaseNo, command.Assignee, command.Reason));
    }
}
