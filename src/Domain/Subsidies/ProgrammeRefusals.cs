using Domain.Kernel;
using Domain.Licensing;

namespace Domain.Subsidies;

/// <summary>What a programme refuses. The code is public and stable.</summary>
public static class ProgrammeRefusals
{
    public static readonly Refusal MakerMustBeFinance = new(
        RefusalKind.NotAllowed, "programme.maker-must-be-finance", "只有财务经办人员可以提出活动方案。", Laws.Accounting("35"));

    public static readonly Refusal CheckerMustBeFinance = new(
        RefusalKind.NotAllowed, "programme.checker-must-be-finance", "只有财务复核人员可以批准或退回活动方案。", Laws.Accounting("35"));

    public static readonly Refusal CheckerMustBeAnother = new(
        RefusalKind.NotAllowed, "programme.checker-must-be-another", "提出人不得批准自己的方案。", Laws.Accounting("35"));

    public static readonly Refusal DistrictMustBeOwn = new(
        RefusalKind.NotAllowed, "programme.district-must-be-own", "只能办理本级的活动。", Laws.Budget("13"));

    public static readonly Refusal NameMustBeReadable = new(
        RefusalKind.Malformed, "programme.name-must-be-readable", "活动名称应当为2至60个汉字、字母或数字，不得含证件或电话号码。", Laws.Budget("14"),
        Field: "terms.name");

    public static readonly Refusal TermsMustNotContradict = new(
        RefusalKind.Malformed, "programme.terms-must-not-contradict", "活动参数自相矛盾。", Laws.Budget("57"));

    public static readonly Refusal ReviewMustBeOnFile = new(
        RefusalKind.Malformed, "programme.review-must-be-on-file", "应当附公平竞争审查记录，编号不得为证件或电话号码。", Laws.FairCompetition("10"),
        Field: "review");

    public static readonly Refusal ReasonMustBeKnown = new(
        RefusalKind.Malformed, "programme.reason-must-be-known", "原因不在规定范围内。", Laws.Accounting("35"), Field: "reason");

    public static readonly Refusal TermsMustBePending = new(
        RefusalKind.WrongState, "programme.terms-must-be-pending", "没有待批准的该版本方案。", Laws.Accounting("35"), Field: "edition");

    public static readonly Refusal OthersArePending = new(
        RefusalKind.WrongState, "programme.others-are-pending", "另一版本方案正在等待批准。", Laws.Accounting("35"));

    public static readonly Refusal MustRun = new(
        RefusalKind.WrongState, "programme.must-run", "该活动尚未批准或已经结束。", Laws.Budget("13"));

    public static readonly Refusal ChangeMustLookAhead = new(
        RefusalKind.WrongState, "programme.change-must-look-ahead", "变更只能自今日以后生效，已开始的批次不得变更，新的批次不得在此之前开始。", Laws.Licensing("8"),
        Field: "inForceFrom");

    public static readonly Refusal FirstMustBeInForceFromTheStart = new(
        RefusalKind.Malformed, "programme.must-be-in-force-when-it-opens", "首次方案应当自活动首日起施行。", Laws.Budget("13"),
        Field: "inForceFrom");

    public static readonly Refusal ApprovalMustComeFirst = new(
        RefusalKind.WrongState, "programme.approval-must-come-first", "已有批次到了开始时间，不得事后批准方案。", Laws.Budget("13"));

    public static readonly Refusal BudgetMustStay = new(
        RefusalKind.WrongState, "programme.budget-must-stay", "活动资金以首次批准冻结的金额为准。", Laws.Budget("13"), Field: "budgetFen");

    public static readonly Refusal BatchMustExist = new(
        RefusalKind.WrongState, "programme.batch-must-exist", "没有该批次。", Laws.Budget("57"), Field: "batch");

    public static readonly Refusal BatchesMustFitWhatIsLeft = new(
        RefusalKind.WrongState, "programme.batches-must-fit-what-is-left", "扣除个人补助和已收回的指标后，余额不足以兑付各批次。", Laws.Budget("13"),
        Field: "edition");

    public static readonly Refusal BatchMustNotBeStopped = new(
        RefusalKind.WrongState, "programme.batch-must-not-be-stopped", "该批次已因其他原因停止发放。", Laws.Budget("57"), Field: "cause");

    public static readonly Refusal MustBeOver = new(
        RefusalKind.WrongState, "programme.must-be-over", "活动尚未到期，且仍有批次未停止，不能结束活动。", Laws.Budget("57"));

    public static readonly Refusal VouchersMustHaveEnded = new(
        RefusalKind.WrongState, "programme.vouchers-must-have-ended", "仍有未到期的券，不能结束活动。", Laws.Budget("57"));
}
