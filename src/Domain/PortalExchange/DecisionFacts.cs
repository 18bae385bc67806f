using Domain.Licensing;
using Domain.SportPermits;
using static Domain.PortalExchange.ExchangeMap;

namespace Domain.PortalExchange;

/// <summary>What the portal is told from review to delivery.</summary>
static class DecisionFacts
{
    const string Passed = "通过", Returned = "退回", Other = "其他";

    public static IReadOnlyList<KeyValuePair<Type, Telling>> All { get; } =
    [
        On<SiteChecked>((e, _) =>
            [new ProcessFact(
                ExchangeStep.Review, "实地核查", e.Passed ? Passed : Returned, PortalStatus.Accepted,
                e.Passed ? "现场核查符合要求" : "现场核查不符合要求", e.Record)]),
        On<ReviewCompleted>((e, _) =>
            [new ProcessFact(
                ExchangeStep.Review, "审查", e.Recommendation == "grant" ? Passed : Returned, PortalStatus.Accepted,
                e.Recommendation == "grant" ? "建议准予许可" : "建议不予许可", e.Opinion)]),
        On<DecisionPeriodExtended>((e, _) =>
            [new SpecialFact(
                "portal/special/extension", SpecialType.Extension, "延长审批", "经批准延长办理期限", e.Reason, ApprovedOn(e), e.To.LastDay)]),
        On<PermitGranted>((e, earlier) =>
        [
            .. Pauses.EndedWithCase(earlier, e.DecidedOn),
            new ProcessFact(ExchangeStep.Decision, "准予许可", Passed, PortalStatus.Granted, "准予许可", e.Opinion),
            .. Certificate(earlier),
            new ResultFact(e.DecidedOn, ResultType.Granted, Delivered: false, e.PermitNo),
        ]),
        On<RenewalDeemed>((e, earlier) =>
        [
            .. Pauses.EndedWithCase(earlier, e.DeemedOn),
            new ProcessFact(ExchangeStep.Decision, "视为准予延续", Passed, PortalStatus.Granted, "逾期未作决定，视为准予延续", null),
            .. Certificate(earlier),
            new ResultFact(e.DeemedOn, ResultType.Granted, Delivered: false, e.PermitNo),
        ]),
        On<PermitRefused>((e, earlier) =>
        [
            .. Pauses.EndedWithCase(earlier, e.DecidedOn),
            new ProcessFact(ExchangeStep.Decision, "不予许可", Returned, PortalStatus.Refused, "不予许可", e.Reason),
            new ResultFact(e.DecidedOn, ResultType.Refused, Delivered: false, e.DecisionNo),
        ]),
        On<DecisionDelivered>((e, earlier) =>
        [
            new ProcessFact(ExchangeStep.Completion, "送达", Other, PortalStatus.Completed, "决定已送达", e.Proof),
            Delivered(e, earlier),
        ]),
    ];

    /// <summary>A deregistration that is granted makes no certificate.</summary>
    static ProcessFact[] Certificate(IReadOnlyList<LicensingCaseEvent> earlier) =>
        earlier.OfType<PermitRequestMade>().LastOrDefault() is { Kind: PermitRequests.Deregistration }
            ? []
            : [new ProcessFact(ExchangeStep.Certificate, "制作许可证", Passed, PortalStatus.Granted, "许可证已制作", null)];

    static NodaTime.LocalDate ApprovedOn(DecisionPeriodExtended e) =>
        e.To.Extensions is [.., var last] ? last.ApprovedOn : e.From.LastDay;

    static ResultFact Delivered(DecisionDelivered e, IReadOnlyList<LicensingCaseEvent> earlier) =>
        earlier.LastOrDefault(decision => decision is PermitGranted or PermitRefused or RenewalDeemed) switch
        {
            PermitGranted granted => new(e.DeliveredOn, ResultType.Granted, Delivered: true, granted.PermitNo),
            RenewalDeemed deemed => new(e.DeliveredOn, ResultType.Granted, Delivered: true, deemed.PermitNo),
            PermitRefused refused => new(e.DeliveredOn, ResultType.Refused, Delivered: true, refused.DecisionNo),
            _ => new(e.DeliveredOn, ResultType.Closed, Delivered: true, null),
        };
}
