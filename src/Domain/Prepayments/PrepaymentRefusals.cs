using Domain.Kernel;
using Domain.Licensing;

namespace Domain.Prepayments;

public static class PrepaymentRefusals
{
    static readonly LegalBasis Supervision = PrepaymentLaws.Supervision;

    public static readonly Refusal ContractMustExist = new(
        RefusalKind.WrongState, "prepayment.contract-must-exist", "没有该合同。", PrepaymentLaws.Contract("465"));

    public static readonly Refusal SellerMustRepresentInstitution = new(
        RefusalKind.NotAllowed, "prepayment.seller-must-represent-institution", "只有机构登记的经办人可以办理。", Supervision);

    public static readonly Refusal SellerMustBeWhiteListed = new(
        RefusalKind.WrongState, "prepayment.seller-must-be-white-listed", "该机构不在白名单内或者审批已失效，不得预收费。", Supervision);

    public static readonly Refusal ParentMustBeOfContract = new(
        RefusalKind.NotAllowed, "prepayment.parent-must-be-of-contract", "只有签约家长可以办理。", PrepaymentLaws.Contract("465"));

    public static readonly Refusal OfficerMustBeOfDistrict = new(
        RefusalKind.NotAllowed, "prepayment.officer-must-be-of-district", "只有本辖区的经办或者检查人员可以办理。", Supervision);

    public static readonly Refusal TraineeMustNotPay = new(
        RefusalKind.Malformed, "prepayment.trainee-must-not-pay", "学员与签约家长不能是同一人。", PrepaymentLaws.Contract("19"),
        Field: "parent");

    public static readonly Refusal CourseMustBeApproved = new(
        RefusalKind.Malformed, "prepayment.course-must-be-approved", "该课程不在机构获批的培训项目内。", Laws.PrivateEducation("62(2)"),
        Field: "course");

    public static readonly Refusal ParentMustBeAdult = new(
        RefusalKind.Malformed, "prepayment.parent-must-be-adult", "签约家长应当年满十八周岁。", PrepaymentLaws.Contract("18"), Field: "parent");

    public static readonly Refusal TraineeMustBeOldEnough = new(
        RefusalKind.Malformed, "prepayment.trainee-must-be-old-enough", "学员在开课之日应当年满三周岁。",
        new LegalBasis("校外培训行政处罚暂行办法", "2"), Field: "trainee");

    public static readonly Refusal LessonsMustBePositive = new(
        RefusalKind.Malformed, "prepayment.lessons-must-be-positive", "课次必须大于零。", PrepaymentLaws.Contract("470"), Field: "lessons");

    public static readonly Refusal LessonMustHaveLength = new(
        RefusalKind.Malformed, "prepayment.lesson-must-have-length", "每次课时长应为1至240分钟。", PrepaymentLaws.Contract("470"),
        Field: "lessonMinutes");

    public static readonly Refusal AmountMustBePositive = new(
        RefusalKind.Malformed, "prepayment.amount-must-be-positive", "每次课的费用至少为1分。", PrepaymentLaws.Contract("470"),
        Field: "amountFen");

    public static readonly Refusal DaysMustFollow = new(
        RefusalKind.Malformed, "prepayment.days-must-follow", "开课日期不得早于今天，结课日期不得早于开课日期。",
        PrepaymentLaws.Contract("470"), Field: "firstDay");

    public static readonly Refusal SaleMustNotBeTooEarly = new(
        RefusalKind.Malformed, "prepayment.sale-must-not-be-too-early", "收费早于规定的开课前时间。", Supervision, Field: "firstDay");

    public static readonly Refusal ChargeMustKeepCaps = new(
        RefusalKind.Malformed, "prepayment.charge-must-keep-caps", "一次性收费超过时间跨度、课时或者金额上限。", Supervision);

    public static readonly Refusal ChargesMustKeepCapsTogether = new(
        RefusalKind.WrongState, "prepayment.charges-must-keep-caps-together", "与尚未消课的预收费合计超过上限，不得以拆分、充值等方式变相收取。",
        Supervision);

    public static readonly Refusal ContractsMustNotOverlap = new(
        RefusalKind.WrongState, "prepayment.contracts-must-not-overlap", "同一学员的同一课程已有时间重叠的合同。", Supervision);

    public static readonly Refusal ContractMustBeOffered = new(
        RefusalKind.WrongState, "prepayment.contract-must-be-offered", "该合同已签署或者已失效。", PrepaymentLaws.Contract("483"));

    public static readonly Refusal OfferMustBeOpen = new(
        RefusalKind.WrongState, "prepayment.offer-must-be-open", "合同约定的结课日期已过。", PrepaymentLaws.Contract("478"));

    public static readonly Refusal PayerWalletMustBeGiven = new(
        RefusalKind.Malformed, "prepayment.payer-wallet-must-be-given", "银行托管须提供付款钱包。", Supervision, Field: "wallet");

    public static readonly Refusal FundsMustBeHeld = new(
        RefusalKind.WrongState, "prepayment.funds-must-be-held", "该合同的预付款尚未入账或者合同未生效。", Supervision);

    public static readonly Refusal ModeMustAllow = new(
        RefusalKind.WrongState, "prepayment.mode-must-allow", "银行托管的款项由运营机构办理，无需登记。", Supervision);

    public static readonly Refusal LessonMustBeOfContract = new(
        RefusalKind.Malformed, "prepayment.lesson-must-be-of-contract", "合同中没有这一课次。", PrepaymentLaws.Contract("509"), Field: "lesson");

    public static readonly Refusal LessonMustBeRecordedOnce = new(
        RefusalKind.WrongState, "prepayment.lesson-must-be-recorded-once", "该课次已登记。", PrepaymentLaws.Contract("509"), Field: "lesson");

    public static readonly Refusal LessonMustHaveTakenPlace = new(
        RefusalKind.Malformed, "prepayment.lesson-must-have-taken-place", "尚未上完的课不得登记。", PrepaymentLaws.Contract("509"),
        Field: "to");

    public static readonly Refusal LessonMustFitContract = new(
        RefusalKind.Malformed, "prepayment.lesson-must-fit-contract", "上课时间与合同约定的时长或者开课日期不符。",
        PrepaymentLaws.Contract("509"), Field: "from");

    public static readonly Refusal LessonsMustNotOverlap = new(
        RefusalKind.WrongState, "prepayment.lessons-must-not-overlap", "该学员同一时间已有另一课次。", PrepaymentLaws.Contract("509"),
        Field: "from");

    public static readonly Refusal LessonMustBeRecorded = new(
        RefusalKind.WrongState, "prepayment.lesson-must-be-recorded", "机构尚未登记该课次，不能确认。", PrepaymentLaws.Contract("509"),
        Field: "lesson");

    public static readonly Refusal LessonMustNotBeRefunded = new(
        RefusalKind.WrongState, "prepayment.lesson-must-not-be-refunded", "该课次已退费。", PrepaymentLaws.GoesBack, Field: "lesson");

    public static readonly Refusal RefundMustNotExceedRemainder = new(
        RefusalKind.WrongState, "prepayment.refund-must-not-exceed-remainder", "退费课次超过未消课次。", PrepaymentLaws.GoesBack,
        Field: "lessons");

    public static readonly Refusal RefundMustBeInstructed = new(
        RefusalKind.WrongState, "prepayment.refund-must-be-instructed", "没有这笔退费。", PrepaymentLaws.GoesBack, Field: "refundNo");

    public static readonly Refusal ReturnMustBeOrdered = new(
        RefusalKind.WrongState, "prepayment.return-must-be-ordered", "尚未决定退还余额。", PrepaymentLaws.GoesBack);

    public static readonly Refusal AnswerMustBelong = new(
        RefusalKind.WrongState, "prepayment.answer-must-belong", "运营机构的答复与任何指令不符。", Supervision);
}
