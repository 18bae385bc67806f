using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;
using static Domain.PortalExchange.ExchangeMap;

namespace Domain.PortalExchange;

/// <summary>What the portal is told from receipt to acceptance, or to the end before it.</summary>
static class IntakeFacts
{
    const string Passed = "通过", Returned = "退回", Other = "其他";

    public static IReadOnlyList<KeyValuePair<Type, Telling>> All { get; } =
    [
        On<ApplicationReceived>((_, _) =>
            [new ProcessFact(ExchangeStep.Receipt, "收到申请", Passed, PortalStatus.Received, "已收到申请", null)]),
        On<MaterialDelivered>((e, _) => [new MaterialFact(e.MaterialCode, e.Sm3)]),
        On<CorrectionRequested>((e, _) =>
            [new ProcessFact(
                ExchangeStep.Correction, "一次性告知补正", Returned, PortalStatus.ToBeCorrected, "申请材料不齐全或者不符合法定形式", e.Note)]),
        On<CorrectionSubmitted>((e, earlier) =>
        [
            .. Pauses.EndedByAnswer(earlier, e.ReceivedOn),
            new ProcessFact(ExchangeStep.Correction, "提交补正", Other, PortalStatus.Received, "申请人已提交补正材料", null),
        ]),
        On<ApplicationAccepted>((e, _) => Accepted(e.AcceptedOn, "受理", "申请材料齐全、符合法定形式")),
        On<AcceptanceDeemed>((e, _) => Accepted(e.AcceptedOn, "视为受理", "逾期未告知补正，自收到申请材料之日起即为受理")),
        On<ApplicationNotAccepted>((e, earlier) =>
        [
            .. Pauses.EndedWithCase(earlier, e.DecidedOn),
            new ProcessFact(ExchangeStep.Acceptance, "不予受理", Returned, PortalStatus.NotAccepted, "不予受理", e.Reason),
            new ResultFact(e.DecidedOn, ResultType.NotAccepted, Delivered: false, e.NoticeNo),
        ]),
        On<ApplicationWithdrawn>((e, earlier) =>
        [
            .. Pauses.EndedWithCase(earlier, e.WithdrawnOn),
            new ProcessFact(ExchangeStep.Completion, "申请人撤回申请", Other, PortalStatus.Withdrawn, "申请人撤回申请", e.Reason),
            new ResultFact(e.WithdrawnOn, ResultType.Withdrawn, Delivered: false, null),
        ]),
    ];

    static ExchangeFact[] Accepted(LocalDate on, string act, string words) =>
    [
        new AcceptFact(on),
        new ProcessFact(ExchangeStep.Acceptance, act, Passed, PortalStatus.Accepted, words, null),
    ];
}
