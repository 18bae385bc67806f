using Domain.Kernel;
using Domain.Licensing;
using NodaTime;
using static Domain.Prepayments.PrepaidContract;
using static Domain.Prepayments.PrepaymentRefusals;
using Answer = Domain.Kernel.Answer<Domain.Prepayments.PrepaymentEvent>;

namespace Domain.Prepayments;

public static partial class PrepaymentDecider
{
    /// <summary>PRE-5: the institution's word; no money moves by it.</summary>
    static Answer Record(RecordLesson command, PrepaidContract contract, PrepaymentAccount state, PrepaymentFacts facts)
    {
        if (WhyNotSeller(command, facts) is { } notSeller) return Answer.Refuse(notSeller);
        if (contract is not Held held) return Answer.Refuse(FundsMustBeHeld);
        if (held.Find(command.Lesson) is not { } lesson) return Answer.Refuse(LessonMustBeOfContract);
        if (lesson.Delivery is { } known && (known.From, known.To) == (command.From, command.To)) return Answer.Nothing;
        if (WhyFrozen(facts) is { } frozen) return Answer.Refuse(frozen);
        if (lesson.Stage is LessonStage.Refunding or LessonStage.Refunded) return Answer.Refuse(LessonMustNotBeRefunded);
        if (lesson.Stage != LessonStage.Undelivered) return Answer.Refuse(LessonMustBeRecordedOnce);
        if (command.To > command.At) return Answer.Refuse(LessonMustHaveTakenPlace);

        var day = WorkCalendar.DayOf(command.From);
        var length = command.To - command.From;
        if (length < Duration.FromMinutes(contract.Terms.LessonMinutes) || length > Duration.FromMinutes(LongestLesson)
            || day != WorkCalendar.DayOf(command.To) || day < contract.Terms.FirstDay || day < held.Signature.SignedOn)
        {
            return Answer.Refuse(LessonMustFitContract);
        }

        var others = state.Contracts.OfType<Held>().SelectMany(other => other.Lessons).Select(other => other.Delivery);
        return others.Any(other => other is not null && other.From < command.To && command.From < other.To)
            ? Answer.Refuse(LessonsMustNotOverlap)
            : Answer.Accept(new LessonDelivered(
                contract.ContractNo, command.Lesson, command.From, command.To, command.AttendanceSm3));
    }

    /// <summary>PRE-6: the parent's word releases the fee of this lesson, once.</summary>
    static Answer Confirm(ConfirmLesson command, PrepaidContract contract, PrepaymentFacts facts)
    {
        if (WhyNotParent(command, contract) is { } notParent) return Answer.Refuse(notParent);
        if (contract is not Held held) return Answer.Refuse(FundsMustBeHeld);
        if (held.Find(command.Lesson) is not { } lesson) return Answer.Refuse(LessonMustBeOfContract);
        if (lesson.Stage is LessonStage.Releasing or LessonStage.Released) return Answer.Nothing;
        if (WhyFrozen(facts) is { } frozen) return Answer.Refuse(frozen);
        if (WhyNotConfirmable(lesson) is { } wrong) return Answer.Refuse(wrong);

        return Confirmed(held, lesson, command, "parent", null);
    }

    /// <summary>PRE-7: where the parent keeps silent or objects, the district decides; also while the money is frozen.</summary>
    static Answer Settle(DecideLesson command, PrepaidContract contract, PrepaymentFacts facts)
    {
        if (command.Actor.District != contract.Offer.District || command.Actor.Role is not ("clerk" or "inspector"))
            return Answer.Refuse(OfficerMustBeOfDistrict);
        if (contract is not Held held) return Answer.Refuse(FundsMustBeHeld);
        if (held.Find(command.Lesson) is not { } lesson) return Answer.Refuse(LessonMustBeOfContract);
        if (command.TookPlace && lesson.Stage is LessonStage.Releasing or LessonStage.Released) return Answer.Nothing;
        if (!command.TookPlace && lesson.Stage == LessonStage.Undelivered) return Answer.Nothing;
        if (facts.Custody is CustodyAccount.Returning) return Answer.Refuse(CustodyRefusals.MustNotBeReturning);
        if (WhyNotConfirmable(lesson) is { } wrong) return Answer.Refuse(wrong);

        return command.TookPlace
            ? Confirmed(held, lesson, command, "decision", command.Reason)
            : Answer.Accept(new LessonStruck(
                contract.ContractNo, lesson.Number, command.Reason, DayOf(command), PrepaymentLaws.Supervision));
    }

    static Refusal? WhyNotConfirmable(PrepaidLesson lesson) =>
        lesson.Stage switch
        {
            LessonStage.Undelivered => LessonMustBeRecorded,
            LessonStage.Refunding or LessonStage.Refunded => LessonMustNotBeRefunded,
            LessonStage.Releasing or LessonStage.Released => LessonMustBeRecordedOnce,
            _ => null,
        };

    /// <summary>Under a deposit the institution has had the fee all along, so it is released at once.</summary>
    static Answer Confirmed(Held held, PrepaidLesson lesson, PrepaymentCommand command, string by, Identity.DocumentId? reason)
    {
        var confirmed = new LessonConfirmed(
            held.ContractNo, lesson.Number, lesson.Fee.Fen, held.Signature.Mode, by, reason, DayOf(command), PrepaymentLaws.Supervision);
        return UnderCustody(held)
            ? Answer.Accept(confirmed)
            : Answer.Accept(confirmed, new LessonFeeReleased(held.ContractNo, lesson.Number, lesson.Fee.Fen, DayOf(command)));
    }
}
