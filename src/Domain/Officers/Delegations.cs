using System.Diagnostics;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Officers.DelegationRefusals;
using Answer = Domain.Kernel.Answer<Domain.Officers.DelegationEvent>;

namespace Domain.Officers;

// Stored for good in the stream delegations/{district}: one stream for a district, so that no circle can arise unseen.

public abstract record DelegationEvent { private protected DelegationEvent() { } }

/// <summary>An officer lets a colleague act by the own office for a span of days (授权委托).</summary>
/// <param name="Delegation">Running number within the district.</param>
/// <param name="Office">Number of the office in the delegator's own stream.</param>
/// <param name="Until">Last day, inclusive.</param>
/// <param name="Cases">The only cases it covers; empty for all.</param>
public sealed record DelegationGiven(
    int Delegation, PersonRef By, int Office, string Role, PersonRef To, LocalDate From, LocalDate Until, IReadOnlyList<string> Cases,
    LegalBasis Basis) : DelegationEvent;

public sealed record DelegationEnded(int Delegation, LocalDate LastDay, LegalBasis Basis) : DelegationEvent;

/// <param name="LastDay">Inclusive.</param>
public sealed record Delegation(
    int Number, string District, PersonRef By, int Office, string Role, PersonRef To, LocalDate From, LocalDate LastDay,
    IReadOnlyList<string> Cases)
{
    public bool CoversDay(LocalDate day) => From <= day && day <= LastDay;

    public bool Overlaps(LocalDate from, LocalDate until) => From <= until && from <= LastDay;
}

/// <summary>All delegations a district ever had, in their order.</summary>
public sealed record Delegations(string District, IReadOnlyList<Delegation> All)
{
    public static Delegations Of(string district) => new(district, []);
}

/// <param name="By">The delegator and what the directory knows of them; <paramref name="To"/> likewise.</param>
public sealed record GiveDelegation(
    Actor Actor, Instant At, PersonRef By, Officer Delegator, int Office, PersonRef To, Officer Delegate, LocalDate From,
    LocalDate Until, IReadOnlyList<string> Cases);

public sealed record EndDelegation(Actor Actor, Instant At, int Delegation, LocalDate LastDay);

/// <summary>OFF-4, OFF-5: who may lend which office to whom.</summary>
public static class DelegationsDecider
{
    static readonly LegalBasis Basis = Laws.Licensing("24");

    public static Answer Decide(GiveDelegation command, Delegations state)
    {
        if (command.Actor.Person != command.By && command.Actor.Role != OfficeRoles.Operator) return Answer.Refuse(OfficeMustBeOwn);
        if (state.All.Any(known => IsSame(known, command))) return Answer.Nothing;
        if (command.To == command.By) return Answer.Refuse(OfficerRefusals.ColleagueMustBeAnother with { Field = "to" });
        if (OfficeOf(command, state.District) is not { } office) return Answer.Refuse(OfficeMustBeOwn with { Field = "office" });

        var today = WorkCalendar.DayOf(command.At);
        var latest = command.From.PlusYears(1);
        if (command.From < today || command.Until < command.From || command.Until > latest
            || command.From < office.From || office.LastDay < command.Until)
        {
            return Answer.Refuse(SpanMustBeInOrder with { Field = "until" });
        }

        if (command.Delegate is not Officer.Enrolled { Disabled: false } taker || !taker.ServesOn(command.From, state.District))
            return Answer.Refuse(OfficerRefusals.ColleagueMustServe with { Field = "to" });
        if (!taker.Offices.Where(held => held.IsHeldOn(command.From)).All(held => OfficeRoles.AreCompatible(held.Role, office.Role)))
            return Answer.Refuse(OfficerRefusals.OfficesMustBeSeparate with { Field = "to" });
        if (Reaches(command.To, command.By, state, command.From, command.Until))
            return Answer.Refuse(CircleMustNotArise with { Field = "to" });

        return Answer.Accept(new DelegationGiven(
            state.All.Count + 1, command.By, office.Number, office.Role, command.To, command.From, command.Until, command.Cases,
            Basis));
    }

    public static Answer Decide(EndDelegation command, Delegations state)
    {
        if (state.All.FirstOrDefault(known => known.Number == command.Delegation) is not { } given) return Answer.Refuse(MustExist);
        if (command.Actor.Person != given.By && command.Actor.Role != OfficeRoles.Operator) return Answer.Refuse(OfficeMustBeOwn);
        if (given.LastDay == command.LastDay) return Answer.Nothing;
        return command.LastDay > given.LastDay || command.LastDay < WorkCalendar.DayOf(command.At).PlusDays(-1)
            ? Answer.Refuse(MustExist with { Field = "lastDay" })
            : Answer.Accept(new DelegationEnded(command.Delegation, command.LastDay, Basis));
    }

    public static Delegations Evolve(Delegations state, DelegationEvent @event) =>
        @event switch
        {
            DelegationGiven e => state with
            {
                All = [.. state.All, new Delegation(
                    e.Delegation, state.District, e.By, e.Office, e.Role, e.To, e.From, e.Until, e.Cases)],
            },
            DelegationEnded e => state with
            {
                All = [.. state.All.Select(known =>
                    known.Number == e.Delegation ? known with { LastDay = e.LastDay } : known)],
            },
            _ => throw new UnreachableException($"{@event.GetType().Name} is no event of delegations."),
        };

    static Office? OfficeOf(GiveDelegation command, string district) =>
        command.Delegator is Officer.Enrolled { Disabled: false } officer
            ? officer.Offices.FirstOrDefault(office => office.Number == command.Office && office.District == district)
            : null;

    static bool IsSame(Delegation known, GiveDelegation asked) =>
        (known.By, known.Office, known.To, known.From, known.LastDay)
            == (asked.By, asked.Office, asked.To, asked.From, asked.Until)
        && known.Cases.SequenceEqual(asked.Cases);

    /// <summary>Whether offices lent in these days lead from one officer to another.</summary>
    static bool Reaches(PersonRef from, PersonRef to, Delegations state, LocalDate first, LocalDate last)
    {
        var seen = new HashSet<PersonRef> { from };
        var open = new Queue<PersonRef>(seen);
        while (open.TryDequeue(out var person))
        {
            if (person == to) return true;
            foreach (var next in state.All.Where(lent => lent.By == person && lent.Overlaps(first, last)).Select(lent => lent.To))
            {
                if (seen.Add(next)) open.Enqueue(next);
            }
        }

        return false;
    }
}
