using Domain.Kernel;
using static Domain.Licensing.LicensingCase;
using static Domain.Licensing.LicensingCaseRefusals;
using Answer = Domain.Kernel.Answer<Domain.Licensing.LicensingCaseEvent>;

namespace Domain.Licensing;

public static partial class LicensingCaseDecider
{
    /// <summary>DOC-14, DOC-15: what the service of a document means for its case; for most documents nothing.</summary>
    static Answer Serve(RecordService command, Filed state, CaseRules rules) =>
        state switch
        {
            _ when command.Decides => ServeDecision(command, state),
            AwaitingCorrection awaiting when awaiting.NoticeNo == command.DocumentNo => ServeNotice(command, awaiting, rules),
            Accepted { Proceedings.Supplement: { SuppliedOn: null } asked } accepted when asked.NoticeNo == command.DocumentNo =>
                ServeSupplementNotice(command, accepted, asked, rules),
            Accepted { Proceedings.Hearing: Hearing.RightTold told } accepted when told.NoticeNo == command.DocumentNo =>
                ServeHearingRight(command, accepted, rules),
            _ => Answer.Nothing,
        };

    /// <summary>LIC-14 by service: the day on which it works is the day of delivery.</summary>
    static Answer ServeDecision(RecordService command, Filed state)
    {
        if (state is Closed known)
        {
            return (known.Mode, known.DeliveredOn) == (command.Mode, command.EffectiveOn)
                ? Answer.Nothing
                : Answer.Refuse(DeliveryMustBeTheFirst);
        }

        // Where no delivery is awaited, service is of consequence for the document alone.
        if (state.File.Find(DeadlineKind.Delivery) is not { } deliverBy) return Answer.Nothing;

        return command.EffectiveOn < deliverBy.Start
            ? Answer.Refuse(DeliveryMustFollowDecision with { Field = "servedOn" })
            : Answer.Accept(new DecisionDelivered(
                command.Mode, command.EffectiveOn, deliverBy.IsMetOn(command.EffectiveOn), command.Proof, Laws.Licensing("44")));
    }

    /// <summary>LIC-7 by service: the time to correct runs from the day on which the notice reached the applicant.</summary>
    static Answer ServeNotice(RecordService command, AwaitingCorrection state, CaseRules rules)
    {
        var from = state.File.Find(DeadlineKind.Correction)!;
        return Recounted(command, from, rules.ItemOf(state.File).Correction, rules) is { } to
            ? Answer.Accept(Served(command, from, to))
            : NothingOrNotReady(command, from);
    }

    /// <summary>LIC-32 by service: the days to ask for a hearing run from there.</summary>
    static Answer ServeHearingRight(RecordService command, Accepted state, CaseRules rules)
    {
        if (state.File.Find(DeadlineKind.HearingRequest) is not { } from) return Answer.Nothing;

        return Recounted(command, from, rules.ItemOf(state.File).Proceedings.HearingRequest, rules) is { } to
            ? Answer.Accept(Served(command, from, to))
            : NothingOrNotReady(command, from);
    }

    /// <summary>LIC-38 by service: the days to supply run from there; what they take from the decision's clock moves with them.</summary>
    static Answer ServeSupplementNotice(RecordService command, Accepted state, Supplement asked, CaseRules rules)
    {
        if (state.File.Find(DeadlineKind.Supplement) is not { } from) return Answer.Nothing;

        var item = rules.ItemOf(state.File);
        if (Recounted(command, from, item.Proceedings.Supplement, rules) is not { } counted) return NothingOrNotReady(command, from);

        var to = CutBefore(counted, state.File.Find(DeadlineKind.Decision)!, item);
        return WithClocks(
            [Served(command, from, to)], state.File, rules, SpecialProcedures.Supplement,
            SupplementPause(item, asked.RequestedOn, from.LastDay), SupplementPause(item, asked.RequestedOn, to.LastDay));
    }

    /// <returns>Null where service works on the day from which the deadline is counted already, or no calendar reaches.</returns>
    static Deadline? Recounted(RecordService command, Deadline from, Limit limit, CaseRules rules) =>
        command.EffectiveOn == from.Start ? null : DeadlineCalculator.Count(limit, command.EffectiveOn, rules.Calendar);

    static Answer NothingOrNotReady(RecordService command, Deadline from) =>
        command.EffectiveOn == from.Start ? Answer.Nothing : Answer.Refuse(CalendarRefusals.CalendarMustCoverDeadline);

    static NoticeServed Served(RecordService command, Deadline from, Deadline to) =>
        new(command.DocumentNo, command.Mode, command.EffectiveOn, from, to);
}
