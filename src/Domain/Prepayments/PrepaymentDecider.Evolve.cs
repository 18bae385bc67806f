using System.Diagnostics;
using Domain.Kernel;
using static Domain.Prepayments.PrepaidContract;

namespace Domain.Prepayments;

public static partial class PrepaymentDecider
{
    /// <summary>Copies what the event says; a pair it does not know means that the history is broken.</summary>
    public static PrepaymentAccount Evolve(PrepaymentAccount state, PrepaymentEvent @event) =>
        @event switch
        {
            ContractOffered e => new PrepaymentAccount([.. state.Contracts, new Offered(e)]),
            ContractSigned e => Change<Offered>(state, e.ContractNo, e, contract => new Locking(contract.Offer, e)),
            FundsSecured e => Secure(state, e),
            LockRefused e => Change<Locking>(
                state, e.ContractNo, e, contract => new PrepaidContract.Void(contract.Offer, contract.Signature)),
            LessonDelivered e => Move(
                state, e.ContractNo, e, [e.Lesson], LessonStage.Undelivered, LessonStage.Delivered, lesson => lesson with { Delivery = e }),
            LessonStruck e => Move(
                state, e.ContractNo, e, [e.Lesson], LessonStage.Delivered, LessonStage.Undelivered,
                lesson => lesson with { Delivery = null }),
            LessonConfirmed e => Move(state, e.ContractNo, e, [e.Lesson], LessonStage.Delivered, LessonStage.Releasing),
            LessonFeeReleased e => Move(state, e.ContractNo, e, [e.Lesson], LessonStage.Releasing, LessonStage.Released),
            RefundInstructed e => Instruct(state, e),
            PrepaymentRefunded e => Finish(state, e),
            _ => throw new UnreachableException($"{@event.GetType().Name} is unknown to an account."),
        };

    static PrepaymentAccount Change<TStage>(
        PrepaymentAccount state, string contractNo, PrepaymentEvent @event, Func<TStage, PrepaidContract> change)
        where TStage : PrepaidContract =>
        state.Find(contractNo) is TStage stage
            ? new PrepaymentAccount([.. state.Contracts.Select(contract => ReferenceEquals(contract, stage) ? change(stage) : contract)])
            : throw new UnreachableException($"{@event.GetType().Name} cannot follow in {contractNo}.");

    static PrepaymentAccount Secure(PrepaymentAccount state, FundsSecured e) =>
        state.Find(e.ContractNo) switch
        {
            Locking locking => Change<Locking>(state, e.ContractNo, e, _ => Hold(locking.Offer, locking.Signature)),
            _ => Change<PrepaidContract.Void>(state, e.ContractNo, e, late => Hold(late.Offer, late.Signature)),
        };

    static Held Hold(ContractOffered offer, ContractSigned signature) =>
        new(
            offer, signature,
            [
                .. new Money(signature.AmountFen).Split(offer.Terms.Lessons)
                    .Select((fee, index) => new PrepaidLesson(index + 1, fee, LessonStage.Undelivered, null)),
            ],
            []);

    static PrepaymentAccount Move(
        PrepaymentAccount state, string contractNo, PrepaymentEvent @event, IReadOnlyCollection<int> numbers, LessonStage from,
        LessonStage to, Func<PrepaidLesson, PrepaidLesson>? also = null) =>
        Change<Held>(state, contractNo, @event, held => held with
        {
            Lessons =
            [
                .. held.Lessons.Select(lesson =>
                    !numbers.Contains(lesson.Number) ? lesson
                    : lesson.Stage != from
                        ? throw new UnreachableException($"{@event.GetType().Name} cannot follow {lesson.Stage} in {contractNo}.")
                        : (also?.Invoke(lesson) ?? lesson) with { Stage = to }),
            ],
        });

    static PrepaymentAccount Instruct(PrepaymentAccount state, RefundInstructed e) =>
        Change<Held>(state, e.ContractNo, e, held => held with
        {
            Lessons =
            [
                .. held.Lessons.Select(lesson =>
                    !e.Lessons.Contains(lesson.Number) ? lesson
                    : lesson.Stage is LessonStage.Undelivered or LessonStage.Delivered ? lesson with { Stage = LessonStage.Refunding }
                    : throw new UnreachableException($"{nameof(RefundInstructed)} cannot follow {lesson.Stage} in {e.ContractNo}.")),
            ],
            Refunds = [.. held.Refunds, new PrepaidRefund(e, Done: false)],
        });

    static PrepaymentAccount Finish(PrepaymentAccount state, PrepaymentRefunded e)
    {
        var order = (state.Find(e.ContractNo) as Held)?.Refunds.FirstOrDefault(refund => refund.Order.RefundNo == e.RefundNo)?.Order
            ?? throw new UnreachableException($"{nameof(PrepaymentRefunded)} cannot follow in {e.ContractNo}.");
        var moved = Move(state, e.ContractNo, e, [.. order.Lessons], LessonStage.Refunding, LessonStage.Refunded);
        return Change<Held>(moved, e.ContractNo, e, held => held with
        {
            Refunds = [.. held.Refunds.Select(refund => refund.Order == order ? refund with { Done = true } : refund)],
        });
    }
}
