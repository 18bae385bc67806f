using Domain.Kernel;
using Domain.Licensing;

namespace Domain.Subsidies;

/// <summary>What a fund refuses. The code is public and stable.</summary>
public static class FundRefusals
{
    public static readonly Refusal MakerMustBeFinance = new(
        RefusalKind.NotAllowed, "fund.maker-must-be-finance", "只有财务经办人员可以录入预算指标事项。", Laws.Accounting("35"));

    public static readonly Refusal CheckerMustBeFinance = new(
        RefusalKind.NotAllowed, "fund.checker-must-be-finance", "只有财务复核人员可以复核预算指标事项。", Laws.Accounting("35"));

    public static readonly Refusal CheckerMustBeAnother = new(
        RefusalKind.NotAllowed, "fund.checker-must-be-another", "经办人不得复核自己录入的事项。", Laws.Accounting("35"));

    public static readonly Refusal DistrictMustBeOwn = new(
        RefusalKind.NotAllowed, "fund.district-must-be-own", "只能办理本级预算的指标。", Laws.Budget("13"));

    public static readonly Refusal AmountMustBePayable = new(
        RefusalKind.Malformed, "fund.amount-must-be-payable", "金额应当大于零且不超过上限，以分为单位。", Laws.Budget("13"), Field: "amountFen");

    public static readonly Refusal YearMustBeNear = new(
        RefusalKind.Malformed, "fund.year-must-be-near", "预算年度应当为本年度、上一年度或下一年度。", Laws.Budget("18"), Field: "year");

    public static readonly Refusal DistrictMustBeKnown = new(
        RefusalKind.Malformed, "fund.district-must-be-known", "区划不属于本市。", Laws.Budget("13"), Field: "district");

    public static readonly Refusal SourceMustBeKnown = new(
        RefusalKind.Malformed, "fund.source-must-be-known", "资金来源不在规定范围内。", Laws.Budget("13"), Field: "source");

    public static readonly Refusal DocumentMustBeCited = new(
        RefusalKind.Malformed, "fund.document-must-be-cited", "应当注明指标文号，如“苏财教〔2026〕12号”。", Laws.Budget("13"),
        Field: "documentNo");

    public static readonly Refusal TreasuryNumberMustBeGiven = new(
        RefusalKind.Malformed, "fund.treasury-number-must-be-given", "应当填写财政部门的指标编号。", Laws.Budget("13"), Field: "treasuryNo");

    public static readonly Refusal ReasonMustBeKnown = new(
        RefusalKind.Malformed, "fund.reason-must-be-known", "退回原因不在规定范围内。", Laws.Accounting("35"), Field: "reason");

    public static readonly Refusal MustBeNew = new(
        RefusalKind.WrongState, "fund.must-be-new", "该编号的指标已经录入，且内容不同。", Laws.Budget("13"));

    public static readonly Refusal MustBeOpen = new(
        RefusalKind.WrongState, "fund.must-be-open", "该指标尚未复核、已退回或已收回。", Laws.Budget("13"));

    public static readonly Refusal ActMustBePending = new(
        RefusalKind.WrongState, "fund.act-must-be-pending", "没有待复核的该事项。", Laws.Accounting("35"), Field: "act");

    public static readonly Refusal AnotherActIsPending = new(
        RefusalKind.WrongState, "fund.another-act-is-pending", "另一事项正在等待复核。", Laws.Accounting("35"));

    public static readonly Refusal AmountMustAgree = new(
        RefusalKind.WrongState, "fund.amount-must-agree", "复核人录入的金额与经办人不一致。", Laws.Accounting("35"), Field: "amountFen");

    public static readonly Refusal MustBeAvailable = new(
        RefusalKind.WrongState, "fund.must-be-available", "可用指标不足，不得无预算支出。", Laws.Budget("13"), Field: "amountFen");

    public static readonly Refusal MustBeFrozenForProgramme = new(
        RefusalKind.WrongState, "fund.must-be-frozen-for-programme", "该活动没有足够的冻结指标。", Laws.Budget("13"), Field: "amountFen");

    public static readonly Refusal ReleaseMustBeUnused = new(
        RefusalKind.WrongState, "fund.release-must-be-unused", "已发放、已核销或已支出的部分不得释放。", Laws.Budget("13"),
        Field: "amountFen");

    public static readonly Refusal PartsMustBeDistinct = new(
        RefusalKind.Malformed, "fund.parts-must-be-distinct", "结转应当逐个活动列明，每个活动一次。", Laws.Budget("42"), Field: "parts");

    public static readonly Refusal CarryOverOnce = new(
        RefusalKind.WrongState, "fund.carry-over-once", "每个活动的资金只能结转一次；连续两年未用完的应当收回。", Laws.Budget("42"));

    public static readonly Refusal YearMustBeOver = new(
        RefusalKind.WrongState, "fund.year-must-be-over", "预算年度尚未结束。", Laws.Budget("42"));

    public static readonly Refusal ProgrammesMustBeSettled = new(
        RefusalKind.WrongState, "fund.programmes-must-be-settled", "仍有活动冻结未结转、未释放的指标。", Laws.Budget("42"));

    public static readonly Refusal PaymentNumberMustBeGiven = new(
        RefusalKind.Malformed, "fund.payment-number-must-be-given", "应当填写财政部门的拨款凭证号。", Laws.Budget("57"), Field: "paymentNo");

    public static readonly Refusal PaymentMustBeNew = new(
        RefusalKind.WrongState, "fund.payment-must-be-new", "该拨款凭证号已经入账。", Laws.Accounting("35"), Field: "paymentNo");

    public static readonly Refusal ReceiptMustBeWithinApproved = new(
        RefusalKind.WrongState, "fund.receipt-must-be-within-approved", "拨入资金不得超过批复预算。", Laws.Budget("13"), Field: "amountFen");

    public static readonly Refusal ReceivedMustStayApproved = new(
        RefusalKind.WrongState, "fund.received-must-stay-approved", "批复预算不得调减到已拨入资金以下。", Laws.Budget("67"),
        Field: "changeFen");

    public static readonly Refusal AccountsMustBeNeighbours = new(
        RefusalKind.Malformed, "fund.accounts-must-be-neighbours", "资金只能在F1010与F1020、F1020与F1021子钱包之间划转。", Laws.Accounting("35"),
        Field: "to");

    public static readonly Refusal MoneyMustBeThere = new(
        RefusalKind.WrongState, "fund.money-must-be-there", "转出账户余额不足。", Laws.Budget("57"), Field: "amountFen");

    public static readonly Refusal SubWalletMustFitBudget = new(
        RefusalKind.WrongState, "fund.sub-wallet-must-fit-budget", "子钱包余额不得超过该活动的冻结指标。", Laws.Budget("13"), Field: "amountFen");

    public static readonly Refusal MoneyMustBeAtBank = new(
        RefusalKind.WrongState, "fund.money-must-be-at-bank", "应当先将数字人民币兑回银行账户。", Laws.Budget("42"));

    public static readonly Refusal YearMustNotBeOver = new(
        RefusalKind.WrongState, "fund.year-must-not-be-over", "预算年度已经结束。", Laws.Budget("18"));

    public static readonly Refusal YearMustHaveBegun = new(
        RefusalKind.WrongState, "fund.year-must-have-begun", "预算年度尚未开始。", Laws.Budget("18"));

    public static readonly Refusal ProgrammeMustRun = new(
        RefusalKind.WrongState, "fund.programme-must-run", "该活动尚未批准或已经结束。", Laws.Budget("13"), Field: "programmeNo");

    public static readonly Refusal GrantMustLeaveVouchersCovered = new(
        RefusalKind.WrongState, "fund.grant-must-leave-vouchers-covered", "已发和待发的券应当留足指标，不得用于个人补助。", Laws.Budget("13"),
        Field: "amountFen");

    public static readonly Refusal GrantMustBeNew = new(
        RefusalKind.WrongState, "fund.grant-must-be-new", "该文件已经给予此人补助。", Laws.Accounting("35"), Field: "citizenId");

    public static readonly Refusal BeneficiaryMustBeAnother = new(
        RefusalKind.NotAllowed, "fund.beneficiary-must-be-another", "经办人、复核人不得给予本人或者与本人有利害关系的人补助。", Laws.Accounting("35"));

    public static readonly Refusal BeneficiaryMustNotBeRestricted = new(
        RefusalKind.WrongState, "fund.beneficiary-must-not-be-restricted", "该人员的个人信息处于限制处理状态。", Laws.PersonalInformation("47"),
        Field: "citizenId");
}
