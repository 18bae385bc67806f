using Domain.Kernel;
using static Domain.Prepayments.PrepaidContract;
using static Domain.Prepayments.PrepaymentRefusals;
using Answer = Domain.Kernel.Answer<Domain.Prepayments.PrepaymentEvent>;

namespace Domain.Prepayments;

public static partial class PrepaymentDecider
{
    const int LongestLesson = 240;

    const int AgeOfMajority = 18;

    const int YoungestTrainee = 3;

    /// <summary>PRE-1 to PRE-3, PRE-14 to PRE-16: the institution offers; nothing is charged by it.</summary>
    static Answer Offer(OfferContract command, PrepaymentAccount state, PrepaymentFacts facts)
    {
        if (WhyNotSeller(command, facts) is { } notSeller) return Answer.Refuse(notSeller);
        if (state.Contracts.OfType<Offered>().Any(known =>
            (known.Terms, known.Offer.Trainee, known.Offer.Parent) == (command.Terms, command.Trainee, command.Parent)))
        {
            return Answer.Nothing;
        }

        if (WhyNotToSell(command, command.Terms, facts) is { } closed) return Answer.Refuse(closed);
        if (command.Trainee == command.Parent) return Answer.Refuse(TraineeMustNotPay);
        if (command.ParentAge < AgeOfMajority) return Answer.Refuse(ParentMustBeAdult);
        if (command.TraineeAge < YoungestTrainee) return Answer.Refuse(TraineeMustBeOldEnough);
        if (WhyNotTerms(command, facts) is { } wrong) return Answer.Refuse(wrong);
        if (WhyNotTogether(command, command.Terms, state) is { } split) return Answer.Refuse(split);

        var opening = ((CustodyAccount.Opened)facts.Custody).Opening;
        return Answer.Accept(new ContractOffered(
            $"{facts.AccountNo}-{state.Contracts.Count + 1}", opening.Institution, opening.District, command.Trainee, command.Parent,
            command.Terms, command.Text, ChargeCaps.On(DayOf(command)).Edition, DayOf(command), PrepaymentLaws.Supervision));
    }

    static Refusal? WhyNotTerms(OfferContract command, PrepaymentFacts facts)
    {
        var (terms, today) = (command.Terms, DayOf(command));
        if (terms.Lessons < 1) return LessonsMustBePositive;
        if (terms.LessonMinutes is < 1 or > LongestLesson) return LessonMustHaveLength;
        if (terms.AmountFen < terms.Lessons) return AmountMustBePositive;
        if (terms.FirstDay < today || terms.LastDay < terms.FirstDay) return DaysMustFollow;

        var ahead = PrepaymentTerms.On(((CustodyAccount.Opened)facts.Custody).Opening.District, today).MostDaysAhead;
        if (ahead is { } most && terms.FirstDay > today.PlusDays(most)) return SaleMustNotBeTooEarly;

        var findings = ChargeCaps.On(today).Judge(
            new ChargeSpan.Dates(terms.FirstDay, terms.LastDay), MinutesOf(terms), new Money(terms.AmountFen));
        return WhyBroken(findings, ChargeMustKeepCaps);
    }

    /// <summary>CHG-4, and PRE-3: one course is not sold twice for the same days.</summary>
    static Refusal? WhyNotTogether(PrepaymentCommand command, ContractTerms terms, PrepaymentAccount state)
    {
        var open = state.Contracts.Where(contract => contract.Open is not null).ToList();
        var overlapping = open.Find(contract =>
            contract.Terms.Course == terms.Course && contract.Terms.FirstDay <= terms.LastDay && terms.FirstDay <= contract.Terms.LastDay);
        if (overlapping is not null)
            return ContractsMustNotOverlap with { Field = "firstDay", Detail = $"Overlaps contract {overlapping.ContractNo}." };

        var asked = new OpenCharge(terms.FirstDay, terms.LastDay, MinutesOf(terms), new Money(terms.AmountFen));
        var today = DayOf(command);
        return WhyBroken(
            ChargeCaps.On(today).JudgeTogether([.. open.Select(contract => contract.Open!)], asked, today), ChargesMustKeepCapsTogether);
    }

    static Refusal? WhyBroken(IReadOnlyList<ChargeFinding> findings, Refusal refusal) =>
        findings.Any(finding => !finding.Kept)
            ? refusal with
            {
                Field = FieldOf(findings.First(finding => !finding.Kept).Cap),
                Detail = string.Join("; ", findings
                    .Where(finding => !finding.Kept)
                    .Select(finding => $"{finding.Cap}: {finding.Asked}, allowed {finding.Allowed}")),
            }
            : null;

    static string FieldOf(string cap) =>
        cap switch
        {
            "span" => "lastDay",
            "class-hours" => "lessons",
            _ => "amountFen",
        };

    static long MinutesOf(ContractTerms terms) => (long)terms.Lessons * terms.LessonMinutes;

    /// <summary>PRE-4: the parent signs; the caps are judged again, because an offer may have waited.</summary>
    static Answer Sign(SignContract command, PrepaidContract contract, PrepaymentAccount state, PrepaymentFacts facts)
    {
        if (WhyNotParent(command, contract) is { } notParent) return Answer.Refuse(notParent);
        if (contract is Locking or Held) return Answer.Nothing;
        if (contract is not Offered) return Answer.Refuse(ContractMustBeOffered);
        if (WhyNotToSell(command, contract.Terms, facts) is { } closed) return Answer.Refuse(closed);

        var today = DayOf(command);
        if (today > contract.Terms.LastDay) return Answer.Refuse(OfferMustBeOpen);

        var opening = ((CustodyAccount.Opened)facts.Custody).Opening;
        var custody = opening.Mode == PrepaymentTerms.Custody;
        if (custody && command.Wallet is null) return Answer.Refuse(PayerWalletMustBeGiven);
        if (WhyNotTogether(command, contract.Terms, state) is { } split) return Answer.Refuse(split);

        var terms = PrepaymentTerms.On(opening.District, today);
        return Answer.Accept(new ContractSigned(
            contract.ContractNo, opening.Mode, contract.Terms.AmountFen, custody ? command.Wallet : null,
            custody ? opening.PayeeWallet : null, terms.Edition, today, today.PlusDays(terms.WithdrawalDays),
            PrepaymentLaws.Supervision));
    }

    /// <summary>PRE-12: under a deposit the money is with the institution, and it says so.</summary>
    static Answer Pay(RecordPayment command, PrepaidContract contract, PrepaymentFacts facts)
    {
        if (WhyNotSeller(command, facts) is { } notSeller) return Answer.Refuse(notSeller);
        if (UnderCustody(contract)) return Answer.Refuse(ModeMustAllow);
        if (contract is Held) return Answer.Nothing;
        return contract is Locking
            ? Answer.Accept(new FundsSecured(contract.ContractNo, contract.Terms.AmountFen, "paid", DayOf(command)))
            : Answer.Refuse(FundsMustBeHeld);
    }
}
