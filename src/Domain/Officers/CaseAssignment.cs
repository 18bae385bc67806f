using System.Diagnostics;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Officers.DelegationRefusals;
using Answer = Domain.Kernel.Answer<Domain.Officers.CaseAssignmentEvent>;

namespace Domain.Officers;

// Stored for good in the stream case-assignment/{caseNo}.

public abstract record CaseAssignmentEvent { private protected CaseAssignmentEvent() { } }

/// <summary>A case was given to an officer (承办人).</summary>
/// <param name="From">Who had it before; null where nobody had.</param>
/// <param name="Reason">assignment or hand-over.</param>
public sealed record CaseAssigned(
    string CaseNo, string District, PersonRef Officer, PersonRef? From, string Reason, LegalBasis Basis) : CaseAssignmentEvent;

public sealed record CaseUnassigned(string CaseNo, string District, PersonRef From, LegalBasis Basis) : CaseAssignmentEvent;

/// <param name="Officer">Null while nobody has it.</param>
public sealed record CaseAssignment(PersonRef? Officer)
{
    public static CaseAssignment Initial { get; } = new((PersonRef?)null);
}

/// <param name="District">The organ that handles the case.</param>
/// <param name="Parties">Everybody who takes part in the case.</param>
/// <param name="To">Null takes the case back.</param>
/// <param name="Colleague">What the directory knows of the one it goes to.</param>
public sealed record AssignCase(
    Actor Actor, Instant At, string CaseNo, string District, IReadOnlySet<PersonRef> Parties, PersonRef? To, Officer Colleague);

/// <summary>Follows a hand-over: moves the case if it still is where the hand-over found it.</summary>
public sealed record MoveAssignment(Actor Actor, Instant At, string CaseNo, string District, PersonRef From, PersonRef To);

/// <summary>OFF-6: cases are given to officers of the organ that handles them.</summary>
public static class CaseAssignmentDecider
{
    static readonly LegalBasis Basis = Laws.Licensing("22");

    public static Answer Decide(AssignCase command, CaseAssignment state)
    {
        if (command.Actor.District != command.District) return Answer.Refuse(AssignmentMustBeWithinOrgan);
        if (state.Officer == command.To) return Answer.Nothing;
        if (command.To is not { } officer)
            return Answer.Accept(new CaseUnassigned(command.CaseNo, command.District, state.Officer!.Value, Basis));

        var today = WorkCalendar.DayOf(command.At);
        if (command.Colleague is not Officer.Enrolled { Disabled: false } colleague || !colleague.ServesOn(today, command.District))
            return Answer.Refuse(OfficerRefusals.ColleagueMustServe with { Field = "officer" });
        if (OwnInterest.In(officer, colleague, command.Parties, today) is not null)
            return Answer.Refuse(AssigneeMustHaveNoInterest with { Field = "officer" });

        return Answer.Accept(new CaseAssigned(command.CaseNo, command.District, officer, state.Officer, "assignment", Basis));
    }

    public static Answer Decide(MoveAssignment command, CaseAssignment state) =>
        state.Officer == command.From
            ? Answer.Accept(new CaseAssigned(command.CaseNo, command.District, command.To, command.From, "hand-over", Basis))
            : Answer.Nothing;

    public static CaseAssignment Evolve(CaseAssignment state, CaseAssignmentEvent @event) =>
        @event switch
        {
            CaseAssigned e => new(e.Officer),
            CaseUnassigned => CaseAssignment.Initial,
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };
}
