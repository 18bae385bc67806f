using Domain.Kernel;
using Domain.Licensing;

namespace Domain.Ratings;

/// <summary>Each is named for the rule the command would break; codes are public and stable.</summary>
public static class RectificationRefusals
{
    static readonly LegalBasis Basis = Laws.ServiceRating("强化服务差评整改");

    public static readonly Refusal RatingMustBeBad = new(
        RefusalKind.Malformed, "rectification.rating-must-be-bad", "只有不满意和非常不满意的评价才需要整改。", Basis, Field: "level");

    public static readonly Refusal MustBeOpenedFirst = new(
        RefusalKind.WrongState, "rectification.must-be-opened-first", "该办件没有整改工单。", Basis);

    public static readonly Refusal MustBeTheOnlyOne = new(
        RefusalKind.WrongState, "rectification.must-be-the-only-one", "该办件的整改工单已经建立。", Basis);

    public static readonly Refusal DistrictMustBeOwn = new(
        RefusalKind.NotAllowed, "rectification.district-must-be-own", "只能办理本机关的整改工单。", Laws.Licensing("22"));

    public static readonly Refusal RoleMustFit = new(
        RefusalKind.NotAllowed, "rectification.role-must-fit", "您的岗位无权办理此项整改事务。", Basis);

    public static readonly Refusal ContactMustPrecedeMeasures = new(
        RefusalKind.WrongState, "rectification.contact-must-precede-measures", "应当先联系评价人核实情况。", Basis);

    public static readonly Refusal MeasuresMustPrecedeCallBack = new(
        RefusalKind.WrongState, "rectification.measures-must-precede-call-back", "整改并答复后才能回访。", Basis);

    public static readonly Refusal StageMustAllow = new(
        RefusalKind.WrongState, "rectification.stage-must-allow", "工单当前所处环节不能进行此项操作。", Basis);

    public static readonly Refusal ModeMustBeKnown = new(
        RefusalKind.Malformed, "rectification.mode-must-be-known", "联系方式只能是电话、短信或者当面。", Basis, Field: "mode",
        Detail: "phone, message or in-person.");

    public static readonly Refusal OutcomeMustBeKnown = new(
        RefusalKind.Malformed, "rectification.outcome-must-be-known", "整改结果只能是已整改或者已解释说明。", Basis, Field: "outcome",
        Detail: "corrected or explained.");

    public static readonly Refusal ResultMustBeKnown = new(
        RefusalKind.Malformed, "rectification.result-must-be-known", "回访结果只能是满意、仍不满意或者未联系上。", Basis, Field: "result",
        Detail: "satisfied, unsatisfied or not-reached.");

    public static readonly Refusal DayMustFollowLastAct = new(
        RefusalKind.Malformed, "rectification.day-must-follow-last-act", "日期不得早于上一环节，也不得晚于今天。", Basis);

    public static readonly Refusal RaterMustHaveBeenTried = new(
        RefusalKind.WrongState, "rectification.rater-must-have-been-tried", "多次回访未联系上评价人后才能办结。", Basis);
}
