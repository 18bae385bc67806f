using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using static Domain.Prepayments.CustodyAccount;
using static Domain.Prepayments.CustodyRefusals;
using Answer = Domain.Kernel.Answer<Domain.Prepayments.CustodyEvent>;

namespace Domain.Prepayments;

/// <summary>How an institution's prepaid money is held: specs/prepayments.md, CUS-1 to CUS-4, CUS-6.</summary>
public static class CustodyDecider
{
    const int AgeOfMajority = 18;

    public static readonly IReadOnlyList<string> Grounds = ["stopped", "licence-ended", "termination", "risk"];

    /// <param name="licence">The institution under the same lock; asked when an account is opened.</param>
    public static Answer Decide(CustodyCommand command, CustodyAccount state, SellerLicence? licence)
    {
        if (command is OpenCustody open) return Open(open, state, licence);
        if (state is not Opened opened) return Answer.Refuse(MustBeOpened);
        if (command.Actor.Role != "system")
        {
            if (command.Actor.District != opened.Opening.District) return Answer.Refuse(DistrictMustBeOwn);
            if (!MayAct(command)) return Answer.Refuse(RoleMustFit);
        }

        return command switch
        {
            NameRepresentative c => c.Representative == opened.Representative ? Answer.Nothing
                : c.Age < AgeOfMajority ? Answer.Refuse(RepresentativeMustBeAdult)
                : Answer.Accept(new CustodyRepresentativeNamed(c.Representative, WorkCalendar.DayOf(c.At))),
            FreezeCustody c => Freeze(c, opened),
            ThawCustody c => Thaw(c, opened),
            OrderReturn c => Return(c, opened),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    public static CustodyAccount Evolve(CustodyAccount state, CustodyEvent @event) =>
        (state, @event) switch
        {
            (NotOpened, CustodyOpened e) => new Running(e, e.Representative),
            (Running s, CustodyRepresentativeNamed e) => s with { Representative = e.Representative },
            (Frozen s, CustodyRepresentativeNamed e) => s with { Representative = e.Representative },
            (Returning s, CustodyRepresentativeNamed e) => s with { Representative = e.Representative },
            (Running s, CustodyFrozen e) => new Frozen(s.Opening, s.Representative, e),
            (Frozen s, CustodyThawed) => new Running(s.Opening, s.Representative),
            (Frozen s, CustodyReturnOrdered) => new Returning(s.Opening, s.Representative),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    /// <summary>CUS-2: clerks and inspectors may stop the money; letting it go again, and sending it back, is the approver's.</summary>
    static bool MayAct(CustodyCommand command) =>
        command switch
        {
            ThawCustody or OrderReturn => command.Actor.Role == "approver",
            NameRepresentative => command.Actor.Role == "clerk",
            _ => command.Actor.Role is "clerk" or "inspector" or "approver",
        };

    static Answer Open(OpenCustody command, CustodyAccount state, SellerLicence? licence)
    {
        if (command.Actor.District != command.District) return Answer.Refuse(DistrictMustBeOwn);
        if (command.Actor.Role != "clerk") return Answer.Refuse(RoleMustFit);
        if (state is Opened) return Answer.Refuse(MustBeOpenedOnce);

        var today = WorkCalendar.DayOf(command.At);
        if (licence is null || !licence.RunsOn(today)) return Answer.Refuse(InstitutionMustBeApproved);
        if (licence.District != command.District) return Answer.Refuse(DistrictMustBeOwn);
        if (licence.CreditCode != command.CreditCode) return Answer.Refuse(CreditCodeMustBeRegistered);

        var terms = PrepaymentTerms.On(command.District, today);
        if (!terms.Modes.Contains(command.Mode)) return Answer.Refuse(ModeMustBeOffered);
        if (command.Mode == PrepaymentTerms.Custody && (command.Wallet is null || command.Bank is null))
            return Answer.Refuse(WalletMustBeGiven);
        if (command.Mode == PrepaymentTerms.Deposit && command.DepositFen <= 0) return Answer.Refuse(DepositMustBePositive);
        if (command.RepresentativeAge < AgeOfMajority) return Answer.Refuse(RepresentativeMustBeAdult);
        if (command.Mode != licence.CustodyMode) return Answer.Refuse(ModeMustBeApproved);

        var custody = command.Mode == PrepaymentTerms.Custody;
        return Answer.Accept(new CustodyOpened(
            command.Institution, command.Holder, command.District, command.Mode, custody ? command.Bank : null,
            custody ? command.Wallet : null, custody ? 0 : command.DepositFen, command.Representative, terms.Edition, today,
            PrepaymentLaws.Supervision));
    }

    static Answer Freeze(FreezeCustody command, Opened state)
    {
        if (state is Frozen or Returning) return Answer.Nothing;
        return Grounds.Contains(command.Ground)
            ? Answer.Accept(new CustodyFrozen(
                command.Ground, command.Reason, WorkCalendar.DayOf(command.At), PrepaymentLaws.Supervision))
            : Answer.Refuse(GroundMustBeKnown);
    }

    static Answer Thaw(ThawCustody command, Opened state) =>
        state switch
        {
            Running => Answer.Nothing,
            Returning => Answer.Refuse(MustNotBeReturning),
            _ => Answer.Accept(new CustodyThawed(command.Reason, WorkCalendar.DayOf(command.At), PrepaymentLaws.Supervision)),
        };

    static Answer Return(OrderReturn command, Opened state) =>
        state switch
        {
            Returning => Answer.Nothing,
            Running => Answer.Refuse(MustBeFrozen),
            _ => Answer.Accept(new CustodyReturnOrdered(command.Reason, WorkCalendar.DayOf(command.At), PrepaymentLaws.GoesBack)),
        };
}
