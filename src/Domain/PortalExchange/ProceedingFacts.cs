using Domain.Identity;
using Domain.Licensing;
using Domain.SportPermits;
using static Domain.PortalExchange.ExchangeMap;

namespace Domain.PortalExchange;

/// <summary>What the portal is told between acceptance and decision: supplements, special procedures, hearings.</summary>
static class ProceedingFacts
{
    const string Other = "其他", Returned = "退回";

    public static IReadOnlyList<KeyValuePair<Type, Telling>> All { get; } =
    [
        On<SupplementRequested>((e, _) =>
            [new ProcessFact(
                ExchangeStep.Correction, "受理后要求补充材料", Returned, PortalStatus.AcceptedToBeCorrected, "需要补充材料", e.Note)]),
        On<SupplementSubmitted>((e, earlier) =>
        [
            .. Pauses.EndedByAnswer(earlier, e.ReceivedOn),
            Step(ExchangeStep.Correction, "提交补充材料", "申请人已提交补充材料", null),
        ]),
        On<SpecialProcedureOpened>((e, _) => [Step(ExchangeStep.Suspension, "开始特别程序", "依法开展特别程序", e.Note)]),
        On<SpecialProcedureClosed>((e, earlier) =>
        [
            .. Pauses.EndedByClosing(earlier, e),
            Step(ExchangeStep.Suspension, "结束特别程序", "特别程序已结束", e.Result),
        ]),
        On<CommitmentSigned>((e, _) => [Step(ExchangeStep.Review, "签署承诺书", "申请人已签署承诺书", e.Commitment)]),
        On<HearingRightTold>((e, _) => [Step(ExchangeStep.Review, "告知听证权利", "已告知听证权利", e.Told)]),
        On<HearingRequested>((e, _) => [Step(ExchangeStep.Suspension, "要求听证", "听证要求已收到", e.Request)]),
        On<HearingOrdered>((e, _) => [Step(ExchangeStep.Suspension, "依职权决定听证", "依职权决定听证", e.Reason)]),
        On<HearingAnnounced>((_, _) => [Step(ExchangeStep.Review, "听证通知", "已通知听证时间和地点", null)]),
        On<HearingHeld>((e, earlier) =>
            [.. Pauses.EndedByHearing(earlier, e.HeldOn), Step(ExchangeStep.Review, "举行听证", "听证已举行", null)]),
        On<HearingDropped>((e, earlier) =>
            [.. Pauses.EndedByHearing(earlier, e.DroppedOn), Step(ExchangeStep.Review, "放弃听证", "听证不再举行", e.Note)]),
    ];

    static ProcessFact Step(ExchangeStep step, string act, string words, DocumentId? explanation) =>
        new(step, act, Other, PortalStatus.Accepted, words, explanation);
}
