using System.Diagnostics;
using Domain.Identity;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Officers.OfficerRefusals;
using Answer = Domain.Kernel.Answer<Domain.Officers.OfficerEvent>;

namespace Domain.Officers;

/// <summary>specs/officers.md: accounts, offices, absences and interests of one officer.</summary>
/// <remarks>Order of checks: who may, account known, the same request again, bad data, state.</remarks>
public static class OfficerDecider
{
    static readonly string[] ReasonsToEnd = ["transfer", "promotion", "leaving", "mistake"];
    static readonly string[] ReasonsToDisable = ["left", "investigation", "lost-credentials", "request"];
    static readonly string[] ReasonsOfAbsence = ["leave", "duty", "other"];
    static readonly string[] KindsOfInterest = ["owner", "shareholder", "post", "relative", "other"];

    const string System = "system";

    static readonly LegalBasis Accounts = Laws.PersonalInformation("51");

    /// <param name="self">Whose stream it is.</param>
    public static Answer Decide(OfficerCommand command, Officer state, PersonRef self)
    {
        if (WhyNotAllowed(command, self) is { } refusal) return Answer.Refuse(refusal);
        if (command is EnrolOfficer enrol) return Enrol(enrol, state);
        if (command is EnrolWithOffice identity) return EnrolWith(identity, state);
        if (state is not Officer.Enrolled officer) return Answer.Refuse(MustBeEnrolled);

        return command switch
        {
            GiveOffice c => Give(c, officer),
            EndOffice c => End(c, officer),
            NoteAbsence c => Note(c, officer),
            DisableAccount c => Disable(c, officer),
            EnableAccount => officer.Disabled ? Answer.Accept(new AccountEnabled(Accounts)) : Answer.Nothing,
            DeclareInterest c => Declare(c, officer),
            EndInterest c => End(c, officer),
            HandOverCases c => HandOver(c),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    public static Officer Evolve(Officer state, OfficerEvent @event) =>
        (state, @event) switch
        {
            (Officer.Unknown, OfficerEnrolled e) => new Officer.Enrolled(e.Citizen, e.Source, false, [], [], [], []),
            (Officer.Enrolled s, OfficeGiven e) => s with
            {
                Offices = [.. s.Offices, new Office(e.Office, e.Role, e.District, e.HeadOfOrgan, e.From, e.To)],
            },
            (Officer.Enrolled s, OfficeEnded e) => s with
            {
                Offices = [.. s.Offices.Select(office => office.Number == e.Office ? office with { LastDay = e.LastDay } : office)],
            },
            (Officer.Enrolled s, AbsenceNoted e) => s with { Absences = [.. s.Absences, new Absence(e.From, e.To, e.Reason)] },
            (Officer.Enrolled s, AccountDisabled) => s with { Disabled = true },
            (Officer.Enrolled s, AccountEnabled) => s with { Disabled = false },
            (Officer.Enrolled s, InterestDeclared e) => s with
            {
                Interests = [.. s.Interests, new Interest(e.Interest, e.Party, e.Kind, null)],
            },
            (Officer.Enrolled s, InterestEnded e) => s with
            {
                Interests = [.. s.Interests.Select(known =>
                    known.Number == e.Interest ? known with { LastDay = e.LastDay } : known)],
            },
            (Officer.Enrolled s, CasesHandedOver e) => s with { HandOvers = [.. s.HandOvers, e] },
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    /// <summary>OFF-1: accounts and offices are an operator's, and not the operator's own; OFF-7: a declaration is one's own.</summary>
    static Refusal? WhyNotAllowed(OfficerCommand command, PersonRef self)
    {
        var actor = command.Actor;
        if (actor.Role == System) return null;
        if (command is NoteAbsence or DeclareInterest or EndInterest)
            return actor.Person == self || actor.Role == OfficeRoles.Operator ? null : DeclarationMustBeOwn;
        if (command is HandOverCases hand)
        {
            return actor.Role == OfficeRoles.Operator || actor.Person == self
                || (actor.Role == OfficeRoles.Approver && actor.District == hand.District)
                    ? null
                    : AdministratorMustBeOperator;
        }

        return actor.Role != OfficeRoles.Operator ? AdministratorMustBeOperator
            : actor.Person == self ? OperatorMustNotBeSelf
            : null;
    }

    static Answer Enrol(EnrolOfficer command, Officer state) =>
        state is not Officer.Enrolled known ? Answer.Accept(new OfficerEnrolled(command.Citizen, command.Source, Accounts))
        : known.Citizen == command.Citizen ? Answer.Nothing
        : Answer.Refuse(CitizenMustStayTheSame with { Field = "citizenId" });

    /// <summary>Adds nothing to an account that an operator opened, and never gives an office back that was ended.</summary>
    static Answer EnrolWith(EnrolWithOffice command, Officer state)
    {
        var office = new OfficeGiven(1, command.Role, command.District, false, command.From, null, Laws.Licensing("22"));
        if (state is not Officer.Enrolled known)
            return Answer.Accept(new OfficerEnrolled(null, command.Source, Accounts), office);

        return known.Source != command.Source
            || known.Offices.Any(held => (held.Role, held.District) == (command.Role, command.District))
                ? Answer.Nothing
                : Answer.Accept(office with { Office = known.Offices.Count + 1 });
    }

    static Answer Give(GiveOffice command, Officer.Enrolled state)
    {
        var same = state.Offices.Where(office => (office.Role, office.District) == (command.Role, command.District)).ToList();
        if (same.Any(office => (office.HeadOfOrgan, office.From, office.LastDay) == (command.HeadOfOrgan, command.From, command.To)))
            return Answer.Nothing;

        if (!OfficeRoles.All.Contains(command.Role)) return Answer.Refuse(RoleMustBeKnown with { Field = "role" });
        if (Regions.Find(command.District) is not { IsRetired: false })
            return Answer.Refuse(DistrictMustBeKnown with { Field = "district" });
        if (command.To < command.From) return Answer.Refuse(SpanMustBeInOrder with { Field = "to" });
        if (same.Any(office => office.Overlaps(command.From, command.To))) return Answer.Refuse(OfficeMustNotOverlap);
        if (state.Offices.Any(office =>
            office.Overlaps(command.From, command.To) && !OfficeRoles.AreCompatible(office.Role, command.Role)))
        {
            return Answer.Refuse(OfficesMustBeSeparate with { Field = "role" });
        }

        return Answer.Accept(new OfficeGiven(
            state.Offices.Count + 1, command.Role, command.District, command.HeadOfOrgan, command.From, command.To,
            Laws.Licensing("22")));
    }

    static Answer End(EndOffice command, Officer.Enrolled state)
    {
        if (state.Offices.FirstOrDefault(office => office.Number == command.Office) is not { } held)
            return Answer.Refuse(OfficeMustExist);
        if (held.LastDay == command.LastDay) return Answer.Nothing;
        if (!ReasonsToEnd.Contains(command.Reason)) return Answer.Refuse(ReasonMustBeKnown with { Field = "reason" });
        if (command.LastDay < held.From.PlusDays(-1)) return Answer.Refuse(SpanMustBeInOrder with { Field = "lastDay" });

        // What was done by the office stays done: it ends yesterday at the earliest.
        return command.LastDay < WorkCalendar.DayOf(command.At).PlusDays(-1) || held.LastDay < command.LastDay
            ? Answer.Refuse(OfficeMustExist with { Field = "lastDay" })
            : Answer.Accept(new OfficeEnded(command.Office, command.LastDay, command.Reason, Laws.Licensing("22")));
    }

    static Answer Note(NoteAbsence command, Officer.Enrolled state)
    {
        if (state.Absences.Contains(new Absence(command.From, command.To, command.Reason))) return Answer.Nothing;
        if (!ReasonsOfAbsence.Contains(command.Reason)) return Answer.Refuse(ReasonMustBeKnown with { Field = "reason" });
        return command.To < command.From
            ? Answer.Refuse(SpanMustBeInOrder with { Field = "to" })
            : Answer.Accept(new AbsenceNoted(command.From, command.To, command.Reason));
    }

    static Answer Disable(DisableAccount command, Officer.Enrolled state) =>
        state.Disabled ? Answer.Nothing
        : ReasonsToDisable.Contains(command.Reason) ? Answer.Accept(new AccountDisabled(command.Reason, Accounts))
        : Answer.Refuse(ReasonMustBeKnown with { Field = "reason" });

    static Answer Declare(DeclareInterest command, Officer.Enrolled state)
    {
        var today = WorkCalendar.DayOf(command.At);
        if (state.Interests.Any(known => known.Party == command.Party && known.Kind == command.Kind && known.LastsOn(today)))
            return Answer.Nothing;
        return KindsOfInterest.Contains(command.Kind)
            ? Answer.Accept(new InterestDeclared(
                state.Interests.Count + 1, command.Party, command.Kind, Laws.CivilServants("77")))
            : Answer.Refuse(ReasonMustBeKnown with { Field = "kind" });
    }

    static Answer End(EndInterest command, Officer.Enrolled state)
    {
        var known = state.Interests.FirstOrDefault(interest => interest.Number == command.Interest);
        if (known is not null && known.LastDay == command.LastDay) return Answer.Nothing;
        return known is { LastDay: null } && command.LastDay >= WorkCalendar.DayOf(command.At).PlusDays(-1)
            ? Answer.Accept(new InterestEnded(command.Interest, command.LastDay, Laws.CivilServants("76")))
            : Answer.Refuse(InterestMustExist);
    }

    /// <summary>OFF-6: the one who takes over serves the same district today; nothing to hand over changes nothing.</summary>
    static Answer HandOver(HandOverCases command)
    {
        if (command.To == command.Officer) return Answer.Refuse(ColleagueMustBeAnother with { Field = "to" });
        if (command.Colleague is not Officer.Enrolled { Disabled: false } colleague
            || !colleague.ServesOn(WorkCalendar.DayOf(command.At), command.District))
        {
            return Answer.Refuse(ColleagueMustServe with { Field = "to" });
        }

        return command.Cases.Count == 0
            ? Answer.Nothing
            : Answer.Accept(new CasesHandedOver(command.To, command.District, command.Cases, Laws.Licensing("22")));
    }
}
