using System.Collections.Immutable;
using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using static Domain.Subsidies.FundRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.FundEvent>;

namespace Domain.Subsidies;

/// <summary>FND-3: nothing moves before a second person has entered the amount again; and the fold of what was decided.</summary>
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
        if (enteredBy == c.Actor.Person) return Answer.Refuse(CheckerMustBeAnother);

        return state switch
        {
            Fund.Entered entered => c.Amount == entered.As.Amount
                ? Answer.Accept(new AppropriationApproved(c.Amount, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("13")))
                : Answer.Refuse(AmountMustAgree),
            Fund.Open { Pending.As: AdjustmentEntered e } fund => ApproveAdjustment(c, e, fund),
            Fund.Open { Pending.As: CarryOverEntered e } fund => ApproveCarryOver(c, e, fund),
            Fund.Open { Pending.As: LapseEntered } fund => ApproveLapse(c, fund),
            _ => throw new UnreachableException($"{state.GetType().Name} has nothing to approve."),
        };
    }

    static Answer ApproveAdjustment(ApproveFundAct c, AdjustmentEntered entered, Fund.Open fund)
    {
        if (c.Amount != entered.Change) return Answer.Refuse(AmountMustAgree);

        // What was available when it was entered may be frozen by now.
        return fund.Available + entered.Change < Money.Zero
            ? Answer.Refuse(MustBeAvailable)
            : Answer.Accept(new AppropriationAdjusted(
                c.Act, entered.Change, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("67")));
    }

    static Answer ApproveCarryOver(ApproveFundAct c, CarryOverEntered entered, Fund.Open fund)
    {
        if (c.Amount != entered.Parts.Sum(part => part.Amount)) return Answer.Refuse(AmountMustAgree);
        if (entered.Parts.Any(part => part.Amount > UseBy(c, part.Programme).Of(fund.FrozenFor(part.Programme))))
            return Answer.Refuse(MustBeFrozenForProgramme);

        return Answer.Accept(new BudgetCarriedOut(
            c.Act, c.NextFund ?? throw new ArgumentException("A carry-over opens a fund."), entered.Parts, c.Actor.Person,
            WorkCalendar.DayOf(c.At), Laws.Budget("42")));
    }

    static Answer ApproveLapse(ApproveFundAct c, Fund.Open fund)
    {
        if (fund.Frozen.Any(frozen => UseBy(c, frozen.Key) is var use && (use.Outstanding > Money.Zero || frozen.Value != use.Used)))
            return Answer.Refuse(ProgrammesMustBeSettled);

        return c.Amount != fund.Available
            ? Answer.Refuse(AmountMustAgree)
            : Answer.Accept(new FundLapsed(
                c.Act, fund.Available, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("42")));
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

    public static Fund Evolve(Fund state, FundEvent @event) =>
        (state, @event) switch
        {
            (Fund.Unknown, AppropriationEntered e) => new Fund.Entered(e),
            (Fund.Entered { As: var a }, AppropriationApproved e) => new Fund.Open(
                a.FundNo, a.Year, a.Source, a.District, e.Amount, e.Amount, NothingFrozen, CarriedIn: false, Acts: 0, Pending: null)
                .WithDone(0, e.Amount, e.ApprovedBy),
            (Fund.Entered, FundActTurnedDown e) => new Fund.TurnedDown(e),
            (Fund.Unknown, BudgetCarriedIn e) => new Fund.Open(
                e.FundNo, e.Year, e.Source, e.District, e.Parts.Sum(part => part.Amount), Money.Zero,
                NothingFrozen.AddRange(e.Parts.Select(part => KeyValuePair.Create(part.Programme, part.Amount))), CarriedIn: true,
                Acts: 0, Pending: null),
            (Fund.Open f, AdjustmentEntered e) => f.WithPending(e.Act, e.EnteredBy, e),
            (Fund.Open f, CarryOverEntered e) => f.WithPending(e.Act, e.EnteredBy, e),
            (Fund.Open f, LapseEntered e) => f.WithPending(e.Act, e.EnteredBy, e),
            (Fund.Open f, FundActTurnedDown) => f with { Pending = null },
            (Fund.Open f, AppropriationAdjusted e) => f.WithDone(e.Act, e.Change, e.ApprovedBy) with
            {
                Approved = f.Approved + e.Change, Available = f.Available + e.Change,
            },
            (Fund.Open f, BudgetFrozen e) => f.Freeze(e.Programme, e.Amount),
            (Fund.Open f, BudgetReleased e) => f.Freeze(e.Programme, Money.Zero - e.Amount),
            (Fund.Open f, BudgetCarriedOut e) => e.Parts.Aggregate(
                f.WithDone(e.Act, e.Parts.Sum(part => part.Amount), e.ApprovedBy), (fund, part) => fund.TakeOut(part)),
            (Fund.Open f, FundLapsed e) => new Fund.Closed(f.WithDone(e.Act, e.Amount, e.ApprovedBy), e.Amount),
            _ => throw new UnreachableException($"{@event.GetType().Name} cannot follow {state.GetType().Name}."),
        };

    static readonly ImmutableSortedDictionary<string, Money> NothingFrozen =
        ImmutableSortedDictionary.Create<string, Money>(StringComparer.Ordinal);

    static DoneAct? DoneIn(Fund state, int act) =>
        (state as Fund.Open ?? (state as Fund.Closed)?.Last)?.Done.GetValueOrDefault(act);

    static (string District, Identity.PersonRef EnteredBy)? PendingIn(Fund state, int act) =>
        state switch
        {
            Fund.Entered { As: var entered } when act == 0 => (entered.District, entered.EnteredBy),
            Fund.Open { Pending: { } pending } fund when pending.Act == act => (fund.District, pending.EnteredBy),
            _ => null,
        };

    static BudgetUse UseBy(ApproveFundAct c, string programme) => c.Uses.GetValueOrDefault(programme, BudgetUse.None);
}
