using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using static Domain.Subsidies.FundRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.FundEvent>;

namespace Domain.Subsidies;

/// <summary>FND-3: nothing moves before a second person has entered the amount again.</summary>
public static partial class FundDecider
{
    static Answer Approve(ApproveFundAct c, Fund state)
    {
        if (DoneIn(state, c.Act) is { } done)
        {
            return done == new DoneAct(c.Amount, c.Actor.Person) ? Answer.Nothing
                : Answer.Refuse(done.Amount == c.Amount ? ActMustBePending : AmountMustAgree);
        }

        if (PendingIn(state, c.Act) is not var (district, enteredBy)) return Answer.Refuse(ActMustBePending);
        if (!Serves(c, district)) return Answer.Refuse(DistrictMustBeOwn);
        if (enteredBy == c.Actor.Person || c.BySame) return Answer.Refuse(CheckerMustBeAnother);

        return state switch
        {
            Fund.Entered entered => c.Amount == entered.As.Amount
                ? Answer.Accept(new AppropriationApproved(c.Amount, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("13")))
                : Answer.Refuse(AmountMustAgree),
            Fund.Open { Pending.As: AdjustmentEntered e } fund => ApproveAdjustment(c, e, fund),
            Fund.Open { Pending.As: CarryOverEntered e } fund => ApproveCarryOver(c, e, fund),
            Fund.Open { Pending.As: LapseEntered } fund => ApproveLapse(c, fund),
            Fund.Open { Pending.As: ReceiptEntered e } fund => ApproveReceipt(c, e, fund),
            Fund.Open { Pending.As: TransferEntered e } fund => ApproveTransfer(c, e, fund),
            Fund.Open { Pending.As: GrantEntered e } fund => ApproveGrant(c, e, fund),
            _ => throw new UnreachableException($"{state.GetType().Name} has nothing to approve."),
        };
    }

    static Answer ApproveAdjustment(ApproveFundAct c, AdjustmentEntered entered, Fund.Open fund)
    {
        if (c.Amount != entered.Change) return Answer.Refuse(AmountMustAgree);

        // What was available when it was entered may be frozen by now.
        return WhyNotAdjusted(entered.Change, fund) is { } why
            ? Answer.Refuse(why with { Field = "amountFen" })
            : Answer.Accept(new AppropriationAdjusted(
                c.Act, entered.Change, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("67")));
    }

    /// <summary>FND-10: what was received for the carried part goes with it, as far as what stays is not to be covered by it.</summary>
    static Answer ApproveCarryOver(ApproveFundAct c, CarryOverEntered entered, Fund.Open fund)
    {
        var carried = entered.Parts.Sum(part => part.Amount);
        if (c.Amount != carried) return Answer.Refuse(AmountMustAgree);
        if (entered.Parts.Any(part => part.Amount > FreeOf(c, fund, part.Programme))) return Answer.Refuse(MustBeFrozenForProgramme);

        var received = Money.Max(Money.Zero, fund.Received - (fund.Approved - carried));
        if (received > fund.Funds.Debit(Postings.Bank)) return Answer.Refuse(MoneyMustBeAtBank);

        var (day, next) = (WorkCalendar.DayOf(c.At), c.NextFund ?? throw new ArgumentException("A carry-over opens a fund."));
        BudgetCarriedOut moved = new(c.Act, next, entered.Parts, c.Actor.Person, day, Laws.Budget("42"));
        return received == Money.Zero
            ? Answer.Accept(moved)
            : Answer.Accept(new ReceivedCarriedOut(c.Act, next, received, day, Laws.Budget("42")), moved);
    }

    /// <summary>FND-11: what is granted and not paid yet stays owed, and its money stays here.</summary>
    static Answer ApproveLapse(ApproveFundAct c, Fund.Open fund)
    {
        if (fund.Frozen.Any(frozen => UseBy(c, frozen.Key).Outstanding > Money.Zero || frozen.Value != fund.GrantedFor(frozen.Key)))
            return Answer.Refuse(ProgrammesMustBeSettled);
        if (c.Amount != fund.Available) return Answer.Refuse(AmountMustAgree);

        var unspent = Money.Max(Money.Zero, fund.Received - fund.Granted.Values.Sum());
        if (unspent > fund.Funds.Debit(Postings.Bank)) return Answer.Refuse(MoneyMustBeAtBank);

        var day = WorkCalendar.DayOf(c.At);
        FundLapsed lapsed = new(c.Act, fund.Available, c.Actor.Person, day, Laws.Budget("42"));
        return unspent == Money.Zero
            ? Answer.Accept(lapsed)
            : Answer.Accept(new UnspentReturned(c.Act, unspent, day, Laws.Budget("42")), lapsed);
    }

    static Answer TurnDown(TurnDownFundAct c, Fund state)
    {
        if (state is Fund.TurnedDown { By: var known } && c.Act == known.Act && c.Reason == known.Reason && c.Actor.Person == known.By)
            return Answer.Nothing;
        if (!ReasonsToTurnDown.Contains(c.Reason)) return Answer.Refuse(ReasonMustBeKnown);
        if (PendingIn(state, c.Act) is not var (district, enteredBy)) return Answer.Refuse(ActMustBePending);
        if (!Serves(c, district)) return Answer.Refuse(DistrictMustBeOwn);

        return enteredBy == c.Actor.Person
            ? Answer.Refuse(CheckerMustBeAnother)
            : Answer.Accept(new FundActTurnedDown(c.Act, c.Reason, c.Actor.Person, WorkCalendar.DayOf(c.At)));
    }

    /// <summary>The first event of the fund that a carry-over opens, in the same transaction.</summary>
    public static BudgetCarriedIn CarriedIn(Fund.Open from, CarryOverEntered entered, BudgetCarriedOut moved) =>
        new(moved.ToFund, from.Year + 1, from.Source, from.District, from.FundNo, entered.DocumentNo, entered.TreasuryNo, moved.Parts,
            moved.ApprovedBy, moved.ApprovedOn, moved.Basis);

    static DoneAct? DoneIn(Fund state, int act) =>
        (state as Fund.Open ?? (state as Fund.Closed)?.Last)?.Done.GetValueOrDefault(act);

    static (string District, Identity.PersonRef EnteredBy)? PendingIn(Fund state, int act) =>
        state switch
        {
            Fund.Entered { As: var entered } when act == 0 => (entered.District, entered.EnteredBy),
            Fund.Open { Pending: { } pending } fund when pending.Act == act => (fund.District, pending.EnteredBy),
            _ => null,
        };

    /// <summary>B120 of a programme in a fund; all its vouchers are counted here, also those that the next year's fund may bear.</summary>
    static Money FreeOf(ApproveFundAct c, Fund.Open fund, string programme) =>
        fund.FrozenFor(programme) - fund.GrantedFor(programme) - UseBy(c, programme).Outstanding - UseBy(c, programme).Freed;

    static BudgetUse UseBy(ApproveFundAct c, string programme) => c.Uses.GetValueOrDefault(programme, BudgetUse.None);
}
