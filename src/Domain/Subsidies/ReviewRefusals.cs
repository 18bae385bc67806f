using Domain.Kernel;
using Domain.Licensing;

namespace Domain.Subsidies;

/// <summary>What is refused about reviews. The code is public and stable.</summary>
public static class ReviewRefusals
{
    public static readonly Refusal GroundMustBeKnown = new(
        RefusalKind.Malformed, "review.ground-must-be-known", "复核理由不在规定范围内。", Laws.PersonalInformation("24"), Field: "ground");

    public static readonly Refusal DecisionMustBeYours = new(
        RefusalKind.WrongState, "review.decision-must-be-yours", "没有可以申请复核的该项决定。", Laws.PersonalInformation("24"),
        Field: "decisionNo");

    public static readonly Refusal ReviewMustBeAskedInTime = new(
        RefusalKind.WrongState, "review.must-be-asked-in-time", "已超过申请复核的期限。", Laws.Reconsideration("20"));

    public static readonly Refusal ReviewerMustBeClerk = new(
        RefusalKind.NotAllowed, "review.reviewer-must-be-clerk", "只有经办人员可以作出复核结论。", Laws.PersonalInformation("24"));

    public static readonly Refusal DistrictMustBeOwn = new(
        RefusalKind.NotAllowed, "review.district-must-be-own", "只能复核本级活动的决定。", Laws.Budget("13"));

    public static readonly Refusal ReviewerMustBeAnother = new(
        RefusalKind.NotAllowed, "review.reviewer-must-be-another", "作出原决定的人员、本人以及与本人有利害关系的人员不得复核。", Laws.CivilServants("76"));

    public static readonly Refusal ReviewMustBeAsked = new(
        RefusalKind.WrongState, "review.must-be-asked", "该项决定没有复核申请。", Laws.PersonalInformation("24"));

    public static readonly Refusal ReviewMustBeOpen = new(
        RefusalKind.WrongState, "review.must-be-open", "该复核已经作出结论。", Laws.PersonalInformation("24"));

    public static readonly Refusal OutcomeMustBeKnown = new(
        RefusalKind.Malformed, "review.outcome-must-be-known", "复核结论应当为维持或者撤销。", Laws.PersonalInformation("24"),
        Field: "outcome");

    public static readonly Refusal ReasonMustFit = new(
        RefusalKind.Malformed, "review.reason-must-fit", "理由与复核结论不符。", Laws.PersonalInformation("24"), Field: "reason");

    public static readonly Refusal CorrectionMustFit = new(
        RefusalKind.Malformed, "review.correction-must-fit", "应当写明经核实的事实，且须属于该项决定。", Laws.PersonalInformation("24"));

    public static readonly Refusal NothingCanBeCorrected = new(
        RefusalKind.WrongState, "review.nothing-can-be-corrected", "该项决定所依据的事实不能经复核更正。", Laws.PersonalInformation("24"));
}
