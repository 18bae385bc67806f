using Domain.Kernel;
using static Domain.Kernel.Refusal;

namespace Domain.Licensing;

/// <summary>What a case refuses, each named for the rule the command would break. The code is public and stable.</summary>
public static class LicensingCaseRefusals
{
    public static readonly Refusal MustBeReceivedOnce = WrongState(
        "case.must-be-received-once", "该申请已经收到。", Laws.Licensing("32"));

    public static readonly Refusal MustBeFiledFirst = WrongState(
        "case.must-be-filed-first", "该申请尚不存在。", Laws.Licensing("29"));

    public static readonly Refusal DistrictMustBeOwn = NotAllowed(
        "district.other", "该办件不属于您所在机关的管辖区域。", Laws.Licensing("22"));

    public static readonly Refusal StageMustAllow = WrongState(
        "case.stage-must-allow", "办件当前阶段不允许此操作。", Laws.Licensing("34"));

    public static readonly Refusal RemitMustBeOwn = WrongState(
        "case.remit-must-be-own", "该事项不属于本机关职权范围，应作出不予受理决定。", Laws.Licensing("32(2)"));

    public static readonly Refusal AcceptanceWasDeemed = WrongState(
        "case.acceptance-was-deemed", "逾期未告知补正，自收到申请材料之日起即为受理。", Laws.Licensing("32(4)"));

    public static readonly Refusal NoticeMustBeTheOnlyOne = WrongState(
        "case.correction-notice-must-be-the-only-one", "补正内容应当一次性告知，不得就首次可见的问题再次通知补正。",
        Laws.Licensing("32(4), 72(4)"));

    public static readonly Refusal NoticeMustNameDefects = WrongState(
        "case.correction-notice-must-name-defects", "申请材料齐全且符合法定形式，没有需要补正的内容。", Laws.Licensing("32(5)"));

    public static readonly Refusal AdditionalDefectMustNameField = Malformed(
        "case.additional-defect-must-name-field", "补正事项必须指明字段或材料编号。", Laws.Licensing("32(4)"));

    public static readonly Refusal CorrectionMustBeAskedFor = WrongState(
        "case.correction-must-be-asked-for", "本机关未要求补正。", Laws.Licensing("32(4)"));

    public static readonly Refusal CorrectionMustFollowNotice = Malformed(
        "case.correction-must-follow-notice", "补正时间不得早于补正通知。", Laws.Licensing("32(4)"));

    public static readonly Refusal CorrectionMustBeComplete = Malformed(
        "case.correction-must-be-complete", "补正材料缺少通知书要求的内容。", Laws.Licensing("32(5)"));

    public static readonly Refusal DefectsMustBeCorrected = WrongState(
        "case.defects-must-be-corrected", "申请材料仍有需要补正的内容，不能受理。", Laws.Licensing("32(4)"));

    public static readonly Refusal MaterialsMustBeDelivered = WrongState(
        "case.materials-must-be-delivered", "申报的材料文件尚未全部送达，不能受理。", Laws.Licensing("32(4)"));

    public static readonly Refusal GroundMustBeKnown = Malformed(
        "case.ground-must-be-known", "不予受理的理由不在法定范围内。", Laws.Licensing("32"));

    public static readonly Refusal GroundMustHold = Malformed(
        "case.ground-must-hold", "所选不予受理理由与办件情况不符。", Laws.Licensing("32"));

    public static readonly Refusal CorrectionTimeMustHavePassed = WrongState(
        "case.correction-time-must-have-passed", "补正期限尚未届满。", Laws.Licensing("32(4)"));

    public static readonly Refusal ApplicantMustNotBeBarred = WrongState(
        "case.applicant-must-not-be-barred", "申请人在限制期内不得再次申请，应作出不予受理决定。", Laws.Licensing("78, 79"));

    public static readonly Refusal LicenceMustExist = new Refusal(
        RefusalKind.Malformed, "permit.must-exist", "该许可证编号不存在。", Laws.Licensing("49, 50")) with { Field = "form.permitNo" };

    public static readonly Refusal RequestMustBeTheOnlyOne = WrongState(
        "case.request-must-be-the-only-one", "该许可证已有同类申请或者变更申请正在办理。", Laws.Licensing("49"))
        with { Field = "form.permitNo" };

    public static readonly Refusal FalseMaterialMustBeNamed = Malformed(
        "case.false-material-must-be-named", "认定虚假材料应当指明申报的材料编号或字段。", Laws.Licensing("78"))
        with { Field = "falseMaterials" };

    public static readonly Refusal SiteCheckMustHaveTwoOfficers = Malformed(
        "case.site-check-must-have-two-officers", "实地核查应当由两名以上工作人员进行。", Laws.Licensing("34(3)"));

    public static readonly Refusal SiteCheckMustBeReportedByAnOfficer = Malformed(
        "case.site-check-must-be-reported-by-an-officer", "核查记录应当由参加核查的工作人员提交。", Laws.Licensing("34(3)"));

    public static readonly Refusal SiteCheckMustLieInCase = Malformed(
        "case.site-check-must-lie-in-case", "核查日期必须在收到申请之后且不晚于今天。", Laws.Licensing("34(3)"));

    public static readonly Refusal RecommendationMustBeKnown = Malformed(
        "case.recommendation-must-be-known", "审查意见只能是建议准予或者建议不予许可。", Laws.Licensing("34"));

    public static readonly Refusal ReviewMustPrecedeDecision = WrongState(
        "case.review-must-precede-decision", "作出决定前应当完成审查。", Laws.Licensing("34"));

    public static readonly Refusal SiteCheckMustPrecedeDecision = WrongState(
        "case.site-check-must-precede-decision", "作出决定前应当进行实地核查。", Laws.Sports("105"));

    public static readonly Refusal ApproverMustNotBeReviewer = NotAllowed(
        "case.approver-must-not-be-reviewer", "审查人员不得作出许可决定。", Laws.Licensing("34"));

    public static readonly Refusal ConditionsMustBeMet = WrongState(
        "case.conditions-must-be-met", "尚有法定许可条件未满足，不能准予许可。", Laws.Licensing("38"));

    public static readonly Refusal RefusalMustHaveGrounds = Malformed(
        "case.refusal-must-have-grounds", "不予许可决定应当说明理由和法律依据。", Laws.Licensing("38"));

    public static readonly Refusal DeliveryModeMustBeKnown = Malformed(
        "case.delivery-mode-must-be-known", "送达方式只能是电子、邮寄或者当面。", Laws.Licensing("44"));

    public static readonly Refusal DeliveryMustFollowDecision = Malformed(
        "case.delivery-must-follow-decision", "送达日期必须在决定之后且不晚于今天。", Laws.Licensing("44"));

    public static readonly Refusal DeliveryMustBeTheFirst = WrongState(
        "case.delivery-must-be-the-first", "决定已经送达，以首次送达为准。", Laws.Licensing("44"));

    public static readonly Refusal LimitMustAllowExtension = Malformed(
        "case.limit-must-allow-extension", "该事项的办理期限依法不得延长。", Laws.Licensing("42"));

    public static readonly Refusal ExtensionMustBeTheOnlyOne = WrongState(
        "case.extension-must-be-the-only-one", "办理期限只能延长一次。", Laws.Licensing("42"));

    public static readonly Refusal ExtensionMustPrecedeLastDay = WrongState(
        "case.extension-must-precede-last-day", "办理期限已经届满，不能再延长。", Laws.Licensing("42"));

    public static readonly Refusal ExtensionMustBeApprovedByHead = NotAllowed(
        "case.extension-must-be-approved-by-head", "延长办理期限应当由本机关负责人批准。", Laws.Licensing("42"));
}

/// <summary>What the portal's contract refuses; no law but the contract between two systems is at stake.</summary>
public static class PortalContractRefusals
{
    public static readonly Refusal ItemMustBePublished = new(
        RefusalKind.Malformed, "item.unknown", "该事项编码未发布。", Field: "taskCode");

    public static readonly Refusal ApplyTypeMustBeServed = new(
        RefusalKind.Malformed, "application.type-not-served", "该申请类型尚未开通。", Field: "applyType");

    public static readonly Refusal DateMustNotLieAhead = new(
        RefusalKind.Malformed, "application.date-in-future", "申请时间不得晚于当前时间。", Field: "applyDate");

    public static readonly Refusal ProjectNoMustNotBeReused = new(
        RefusalKind.Malformed, "portal.project-no-reused", "同一办件编号不得用于内容不同的申请。", Field: "projectNo");

    public static readonly Refusal CorrectionNoMustNotBeReused = new(
        RefusalKind.Malformed, "portal.correction-no-reused", "同一补正编号不得用于内容不同的补正。", Field: "correctionNo");

    public static readonly Refusal MaterialMustBeDeclared = new(
        RefusalKind.Malformed, "material.not-declared", "该材料未在申请中申报。");

    public static readonly Refusal MaterialMustMatchDeclaration = new(
        RefusalKind.Malformed, "material.digest-mismatch", "材料内容与申报的摘要或大小不一致。");

    public static readonly Refusal MaterialMustNotChangeAfterAcceptance = new(
        RefusalKind.WrongState, "material.sealed", "受理后材料不得更换。");

    public static readonly Refusal WithdrawalMustPrecedeDecision = new(
        RefusalKind.WrongState, "case.withdrawal-must-precede-decision", "决定作出后不能撤回申请。");

    public static readonly Refusal WithdrawalMustBeTheOnlyOne = new(
        RefusalKind.WrongState, "case.withdrawal-must-be-the-only-one", "申请已经撤回。");

    public static readonly Refusal RatingLevelMustBeKnown = new(
        RefusalKind.Malformed, "rating.level-must-be-known", "评价等级只能是一到五。", Field: "level");

    public static readonly Refusal RatingChannelMustBeKnown = new(
        RefusalKind.Malformed, "rating.channel-must-be-known", "评价渠道代码不正确。", Field: "channel");

    public static readonly Refusal RatingMustBeTheOnlyOne = new(
        RefusalKind.WrongState, "rating.must-be-the-only-one", "每个办件只能评价一次。");

    public static readonly Refusal ApplicantIdentifierMustBeValid = new(
        RefusalKind.Malformed, "applicant.identifier-invalid", "申请人证件号码未通过校验。", Field: "applyerPageCode");
}
