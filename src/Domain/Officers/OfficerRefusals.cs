using Domain.Kernel;
using Domain.Licensing;
using static Domain.Kernel.Refusal;

namespace Domain.Officers;

/// <summary>What the officers' directory refuses. The code is public and stable.</summary>
public static class OfficerRefusals
{
    public static readonly Refusal MustBeKnown = NotAllowed(
        "officer.unknown", "该账号未在工作人员名录中登记。", Laws.PersonalInformation("51"));

    public static readonly Refusal MustNotBeDisabled = NotAllowed(
        "officer.disabled", "该工作人员账号已停用。", Laws.PersonalInformation("51"));

    public static readonly Refusal OfficeMustBeHeld = NotAllowed(
        "office.not-held", "您当前不担任该岗位，也没有有效的授权委托。", Laws.Licensing("22"));

    public static readonly Refusal MustHaveNoInterest = NotAllowed(
        "officer.has-interest", "您与本案当事人有利害关系，应当回避。", Laws.CivilServants("76"));

    public static readonly Refusal AdministratorMustBeOperator = NotAllowed(
        "officer.administrator-must-be-operator", "只有账号管理人员可以办理此事项。", Laws.PersonalInformation("51"));

    public static readonly Refusal OperatorMustNotBeSelf = NotAllowed(
        "officer.operator-must-not-be-self", "账号管理人员不得为自己办理账号和岗位事项。", Laws.PersonalInformation("51"));

    public static readonly Refusal DeclarationMustBeOwn = NotAllowed(
        "officer.declaration-must-be-own", "只能申报本人的事项。", Laws.CivilServants("77"));

    public static readonly Refusal MustBeEnrolled = WrongState(
        "officer.must-be-enrolled", "该人员尚未登记。", Laws.PersonalInformation("51"));

    public static readonly Refusal CitizenMustStayTheSame = WrongState(
        "officer.citizen-must-stay-the-same", "该账号已登记为另一自然人。", Laws.PersonalInformation("51"));

    public static readonly Refusal RoleMustBeKnown = Malformed(
        "office.role-must-be-known", "岗位不在规定范围内。", Laws.Licensing("22"));

    public static readonly Refusal DistrictMustBeKnown = Malformed(
        "office.district-must-be-known", "辖区不属于本市。", Laws.Licensing("22"));

    public static readonly Refusal SpanMustBeInOrder = Malformed(
        "office.span-must-be-in-order", "结束日期不得早于开始日期。", Laws.Licensing("22"));

    public static readonly Refusal OfficeMustNotOverlap = WrongState(
        "office.must-not-overlap", "该人员在此期间已担任同一岗位。", Laws.Licensing("22"));

    public static readonly Refusal OfficesMustBeSeparate = WrongState(
        "office.must-be-separate", "账号管理、审计和个人信息保护岗位不得与其他岗位兼任。", Laws.PersonalInformation("51"));

    public static readonly Refusal OfficeMustExist = WrongState(
        "office.must-exist", "该岗位不存在或已经结束。", Laws.Licensing("22"));

    public static readonly Refusal ReasonMustBeKnown = Malformed(
        "officer.reason-must-be-known", "原因不在规定范围内。", Laws.PersonalInformation("51"));

    public static readonly Refusal InterestMustExist = WrongState(
        "officer.interest-must-exist", "该利害关系不存在或已经结束。", Laws.CivilServants("76"));

    public static readonly Refusal ColleagueMustServe = WrongState(
        "officer.colleague-must-serve", "接办人员当日不在该辖区任职或者账号已停用。", Laws.Licensing("22"));

    public static readonly Refusal ColleagueMustBeAnother = Malformed(
        "officer.colleague-must-be-another", "不能移交或者委托给本人。", Laws.Licensing("22"));
}

/// <summary>What is refused of delegations and of the assignment of cases.</summary>
public static class DelegationRefusals
{
    public static readonly Refusal OfficeMustBeOwn = new(
        RefusalKind.NotAllowed, "delegation.office-must-be-own", "只能委托本人担任的岗位，受托的岗位不得再委托。", Laws.Licensing("24"));

    public static readonly Refusal CircleMustNotArise = new(
        RefusalKind.WrongState, "delegation.circle-must-not-arise", "委托不得形成循环。", Laws.Licensing("24"));

    public static readonly Refusal SpanMustBeInOrder = new(
        RefusalKind.Malformed, "delegation.span-must-be-in-order", "委托期限应当自今日或以后开始，不超过一年，且在岗位任期之内。",
        Laws.Licensing("24"));

    public static readonly Refusal MustExist = new(
        RefusalKind.WrongState, "delegation.must-exist", "该委托不存在或已经结束。", Laws.Licensing("24"));

    public static readonly Refusal CaseMustExist = new(
        RefusalKind.Malformed, "delegation.case-must-exist", "委托范围内的办件不存在。", Laws.Licensing("24"), Field: "cases");

    public static readonly Refusal CaseMustBeInScope = new(
        RefusalKind.NotAllowed, "delegation.case-must-be-in-scope", "该办件不在委托范围内。", Laws.Licensing("24"));

    public static readonly Refusal AssignmentMustBeWithinOrgan = new(
        RefusalKind.NotAllowed, "assignment.must-be-within-organ", "只能在本机关内分配办件。", Laws.Licensing("22"));

    public static readonly Refusal AssigneeMustHaveNoInterest = new(
        RefusalKind.WrongState, "assignment.assignee-must-have-no-interest", "该人员与本案当事人有利害关系，不得办理。",
        Laws.CivilServants("76"));
}
