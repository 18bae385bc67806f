using Domain.Kernel;
using Domain.Licensing;

namespace Domain.Subsidies;

/// <summary>What is refused of a designated venue. The code is public and stable.</summary>
public static class VenueRefusals
{
    public static readonly Refusal MakerMustBeFinance = new(
        RefusalKind.NotAllowed, "venue.maker-must-be-finance", "只有财务经办人员可以办理定点场馆的纳入、警告和退出。", Laws.Accounting("35"));

    public static readonly Refusal CheckerMustBeFinance = new(
        RefusalKind.NotAllowed, "venue.checker-must-be-finance", "只有财务复核人员可以变更收款信息或取消定点资格。", Laws.Accounting("35"));

    public static readonly Refusal CheckerMustBeAnother = new(
        RefusalKind.NotAllowed, "venue.checker-must-be-another", "纳入该场馆的人员不得复核。", Laws.Accounting("35"));

    public static readonly Refusal DistrictMustBeOwn = new(
        RefusalKind.NotAllowed, "venue.district-must-be-own", "只能办理本级的定点场馆。", Laws.Budget("13"));

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
