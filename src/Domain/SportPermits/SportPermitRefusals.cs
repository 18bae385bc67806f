using Domain.Kernel;
using Domain.Licensing;
using static Domain.Kernel.Refusal;

namespace Domain.SportPermits;

/// <summary>What a permit refuses, each named for the rule the command would break. The code is public and stable.</summary>
public static class SportPermitRefusals
{
    public static readonly Refusal MustBeInForce = WrongState(
        "permit.must-be-in-force", "该许可证已经终止，不能再作此处理。", Laws.Licensing("70"));

    public static readonly Refusal TermMustBeClosedFirst = new(
        RefusalKind.NotReady, "permit.term-must-be-closed-first", "许可证有效期已届满，系统正在处理，请稍后重试。", Laws.Licensing("50"));

    public static readonly Refusal CauseMustBeKnown = Malformed(
        "permit.ending-cause-must-be-known", "终止许可的事由不在法定范围内。", Laws.Licensing("70")) with { Field = "cause" };

    public static readonly Refusal EndingMustBeProposable = Malformed(
        "permit.ending-must-be-proposable", "只能建议撤回、撤销、吊销，或者因许可以外的事实注销。", Laws.Licensing("69")) with { Field = "ending" };

    public static readonly Refusal WithdrawalMustHaveItsCause = Malformed(
        "permit.withdrawal-must-have-its-cause", "该事由不适用撤回。", Laws.Licensing("8")) with { Field = "cause" };

    public static readonly Refusal AnnulmentMustHaveItsCause = Malformed(
        "permit.annulment-must-have-its-cause", "该事由不适用撤销。", Laws.Licensing("69")) with { Field = "cause" };

    public static readonly Refusal RevocationMustHaveItsCause = Malformed(
        "permit.revocation-must-have-its-cause", "该事由不适用吊销。", Laws.Penalties("9(3)")) with { Field = "cause" };

    public static readonly Refusal DeregistrationMustHaveItsCause = Malformed(
        "permit.deregistration-must-have-its-cause", "注销不能作为终止许可的事由，只能在法定情形之后办理。", Laws.Licensing("70"))
        with { Field = "cause" };

    public static readonly Refusal ProposalMustBeTheOnlyOne = WrongState(
        "permit.proposal-must-be-the-only-one", "已有终止许可的建议，须注明所替代建议的事由。", Laws.Licensing("69")) with { Field = "replaces" };

    public static readonly Refusal EndingMustBeProposed = WrongState(
        "permit.ending-must-be-proposed", "终止许可应当先由其他工作人员按同一事由提出建议。", Laws.Licensing("69"));

    public static readonly Refusal DeciderMustNotBeProposer = NotAllowed(
        "permit.decider-must-not-be-proposer", "提出建议的工作人员不得作出决定。", Laws.Licensing("69"));

    public static readonly Refusal WithdrawalMustServePublicInterest = Malformed(
        "permit.withdrawal-must-serve-public-interest", "撤回许可应当说明公共利益的需要。", Laws.Licensing("8"))
        with { Field = "publicInterest" };

    public static readonly Refusal WithdrawalMustSettleCompensation = Malformed(
        "permit.withdrawal-must-settle-compensation", "撤回许可应当说明对财产损失的补偿。", Laws.Licensing("8"))
        with { Field = "compensation" };

    public static readonly Refusal AnnulmentMustNotHarmThePublic = WrongState(
        "permit.annulment-must-not-harm-the-public", "撤销可能对公共利益造成重大损害的，不予撤销。", Laws.Licensing("69(3)"))
        with { Field = "publicInterestHarm" };

    public static readonly Refusal AnnulmentMustSettleDamages = Malformed(
        "permit.annulment-must-settle-damages", "因行政机关原因撤销许可的，应当说明对合法权益损害的赔偿。", Laws.Licensing("69(4)"))
        with { Field = "damages" };

    public static readonly Refusal UnlawfulBenefitMustNotBeProtected = Malformed(
        "permit.unlawful-benefit-must-not-be-protected", "以欺骗、贿赂等不正当手段取得许可的，其利益不受保护。", Laws.Licensing("69(4)"))
        with { Field = "damages" };

    public static readonly Refusal RevocationMustNamePenaltyDecision = Malformed(
        "permit.revocation-must-name-penalty-decision", "吊销许可证应当依据行政处罚决定，并注明决定书文号。", Laws.Penalties("9(3), 63"))
        with { Field = "penaltyDecisionNo" };

    public static readonly Refusal RevocationMustNameSports = Malformed(
        "permit.revocation-must-name-sports", "造成严重后果的，应当注明许可证上的相关项目。", Laws.Sports("116")) with { Field = "sports" };

    public static readonly Refusal DeregistrationMustFollowItsEnding = WrongState(
        "permit.deregistration-must-follow-its-ending", "注销应当在该事由成立之后办理。", Laws.Licensing("70")) with { Field = "cause" };

    public static readonly Refusal DeregistrationMustShowItsFact = Malformed(
        "permit.deregistration-must-show-its-fact", "办理注销应当附有该事实的证明。", Laws.Licensing("70")) with { Field = "proof" };

    public static readonly Refusal CauseMustFitHolder = Malformed(
        "permit.ending-cause-must-fit-holder", "该事由不适用于此类被许可人。", Laws.Licensing("70")) with { Field = "cause" };

    public static readonly Refusal DeregistrationMustBeDecidedByApprover = NotAllowed(
        "permit.deregistration-must-be-decided-by-approver", "因许可以外的事实注销，应当由审批人员决定。", Laws.Licensing("70"));

    public static readonly Refusal HolderMustRequestDeregistration = Malformed(
        "permit.holder-must-request-deregistration", "被许可人申请注销的，应当通过申请办理。", Laws.Licensing("70(6)"))
        with { Field = "cause" };
}
