using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Subsidies.FundRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.FundEvent>;

namespace Domain.Subsidies;

/// <summary>specs/funds.md: appropriation, freeze, release, carry-over and lapse of one source's money of one year.</summary>
/// <remarks>Order of checks: who may, the same request again, bad data, state, money.</remarks>
public static partial class FundDecider
{
    const string Maker = "finance-maker";
    const string Checker = "finance-checker";

    static readonly string[] ReasonsToTurnDown = ["wrong-amount", "wrong-document", "withdrawn"];

    public static Answer Decide(FundCommand command, Fund state) =>
        command switch
        {
            FreezeBudget c => Freeze(c, state),
            ReleaseBudget c => Release(c, state),
            TakeBackFreed c => TakeBack(c, state),
            ApproveFundAct or TurnDownFundAct when command.Actor.Role != Checker => Answer.Refuse(CheckerMustBeFinance),
            ApproveFundAct c => Approve(c, state),
            TurnDownFundAct c => TurnDown(c, state),
            _ when command.Actor.Role != Maker => Answer.Refuse(MakerMustBeFinance),
            EnterAppropriation c => Enter(c, state),
            EnterAdjustment c => OnOpen(c, state, fund => Adjust(c, fund)),
            EnterCarryOver c => OnOpen(c, state, fund => CarryOver(c, fund)),
            EnterLapse c => OnOpen(c, state, fund => Lapse(c, fund)),
            EnterReceipt c => OnOpen(c, state, fund => Receive(c, fund)),
            EnterTransfer c => OnOpen(c, state, fund => Transfer(c, fund)),
            EnterGrant c => OnOpen(c, state, fund => Grant(c, fund)),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    static Answer Enter(EnterAppropriation c, Fund state)
    {
        if (!Serves(c, c.District)) return Answer.Refuse(DistrictMustBeOwn);

        var entered = new AppropriationEntered(
            c.FundNo, c.Year, c.Source, c.District, c.DocumentNo, c.TreasuryNo, c.Amount, c.Actor.Person, WorkCalendar.DayOf(c.At),
            Laws.Budget("13"));
        if (state is Fund.Entered known && known.As with { EnteredOn = entered.EnteredOn } == entered) return Answer.Nothing;
        if (!Enum.IsDefined(c.Source)) return Answer.Refuse(SourceMustBeKnown);
        if (Regions.InForce(c.District) is null) return Answer.Refuse(DistrictMustBeKnown);
        if (Math.Abs(c.Year - WorkCalendar.DayOf(c.At).Year) > 1) return Answer.Refuse(YearMustBeNear);
        if (WhyNotCited(c.DocumentNo, c.TreasuryNo) is { } refusal) return Answer.Refuse(refusal);
        if (!c.Amount.IsPayable()) return Answer.Refuse(AmountMustBePayable);

        return state is Fund.Unknown ? Answer.Accept(entered) : Answer.Refuse(MustBeNew);
    }

    static Answer OnOpen(FundCommand command, Fund state, Func<Fund.Open, Answer> decide)
    {
        if (state is not Fund.Open fund) return Answer.Refuse(MustBeOpen);
        if (!Serves(command, fund.District)) return Answer.Refuse(DistrictMustBeOwn);

        return decide(fund);
    }

    static Answer Adjust(EnterAdjustment c, Fund.Open fund)
    {
        var entered = new AdjustmentEntered(
            fund.NextAct, c.DocumentNo, c.Change, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("67"));
        if (IsPending(fund, entered with { Act = fund.NextAct - 1 })) return Answer.Nothing;
        if (!Citations.IsDocument(c.DocumentNo)) return Answer.Refuse(DocumentMustBeCited);
        if (!Size(c.Change).IsPayable() || !(fund.Approved + c.Change).IsPayable())
            return Answer.Refuse(AmountMustBePayable with { Field = "changeFen" });
        if (fund.Pending is not null) return Answer.Refuse(AnotherActIsPending);

        return WhyNotAdjusted(c.Change, fund) is { } why ? Answer.Refuse(why) : Answer.Accept(entered);
    }

    static Refusal? WhyNotAdjusted(Money change, Fund.Open fund) =>
        fund.Available + change < Money.Zero ? MustBeAvailable with { Field = "changeFen" }
        : fund.Approved + change < fund.Received ? ReceivedMustStayApproved
        : null;

    static Answer CarryOver(EnterCarryOver c, Fund.Open fund)
    {
        var entered = new CarryOverEntered(
            fund.NextAct, c.DocumentNo, c.TreasuryNo, c.Parts, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("42"));
        if (fund.Pending?.As is CarryOverEntered known && known.Parts.SequenceEqual(c.Parts)
            && known with { Act = entered.Act, Parts = entered.Parts } == entered)
        {
            return Answer.Nothing;
        }

        if (WhyNotCited(c.DocumentNo, c.TreasuryNo) is { } refusal) return Answer.Refuse(refusal);
        if (c.Parts.Count == 0 || c.Parts.DistinctBy(part => part.Programme).Count() != c.Parts.Count)
            return Answer.Refuse(PartsMustBeDistinct);
        if (c.Parts.Any(part => !part.Amount.IsPayable())) return Answer.Refuse(AmountMustBePayable with { Field = "parts[].amountFen" });
        if (fund.Pending is not null) return Answer.Refuse(AnotherActIsPending);
        if (fund.CarriedIn || c.Parts.Any(part => fund.CarriedOut.Contains(part.Programme))) return Answer.Refuse(CarryOverOnce);
        if (!IsOver(fund, c.At)) return Answer.Refuse(YearMustBeOver);

        return c.Parts.Any(part => part.Amount > fund.FrozenFor(part.Programme))
            ? Answer.Refuse(MustBeFrozenForProgramme)
            : Answer.Accept(entered);
    }

    static Answer Lapse(EnterLapse c, Fund.Open fund)
    {
        var entered = new LapseEntered(fund.NextAct, c.DocumentNo, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("42"));
        if (IsPending(fund, entered with { Act = fund.NextAct - 1 })) return Answer.Nothing;
        if (!Citations.IsDocument(c.DocumentNo)) return Answer.Refuse(DocumentMustBeCited);
        if (fund.Pending is not null) return Answer.Refuse(AnotherActIsPending);

        return IsOver(fund, c.At) ? Answer.Accept(entered) : Answer.Refuse(YearMustBeOver);
    }

    /// <summary>A programme's approval or closing has its own people; here only the money is judged.</summary>
    static Answer Freeze(FreezeBudget c, Fund state)
    {
        if (state is not Fund.Open fund) return Answer.Refuse(MustBeOpen);
        if (!c.Amount.IsPayable()) return Answer.Refuse(AmountMustBePayable);
        if (IsOver(fund, c.At)) return Answer.Refuse(MustBeOpen);

        return c.Amount > fund.Available
            ? Answer.Refuse(MustBeAvailable)
            : Answer.Accept(new BudgetFrozen(c.Programme, c.Amount, WorkCalendar.DayOf(c.At), Laws.Budget("13")));
    }

    static Answer Release(ReleaseBudget c, Fund state)
    {
        if (state is not Fund.Open fund) return Answer.Refuse(MustBeOpen);
        if (!c.Amount.IsPayable()) return Answer.Refuse(AmountMustBePayable);
        if (c.Amount > fund.FrozenFor(c.Programme)) return Answer.Refuse(MustBeFrozenForProgramme);

        return c.Amount > Money.Min(c.Unused, fund.FrozenFor(c.Programme) - fund.GrantedFor(c.Programme))
            ? Answer.Refuse(ReleaseMustBeUnused)
            : Answer.Accept(new BudgetReleased(c.Programme, c.Amount, WorkCalendar.DayOf(c.At), Laws.Budget("13")));
    }

    static bool Serves(FundCommand command, string district) => command.Actor.District == district;

    /// <summary>FND-9: the budget year is the calendar year (预算法 18).</summary>
    static bool IsOver(Fund.Open fund, Instant at) => WorkCalendar.DayOf(at).Year > fund.Year;

    static bool IsPending(Fund.Open fund, FundEvent entered) => fund.Pending?.As == entered;

    static Money Size(Money change) => change < Money.Zero ? Money.Zero - change : change;

    static Refusal? WhyNotCited(string documentNo, string treasuryNo) =>
        !Citations.IsDocument(documentNo) ? DocumentMustBeCited
        : !Citations.IsTreasuryNumber(treasuryNo) ? TreasuryNumberMustBeGiven
        : null;
}
