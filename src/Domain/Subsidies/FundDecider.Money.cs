using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Subsidies.FundRefusals;
using Answer = Domain.Kernel.Answer<Domain.Subsidies.FundEvent>;

namespace Domain.Subsidies;

/// <summary>FND-13 to FND-16: money received and exchanged, grants, and what vouchers leave behind.</summary>
public static partial class FundDecider
{
    static Answer Receive(EnterReceipt c, Fund.Open fund)
    {
        var number = c.PaymentNo.ToUpperInvariant();
        ReceiptEntered entered = new(fund.NextAct, number, c.Amount, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("57"));
        if (IsPending(fund, entered with { Act = fund.NextAct - 1 })) return Answer.Nothing;
        if (!Citations.IsTreasuryNumber(number)) return Answer.Refuse(PaymentNumberMustBeGiven);
        if (!c.Amount.IsPayable()) return Answer.Refuse(AmountMustBePayable);
        if (fund.Pending is not null) return Answer.Refuse(AnotherActIsPending);

        return WhyNotReceived(number, c.Amount, fund) is { } why ? Answer.Refuse(why) : Answer.Accept(entered);
    }

    static Refusal? WhyNotReceived(string paymentNo, Money amount, Fund.Open fund) =>
        fund.Payments.Contains(paymentNo) ? PaymentMustBeNew
        : fund.Received + amount > fund.Approved ? ReceiptMustBeWithinApproved
        : null;

    static Answer ApproveReceipt(ApproveFundAct c, ReceiptEntered entered, Fund.Open fund) =>
        c.Amount != entered.Amount ? Answer.Refuse(AmountMustAgree)
        : WhyNotReceived(entered.PaymentNo, entered.Amount, fund) is { } why ? Answer.Refuse(why)
        : Answer.Accept(new FundsReceived(
            c.Act, entered.PaymentNo, entered.Amount, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("57")));

    static Answer Transfer(EnterTransfer c, Fund.Open fund)
    {
        TransferEntered entered = new(
            fund.NextAct, c.DocumentNo, c.From, c.To, c.Amount, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("57"));
        if (IsPending(fund, entered with { Act = fund.NextAct - 1 })) return Answer.Nothing;
        if (!Citations.IsDocument(c.DocumentNo)) return Answer.Refuse(DocumentMustBeCited);
        if (!AreNeighbours(c.From, c.To) && !AreNeighbours(c.To, c.From)) return Answer.Refuse(AccountsMustBeNeighbours);
        if (!c.Amount.IsPayable()) return Answer.Refuse(AmountMustBePayable);
        if (fund.Pending is not null) return Answer.Refuse(AnotherActIsPending);

        return WhyNotTransferred(c.From, c.To, c.Amount, fund) is { } why ? Answer.Refuse(why) : Answer.Accept(entered);
    }

    static bool AreNeighbours(string one, string other) =>
        one == Postings.ParentWallet && (other == Postings.Bank || Postings.ProgrammeOf(other) is { Length: > 0 });

    static Refusal? WhyNotTransferred(string from, string to, Money amount, Fund.Open fund) =>
        amount > fund.Funds.Debit(from) ? MoneyMustBeThere
        : Postings.ProgrammeOf(to) is { } programme && fund.Funds.Debit(to) + amount > fund.FrozenFor(programme) ? SubWalletMustFitBudget
        : null;

    /// <summary>What was frozen when it was entered may be released by now.</summary>
    static Answer ApproveTransfer(ApproveFundAct c, TransferEntered entered, Fund.Open fund) =>
        c.Amount != entered.Amount ? Answer.Refuse(AmountMustAgree)
        : WhyNotTransferred(entered.From, entered.To, entered.Amount, fund) is { } why ? Answer.Refuse(why)
        : Answer.Accept(new FundsTransferred(
            c.Act, entered.From, entered.To, entered.Amount, c.Actor.Person, WorkCalendar.DayOf(c.At), Laws.Budget("57")));

    static Answer Grant(EnterGrant c, Fund.Open fund)
    {
        GrantEntered entered = new(
            fund.NextAct, c.Programme, c.Beneficiary, c.DocumentNo, c.Amount, c.Actor.Person, WorkCalendar.DayOf(c.At),
            Laws.Budget("13"));
        if (IsPending(fund, entered with { Act = fund.NextAct - 1 })) return Answer.Nothing;
        if (c.Own || c.Beneficiary == c.Actor.Person) return Answer.Refuse(BeneficiaryMustBeAnother);
        if (!Citations.IsDocument(c.DocumentNo)) return Answer.Refuse(DocumentMustBeCited);
        if (!c.Amount.IsPayable()) return Answer.Refuse(AmountMustBePayable);
        if (c.Restricted) return Answer.Refuse(BeneficiaryMustNotBeRestricted);
        if (fund.Pending is not null) return Answer.Refuse(AnotherActIsPending);
        if (WhyNotInYear(fund, c.At) is { } outside) return Answer.Refuse(outside);
        if (fund.Grants.Contains((c.Programme, c.DocumentNo, c.Beneficiary))) return Answer.Refuse(GrantMustBeNew);

        return c.Amount > fund.FrozenFor(c.Programme) - fund.GrantedFor(c.Programme)
            ? Answer.Refuse(MustBeFrozenForProgramme)
            : Answer.Accept(entered);
    }

    /// <summary>FND-15: a year's money is for the subsidies of that year, though it is planned for before.</summary>
    static Refusal? WhyNotInYear(Fund.Open fund, Instant at) =>
        IsOver(fund, at) ? YearMustNotBeOver
        : WorkCalendar.DayOf(at).Year < fund.Year ? YearMustHaveBegun
        : null;

    /// <summary>FND-15: what vouchers are out for, may still go out for, or have freed is not granted.</summary>
    static Answer ApproveGrant(ApproveFundAct c, GrantEntered entered, Fund.Open fund)
    {
        if (c.Own || entered.Beneficiary == c.Actor.Person) return Answer.Refuse(BeneficiaryMustBeAnother);
        if (c.Amount != entered.Amount) return Answer.Refuse(AmountMustAgree);
        if (c.Restricted) return Answer.Refuse(BeneficiaryMustNotBeRestricted);
        if (WhyNotInYear(fund, c.At) is { } outside) return Answer.Refuse(outside);
        if (c.Grantable is not { } grantable) return Answer.Refuse(ProgrammeMustRun);
        if (entered.Amount > fund.FrozenFor(entered.Programme) - fund.GrantedFor(entered.Programme))
            return Answer.Refuse(MustBeFrozenForProgramme);

        return entered.Amount > Money.Min(grantable, FreeOf(c, fund, entered.Programme))
            ? Answer.Refuse(GrantMustLeaveVouchersCovered)
            : Answer.Accept(new GrantApproved(
                c.Act, entered.Programme, entered.Beneficiary, entered.DocumentNo, entered.Amount, c.Actor.Person,
                WorkCalendar.DayOf(c.At), Laws.Budget("13")));
    }

    /// <summary>FND-16: as much of it as this fund bears of the programme; asked again, there is nothing left of it.</summary>
    static Answer TakeBack(TakeBackFreed c, Fund state)
    {
        if (state is not Fund.Open fund) return Answer.Nothing;
        var amount = Money.Min(c.Freed, fund.FrozenFor(c.Programme) - fund.GrantedFor(c.Programme));

        return amount > Money.Zero
            ? Answer.Accept(new BudgetFreed(c.Programme, amount, WorkCalendar.DayOf(c.At), Laws.Budget("13")))
            : Answer.Nothing;
    }
}
