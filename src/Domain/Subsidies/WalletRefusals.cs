using Domain.Kernel;
using Domain.Licensing;

namespace Domain.Subsidies;

/// <summary>What a claimant is told. The code is public and stable.</summary>
public static class WalletRefusals
{
    public static readonly Refusal ProgrammeMustRun = new(
        RefusalKind.WrongState, "claim.programme-must-run", "该活动尚未批准或已经结束。", Laws.Budget("13"));

    public static readonly Refusal BatchMustExist = new(
        RefusalKind.WrongState, "claim.batch-must-exist", "没有该批次。", Laws.Budget("57"), Field: "batch");

    public static readonly Refusal BatchMustNotBeStopped = new(
        RefusalKind.WrongState, "claim.batch-must-not-be-stopped", "本批次已经停止发放。", Laws.Budget("57"));

    public static readonly Refusal BatchMustBeOpen = new(
        RefusalKind.WrongState, "claim.batch-must-be-open", "本批次尚未开始或已经结束。", Laws.Budget("13"));

    public static readonly Refusal SoldOut = new(
        RefusalKind.WrongState, "claim.sold-out", "本批次已经发完。", Laws.Budget("13"));

    public static readonly Refusal LimitReached = new(
        RefusalKind.WrongState, "claim.limit-reached", "您已达到本活动的领取上限。", Laws.Budget("57"));

    public static readonly Refusal LastMustBeUsed = new(
        RefusalKind.WrongState, "claim.last-must-be-used", "请先使用已领取的券。", Laws.Budget("57"));

    public static readonly Refusal ModeMustMatch = new(
        RefusalKind.Malformed, "claim.mode-must-match", "本批次不以该方式发放。", Laws.Budget("57"));

    public static readonly Refusal ChannelMustBeKnown = new(
        RefusalKind.Malformed, "claim.channel-must-be-known", "领取渠道不在规定范围内。", Laws.Budget("57"), Field: "channel");

    public static readonly Refusal AgeMustFit = NotEligible("claim.age-must-fit", "您的年龄不在本活动范围内。");

    public static readonly Refusal AgeMustBeProven = NotEligible("claim.age-must-be-proven", "无法核实您的年龄。");

    public static readonly Refusal TieMustBeProven = NotEligible("claim.tie-must-be-proven", "未查到本市户籍、居住证或社保记录。");

    public static readonly Refusal DisabilityMustBeProven = NotEligible("claim.disability-must-be-proven", "未查到残疾人证记录。");

    public static readonly Refusal GuardianMustAgree = NotEligible("claim.guardian-must-agree", "未满十四周岁须经监护人同意。");

    public static readonly Refusal MustNotBeRestricted = new(
        RefusalKind.WrongState, "claim.must-not-be-restricted", "您的个人信息处于限制处理状态，不能领取。", Laws.PersonalInformation("47"));

    public static readonly Refusal RiskMustBeReviewed = new(
        RefusalKind.WrongState, "claim.risk-must-be-reviewed", "本次领取存在异常，可申请人工复核。", Laws.PersonalInformation("24"));

    public static readonly Refusal TicketMustBeShown = new(
        RefusalKind.WrongState, "claim.ticket-must-be-shown", "本批次须先取得入场凭证。", Laws.Budget("57"), Field: "ticket");

    public static readonly Refusal TicketMustBeOfTheseTerms = new(
        RefusalKind.WrongState, "claim.ticket-must-be-of-these-terms", "活动方案已变更，请重新取得入场凭证。", Laws.Budget("57"), Field: "ticket");

    public static readonly Refusal VoucherMustBeHeld = new(
        RefusalKind.WrongState, "voucher.must-be-held", "没有该张未使用的券。", Laws.Budget("57"));

    public static readonly Refusal LastDayMustHavePassed = new(
        RefusalKind.WrongState, "voucher.last-day-must-have-passed", "该券仍在有效期内。", Laws.Budget("57"));

    public static readonly Refusal CauseMustBeKnown = new(
        RefusalKind.Malformed, "voucher.cause-must-be-known", "作废原因不在规定范围内。", Laws.Budget("57"), Field: "cause");

    public static readonly Refusal VoidingMakerMustBeFinance = new(
        RefusalKind.NotAllowed, "voucher.maker-must-be-finance", "只有财务经办人员可以提出作废已发的券。", Laws.Accounting("35"));

    public static readonly Refusal VoiderMustBeAnother = new(
        RefusalKind.NotAllowed, "voucher.voider-must-be-another", "提出人与复核人不得为同一人。", Laws.Accounting("35"));

    public static readonly Refusal VoidingMustBeProposed = new(
        RefusalKind.WrongState, "voucher.voiding-must-be-proposed", "该券没有待复核的作废事项。", Laws.Accounting("35"));

    public static readonly Refusal VoidingIsPending = new(
        RefusalKind.WrongState, "voucher.voiding-is-pending", "该券已有待复核的作废事项。", Laws.Accounting("35"));

    public static readonly Refusal CauseMustBeTheProposedOne = new(
        RefusalKind.WrongState, "voucher.cause-must-be-the-proposed-one", "作废原因与提出的不一致。", Laws.Accounting("35"), Field: "cause");

    public static readonly Refusal VoiderMustBeFinance = new(
        RefusalKind.NotAllowed, "voucher.voider-must-be-finance", "只有财务复核人员可以作废已发的券。", Laws.Accounting("35"));

    public static readonly Refusal DistrictMustBeOwn = new(
        RefusalKind.NotAllowed, "voucher.district-must-be-own", "只能办理本级活动的券。", Laws.Budget("13"));

    /// <summary>Those for a reason in the person, which are kept and explained.</summary>
    public static IReadOnlySet<string> NotEligibleCodes { get; } = new[]
    {
        AgeMustFit, AgeMustBeProven, TieMustBeProven, DisabilityMustBeProven, GuardianMustAgree, MustNotBeRestricted, RiskMustBeReviewed,
    }.Select(refusal => refusal.Code).ToHashSet();

    /// <summary>Those and the limits: what a person may have reviewed by a person (VCH-7).</summary>
    public static IReadOnlySet<string> ReviewedCodes { get; } =
        NotEligibleCodes.Append(LimitReached.Code).Append(LastMustBeUsed.Code).ToHashSet();

    static Refusal NotEligible(string code, string title) =>
        new(RefusalKind.WrongState, code, title, Laws.PersonalInformation("24"));
}
