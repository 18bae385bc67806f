using Domain.Kernel;
using static Domain.Kernel.Refusal;

namespace Domain.Licensing;

/// <summary>What is refused between acceptance and decision, each named for the rule the command would break.</summary>
public static class ProceedingRefusals
{
    public static readonly Refusal SupplementMustBeTheOnlyOne = WrongState(
        "case.supplement-must-be-the-only-one", "受理后只能要求补充材料一次。", Laws.Licensing("34"));

    public static readonly Refusal SupplementMustNameItems = Malformed(
        "case.supplement-must-name-items", "补充材料通知应当写明需要补充的内容。", Laws.Licensing("34"));

    public static readonly Refusal SupplementMustLeaveTime = WrongState(
        "case.supplement-must-leave-time", "距办理期限届满已无补充材料的时间。", Laws.Licensing("42"));

    public static readonly Refusal SupplementMustStayWithinRequest = Malformed(
        "case.supplement-must-stay-within-request", "补充材料不得增加未要求补充的变更事项，请另行申请。", Laws.Licensing("49"))
        with { Field = "form.changes" };

    public static readonly Refusal SupplementMustBeAwaited = WrongState(
        "case.supplement-must-be-awaited", "补充材料的期限尚未届满，不能作出决定。", Laws.Licensing("34"));

    public static readonly Refusal ProcedureReasonMustBeStatutory = Malformed(
        "case.procedure-reason-must-be-statutory", "只有法律列明的特别程序可以单独计时；实地核查、公示和内部会签不在其列。",
        Laws.Licensing("45"));

    public static readonly Refusal ProcedureMustNotLieBehind = Malformed(
        "case.procedure-must-not-lie-behind", "特别程序所需时间应当事先书面告知申请人。", Laws.Licensing("45"));

    public static readonly Refusal ProcedureMustEnd = Malformed(
        "case.procedure-must-end", "特别程序的结束日期不正确。", Laws.Licensing("45"));

    public static readonly Refusal ProcedureMustBeginInTime = WrongState(
        "case.procedure-must-begin-in-time", "特别程序不得在办理期限届满后开始。", Laws.Licensing("45"));

    public static readonly Refusal ProcedureMustNotOverlap = WrongState(
        "case.procedure-must-not-overlap", "同一种特别程序的时间不得重叠。", Laws.Licensing("45"));

    public static readonly Refusal ProcedureMustBeOpen = WrongState(
        "case.procedure-must-be-open", "该特别程序不存在或者已经结束。", Laws.Licensing("45"));

    public static readonly Refusal ProcedureEndMustLieInProcedure = Malformed(
        "case.procedure-end-must-lie-in-procedure", "特别程序的结束日期必须在告知之后且不晚于今天。", Laws.Licensing("45"));

    public static readonly Refusal ProcedureMustBeClosedFirst = WrongState(
        "case.procedure-must-be-closed-first", "特别程序正在进行，应当先结束再作出决定。", Laws.Licensing("45"));

    public static readonly Refusal HearingMustBeTheOnlyOne = WrongState(
        "hearing.must-be-the-only-one", "同一办件只举行一次听证。", Laws.Licensing("47"));

    public static readonly Refusal HearingRightMustBeTold = WrongState(
        "hearing.right-must-be-told", "应当先告知申请人、利害关系人享有要求听证的权利。", Laws.Licensing("47"));

    public static readonly Refusal HearingRequestMustBeInTime = WrongState(
        "hearing.request-must-be-in-time", "要求听证的期限已经届满。", Laws.Licensing("47"));

    public static readonly Refusal HearingRequesterMustBeKnown = Malformed(
        "hearing.requester-must-be-known", "听证只能由申请人或者利害关系人要求。", Laws.Licensing("47"));

    public static readonly Refusal HearingRequestMustFollowNotice = Malformed(
        "hearing.request-must-follow-notice", "要求听证的日期必须在告知之后且不晚于今天。", Laws.Licensing("47"));

    public static readonly Refusal HearingGroundMustBeKnown = Malformed(
        "hearing.ground-must-be-known", "依职权听证应当属于法定事项或者涉及重大公共利益。", Laws.Licensing("46"));

    public static readonly Refusal HearingMustBeCalled = WrongState(
        "hearing.must-be-called", "没有待举行的听证。", Laws.Licensing("48"));

    public static readonly Refusal HearingMustBeAnnouncedAhead = Malformed(
        "hearing.must-be-announced-ahead", "举行听证的时间、地点应当提前七个工作日通知。", Laws.Licensing("48(1)"));

    public static readonly Refusal HearingChairMustNotReview = Malformed(
        "hearing.chair-must-not-review", "听证主持人不得是审查该申请的工作人员。", Laws.Licensing("48(3)"));

    public static readonly Refusal ReviewerMustNotChair = NotAllowed(
        "hearing.reviewer-must-not-chair", "听证主持人不得审查该申请。", Laws.Licensing("48(3)"));

    public static readonly Refusal HearingMustBeAnnouncedFirst = WrongState(
        "hearing.must-be-announced-first", "举行听证前应当通知时间和地点。", Laws.Licensing("48(1)"));

    public static readonly Refusal HearingMustBeHeldAsAnnounced = Malformed(
        "hearing.must-be-held-as-announced", "听证应当在通知的日期举行。", Laws.Licensing("48(1)"));

    public static readonly Refusal HearingMustHaveBeenRequested = WrongState(
        "hearing.must-have-been-requested", "依职权举行的听证不能因当事人放弃而取消。", Laws.Licensing("46"));

    public static readonly Refusal HearingDropReasonMustBeKnown = Malformed(
        "hearing.drop-reason-must-be-known", "放弃听证只能是撤回要求或者无故不到场。", Laws.Licensing("47"));

    public static readonly Refusal HearingMustPrecedeDecision = WrongState(
        "hearing.must-precede-decision", "听证尚未举行，不能作出决定。", Laws.Licensing("48"));

    public static readonly Refusal HearingRequestTimeMustHavePassed = WrongState(
        "hearing.request-time-must-have-passed", "要求听证的期限尚未届满，不能作出决定。", Laws.Licensing("47"));
}
