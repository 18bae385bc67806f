using Domain.Kernel;

namespace Domain.Prepayments;

public static class PrepaymentLaws
{
    /// <summary>Opinions of thirteen ministries on non-subject training, 2022; it has headings and no articles.</summary>
    public static LegalBasis Supervision { get; } = new("教监管〔2022〕4号", "预收费");

    /// <summary>Consumer Rights Protection Law: what was paid ahead and is not provided goes back.</summary>
    public static LegalBasis GoesBack { get; } = new("消费者权益保护法", "53");

    /// <summary>A contract binds those who made it (民法典).</summary>
    public static LegalBasis Contract(string article) => new("民法典", article);
}

public static class CustodyRefusals
{
    public static readonly Refusal MustBeOpened = new(
        RefusalKind.WrongState, "custody.must-be-opened", "该机构尚未开立预收费监管账户。", PrepaymentLaws.Supervision);

    public static readonly Refusal MustBeOpenedOnce = new(
        RefusalKind.WrongState, "custody.must-be-opened-once", "该机构已开立预收费监管账户。", PrepaymentLaws.Supervision);

    public static readonly Refusal InstitutionMustBeApproved = new(
        RefusalKind.WrongState, "custody.institution-must-be-approved", "该机构未经审批或者已停止办学，不能开立预收费监管账户。",
        PrepaymentLaws.Supervision);

    public static readonly Refusal CreditCodeMustBeRegistered = new(
        RefusalKind.WrongState, "custody.credit-code-must-be-registered", "统一社会信用代码与该机构登记的不一致，或者尚未登记。",
        PrepaymentLaws.Supervision, Field: "creditCode");

    public static readonly Refusal DistrictMustBeOwn = new(
        RefusalKind.NotAllowed, "custody.district-must-be-own", "只能办理本辖区机构的预收费监管。", PrepaymentLaws.Supervision);

    public static readonly Refusal RoleMustFit = new(
        RefusalKind.NotAllowed, "custody.role-must-fit", "该岗位不能办理此事项。", PrepaymentLaws.Supervision);

    public static readonly Refusal ModeMustBeOffered = new(
        RefusalKind.Malformed, "custody.mode-must-be-offered", "本辖区未采用该监管方式。", PrepaymentLaws.Supervision, Field: "mode");

    public static readonly Refusal ModeMustBeApproved = new(
        RefusalKind.WrongState, "custody.mode-must-be-approved", "监管方式与机构审批的不一致，应当先申请变更。", PrepaymentLaws.Supervision,
        Field: "mode");

    public static readonly Refusal RepresentativeMustBeAdult = new(
        RefusalKind.Malformed, "custody.representative-must-be-adult", "经办人应当年满十八周岁。", PrepaymentLaws.Contract("18"),
        Field: "representative");

    public static readonly Refusal WalletMustBeGiven = new(
        RefusalKind.Malformed, "custody.wallet-must-be-given", "银行托管须登记托管银行和收款钱包。", PrepaymentLaws.Supervision, Field: "wallet");

    public static readonly Refusal DepositMustBePositive = new(
        RefusalKind.Malformed, "custody.deposit-must-be-positive", "风险保证金金额必须大于零。", PrepaymentLaws.Supervision,
        Field: "depositFen");

    public static readonly Refusal GroundMustBeKnown = new(
        RefusalKind.Malformed, "custody.ground-must-be-known", "冻结原因不正确。", PrepaymentLaws.Supervision, Field: "ground");

    public static readonly Refusal MustNotBeFrozen = new(
        RefusalKind.WrongState, "custody.must-not-be-frozen", "该机构的预收费已冻结，不得收费或者拨付。", PrepaymentLaws.Supervision);

    public static readonly Refusal MustBeFrozen = new(
        RefusalKind.WrongState, "custody.must-be-frozen", "须先冻结该机构的预收费。", PrepaymentLaws.Supervision);

    public static readonly Refusal MustNotBeReturning = new(
        RefusalKind.WrongState, "custody.must-not-be-returning", "已决定将余额退还家长，不能撤销。", PrepaymentLaws.GoesBack);
}
