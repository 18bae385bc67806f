using Domain.Kernel;
using Domain.Licensing;

namespace Domain.Subsidies;

/// <summary>What is refused of a designated venue. The code is public and stable.</summary>
public static class VenueRefusals
{
    public static readonly Refusal MakerMustBeFinance = new(
        RefusalKind.NotAllowed, "venue.maker-must-be-finance", "只有财务经办人员可以录入定点场馆的纳入、收款信息、警告和退出。", Laws.Accounting("35"));

    public static readonly Refusal CheckerMustBeFinance = new(
        RefusalKind.NotAllowed, "venue.checker-must-be-finance", "只有财务复核人员可以复核定点场馆事项或取消定点资格。", Laws.Accounting("35"));

    public static readonly Refusal CheckerMustBeAnother = new(
        RefusalKind.NotAllowed, "venue.checker-must-be-another", "经办人员不得复核自己经办的事项。", Laws.Accounting("35"));

    public static readonly Refusal DistrictMustBeOwn = new(
        RefusalKind.NotAllowed, "venue.district-must-be-own", "只能办理本级的定点场馆。", Laws.Budget("13"));

    public static readonly Refusal NumberMustBeOne = new(
        RefusalKind.Malformed, "venue.number-must-be-one", "场馆编号应当由三至二十位大写字母、数字和连字符组成，不得为证件或电话号码。",
        Laws.PersonalInformation("6"), Field: "venueNo");

    public static readonly Refusal SportMustBeKnown = new(
        RefusalKind.Malformed, "venue.sport-must-be-known", "运动项目代码不在目录内。", Laws.Sports("105"), Field: "sports");

    public static readonly Refusal ReasonMustBeKnown = new(
        RefusalKind.Malformed, "venue.reason-must-be-known", "退回原因不在规定范围内。", Laws.Accounting("35"), Field: "reason");

    public static readonly Refusal ActMustBePending = new(
        RefusalKind.WrongState, "venue.act-must-be-pending", "没有待复核的事项。", Laws.Accounting("35"));

    public static readonly Refusal AnotherActIsPending = new(
        RefusalKind.WrongState, "venue.another-act-is-pending", "另一事项正在等待复核。", Laws.Accounting("35"));

    public static readonly Refusal PayeeMustAgree = new(
        RefusalKind.WrongState, "venue.payee-must-agree", "复核人录入的账号末四位与经办人不一致。", Laws.Accounting("35"), Field: "ending");

    public static readonly Refusal OperatorMustHaveOneNumber = new(
        RefusalKind.WrongState, "venue.operator-must-have-one-number", "该经营者已有定点场馆编号，应当使用该编号；被取消资格的不得重新纳入。",
        Laws.Budget("57"), Field: "creditCode");

    public static readonly Refusal SportsMustBeNamed = new(
        RefusalKind.Malformed, "venue.sports-must-be-named", "应当列明场馆的运动项目，每项一次。", Laws.Budget("57"), Field: "sports");

    public static readonly Refusal PayeeMustBeComplete = new(
        RefusalKind.Malformed, "venue.payee-must-be-complete", "应当填写收款账户或对公钱包。", Laws.Budget("57"), Field: "payee");

    public static readonly Refusal CauseMustBeKnown = new(
        RefusalKind.Malformed, "venue.cause-must-be-known", "原因不在规定范围内。", Laws.Budget("57"), Field: "cause");

    public static readonly Refusal MustBeNew = new(
        RefusalKind.WrongState, "venue.must-be-new", "该场馆已经是定点场馆，或已被取消资格。", Laws.Budget("57"));

    public static readonly Refusal MustBeDesignated = new(
        RefusalKind.WrongState, "venue.must-be-designated", "该场馆不是定点场馆。", Laws.Budget("57"));

    public static readonly Refusal PermitMustBeInForce = new(
        RefusalKind.WrongState, "venue.permit-must-be-in-force", "高危险性体育项目应当有经营者本人有效的许可证。", Laws.Sports("105"),
        Field: "permitNo");

    public static readonly Refusal WarningMustComeFirst = new(
        RefusalKind.WrongState, "venue.warning-must-come-first", "首次违规应当先予警告。", Laws.Budget("57"), Field: "cause");
}
