using System.Diagnostics;
using Domain.Kernel;
using NodaTime;
using static Domain.Prepayments.PrepaidContract;
using static Domain.Prepayments.PrepaymentRefusals;
using Answer = Domain.Kernel.Answer<Domain.Prepayments.PrepaymentEvent>;

namespace Domain.Prepayments;

public static partial class PrepaymentDecider
{
    /// <summary>PRE-8, PRE-9: lessons not given go back when the parent asks, the last ones first; also while it is frozen.</summary>
    static Answer Refund(RequestRefund command, PrepaidContract contract)
    {
        if (WhyNotParent(command, contract) is { } notParent) return Answer.Refuse(notParent);
        if (contract is not Held held) return Answer.Refuse(FundsMustBeHeld);
        if (command.Lessons is <= 0) return Answer.Refuse(LessonsMustBePositive);

        var today = DayOf(command);
        var withdrawal = today <= held.Signature.WithdrawBy;
        var left = held.Lessons.Where(lesson =>
            lesson.Stage == LessonStage.Undelivered || (withdrawal && lesson.Stage == LessonStage.Delivered)).ToList();
        if (left.Count == 0 || command.Lessons > left.Count)
        {
            return Answer.Refuse(RefundMustNotExceedRemainder with
            {
                Detail = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{left.Count} lessons can be given back."),
            });
        }

        var back = left.TakeLast((int)(command.Lessons ?? left.Count)).ToList();
        return Answer.Accept(Back(held, back, withdrawal ? "withdrawal" : "undelivered", today));
    }

    /// <summary>PRE-10: after the order, all that is neither released nor on its way goes back, contract by contract.</summary>
    static Answer Return(ReturnRemainder command, PrepaymentAccount state, PrepaymentFacts facts)
    {
        if (facts.Custody is not CustodyAccount.Returning) return Answer.Refuse(ReturnMustBeOrdered);

        return Answer.Accept(
        [
            .. state.Contracts.OfType<Held>()
                .Where(held => held.Remaining > Money.Zero)
                .Select(held => Back(held, Left(held), "return", DayOf(command))),
        ]);
    }

    static List<PrepaidLesson> Left(Held held) =>
        [.. held.Lessons.Where(lesson => lesson.Stage is LessonStage.Undelivered or LessonStage.Delivered)];

    static RefundInstructed Back(Held held, IReadOnlyList<PrepaidLesson> lessons, string ground, LocalDate today) =>
        new(
            held.ContractNo, held.Refunds.Count + 1, [.. lessons.Select(lesson => lesson.Number)],
            lessons.Sum(lesson => lesson.Fee).Fen, held.Signature.Mode, ground, held.Signature.Terms, today, PrepaymentLaws.GoesBack);

    static Answer Receive(ConfirmRefund command, PrepaidContract contract)
    {
        if (WhyNotParent(command, contract) is { } notParent) return Answer.Refuse(notParent);
        if (UnderCustody(contract)) return Answer.Refuse(ModeMustAllow);
        return Refunded(contract, command.RefundNo, DayOf(command), RefundMustBeInstructed);
    }

    /// <summary>PRE-11: an answer is believed once; late, twice or in another order it changes nothing.</summary>
    static Answer Answered(OperatorAnswered command, PrepaidContract contract)
    {
        if (command.Actor.Role != "system") return Answer.Refuse(OfficerMustBeOfDistrict);

        return command switch
        {
            LockAnswered c => Locked(c, contract),
            ReleaseAnswered c => Released(c, contract),
            RefundAnswered c => Refunded(contract, c.RefundNo, DayOf(c), AnswerMustBelong),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    static Answer Locked(LockAnswered command, PrepaidContract contract)
    {
        var secured = new FundsSecured(contract.ContractNo, contract.Terms.AmountFen, "locked", DayOf(command));
        return (contract, command.Refusal) switch
        {
            (Locking, null) => Answer.Accept(secured),
            (Locking, { } code) => Answer.Accept(new LockRefused(contract.ContractNo, code, DayOf(command))),
            (Held, null) or (PrepaidContract.Void, not null) => Answer.Nothing,

            // The money is locked although it was refused first: the contract is void, so it goes straight back.
            (PrepaidContract.Void late, null) => Answer.Accept(secured, LateLock(late, DayOf(command))),
            _ => Answer.Refuse(AnswerMustBelong),
        };
    }

    static RefundInstructed LateLock(PrepaidContract.Void contract, LocalDate today) =>
        new(
            contract.ContractNo, 1, [.. Enumerable.Range(1, contract.Terms.Lessons)], contract.Terms.AmountFen, contract.Signature.Mode,
            "late-lock", contract.Signature.Terms, today, PrepaymentLaws.GoesBack);

    static Answer Released(ReleaseAnswered command, PrepaidContract contract) =>
        (contract as Held)?.Find(command.Lesson) switch
        {
            { Stage: LessonStage.Releasing } lesson => Answer.Accept(
                new LessonFeeReleased(contract.ContractNo, lesson.Number, lesson.Fee.Fen, DayOf(command))),
            { Stage: LessonStage.Released } => Answer.Nothing,
            _ => Answer.Refuse(AnswerMustBelong),
        };

    static Answer Refunded(PrepaidContract contract, int refundNo, LocalDate today, Refusal unknown) =>
        (contract as Held)?.Refunds.FirstOrDefault(refund => refund.Order.RefundNo == refundNo) switch
        {
            { Done: false, Order: var order } => Answer.Accept(
                new PrepaymentRefunded(contract.ContractNo, order.RefundNo, order.AmountFen, today)),
            { Done: true } => Answer.Nothing,
            _ => Answer.Refuse(unknown),
        };
}
