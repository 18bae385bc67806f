using System.Diagnostics;
using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Prepayments.PrepaidContract;
using static Domain.Prepayments.PrepaymentRefusals;
using Answer = Domain.Kernel.Answer<Domain.Prepayments.PrepaymentEvent>;

namespace Domain.Prepayments;

/// <summary>What happens to a trainee's prepaid money: specs/prepayments.md, PRE-1 to PRE-14.</summary>
/// <remarks>Order of checks: unknown contract, who asks, the same request again, wrong state, bad data.</remarks>
public static partial class PrepaymentDecider
{
    public static Answer Decide(PrepaymentCommand command, PrepaymentAccount state, PrepaymentFacts facts) =>
        command switch
        {
            OfferContract c => Offer(c, state, facts),
            ReturnRemainder c => Return(c, state, facts),
            SignContract c => On(state, c.ContractNo, contract => Sign(c, contract, state, facts)),
            RecordPayment c => On(state, c.ContractNo, contract => Pay(c, contract, facts)),
            RecordLesson c => On(state, c.ContractNo, contract => Record(c, contract, state, facts)),
            ConfirmLesson c => On(state, c.ContractNo, contract => Confirm(c, contract, facts)),
            DecideLesson c => On(state, c.ContractNo, contract => Settle(c, contract, facts)),
            RequestRefund c => On(state, c.ContractNo, contract => Refund(c, contract)),
            ConfirmRefund c => On(state, c.ContractNo, contract => Receive(c, contract)),
            OperatorAnswered c => On(state, c.ContractNo, contract => Answered(c, contract)),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    static Answer On(PrepaymentAccount state, string contractNo, Func<PrepaidContract, Answer> decide) =>
        state.Find(contractNo) is { } contract ? decide(contract) : Answer.Refuse(ContractMustExist);

    static Refusal? WhyNotSeller(PrepaymentCommand command, PrepaymentFacts facts) =>
        facts.Custody switch
        {
            CustodyAccount.Opened opened => opened.Representative == command.Actor.Person ? null : SellerMustRepresentInstitution,
            _ => CustodyRefusals.MustBeOpened,
        };

    static Refusal? WhyNotParent(PrepaymentCommand command, PrepaidContract contract) =>
        contract.Offer.Parent == command.Actor.Person ? null : ParentMustBeOfContract;

    /// <summary>CUS-3: while the money is frozen nothing new is sold, recorded or released.</summary>
    static Refusal? WhyFrozen(PrepaymentFacts facts) =>
        facts.Custody switch
        {
            CustodyAccount.Running => null,
            CustodyAccount.Opened => CustodyRefusals.MustNotBeFrozen,
            _ => CustodyRefusals.MustBeOpened,
        };

    /// <summary>PRE-14, PRE-15: only who runs, approved and on the white list, takes money ahead, and for what was approved.</summary>
    static Refusal? WhyNotToSell(PrepaymentCommand command, ContractTerms terms, PrepaymentFacts facts) =>
        WhyFrozen(facts)
        ?? (facts.Licence is not { } licence || !licence.MaySellOn(DayOf(command)) ? SellerMustBeWhiteListed
            : licence.Sports.Contains(terms.Course) ? null
            : CourseMustBeApproved);

    static LocalDate DayOf(PrepaymentCommand command) => WorkCalendar.DayOf(command.At);

    static bool UnderCustody(PrepaidContract contract) =>
        contract switch
        {
            Held held => held.Signature.Mode == PrepaymentTerms.Custody,
            Locking locking => locking.Signature.Mode == PrepaymentTerms.Custody,
            _ => false,
        };
}
