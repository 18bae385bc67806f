namespace Projections.Statistics;

/// <summary>A number that is counted: which fact, under which condition; its cases can be listed by the same words.</summary>
/// <param name="Name">On the wire; what a list of cases is asked for by.</param>
/// <param name="Term">In the field's words, for the heading of a table.</param>
/// <param name="Fact">The fact whose day says in which month it counts.</param>
/// <param name="Condition">SQL over the columns of a case; null where every such fact counts.</param>
public sealed record Figure(string Name, string Term, string Fact, string? Condition = null)
{
    const string DecidedByStatute = "outcome <> 'deemed' and decided_on <= statutory_by";
    const string DecidedByPromise = "outcome <> 'deemed' and decided_on <= promised_by";

    /// <summary>STA-2 to STA-12, in the order in which they are shown.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("received", "收件", "received"),
        new("notAccepted", "不予受理", "not-accepted"),
        new("accepted", "受理", "accepted"),
        new("accepted.explicitly", "其中：书面受理", "accepted", "not accepted_by_silence"),
        new("accepted.deemed", "其中：视为受理", "accepted", "accepted_by_silence"),
        new("decided", "办结（作出决定）", "decided"),
        new("decided.granted", "其中：准予", "decided", "outcome = 'granted'"),
        new("decided.refused", "其中：不予许可", "decided", "outcome = 'refused'"),
        new("decided.deemed", "其中：视为准予延续", "decided", "outcome = 'deemed'"),
        new("withdrawn", "申请人撤回", "withdrawn"),
        new("statutory.onTime", "法定时限内办结", "decided", DecidedByStatute),
        new("statutory.late", "超法定时限办结", "decided", $"({DecidedByStatute}) is not true"),
        new("promised.onTime", "承诺时限内办结", "decided", DecidedByPromise),
        new("promised.late", "超承诺时限办结", "decided", $"promised_by is not null and ({DecidedByPromise}) is not true"),
        new("promised.none", "无承诺时限", "decided", "promised_by is null"),
        new("delivered", "送达", "delivered"),
        new("delivered.onTime", "按时送达", "delivered", "delivered_in_time"),
        new("delivered.late", "逾期送达", "delivered", "not delivered_in_time"),
        new("corrections", "补正告知", "correction"),
        new("supplements", "受理后补充材料", "supplement"),
        new("extensions", "延长审批", "extension"),
        new("pauses", "特别程序", "pause"),
        new("hearings", "听证", "hearing"),
        new("rated", "评价", "rated"),
        new("rated.1", "非常满意", "rated", "level = 1"),
        new("rated.2", "满意", "rated", "level = 2"),
        new("rated.3", "基本满意", "rated", "level = 3"),
        new("rated.4", "不满意", "rated", "level = 4"),
        new("rated.5", "非常不满意", "rated", "level = 5"),
        new("rated.satisfied", "满意及以上（含基本满意）", "rated", "level <= 3"),
        new("rectifications", "差评整改工单", "rectification"),
        new("rectifications.contactOnTime", "按时联系", "rectification", "contact = 'on-time'"),
        new("rectifications.contactLate", "逾期联系", "rectification", "contact = 'late'"),
        new("rectifications.contactAwaited", "尚未联系", "rectification", "contact is null"),
        new("rectifications.correctedOnTime", "按时整改", "rectification", "correction = 'on-time'"),
        new("rectifications.correctedLate", "逾期整改", "rectification", "correction = 'late'"),
        new("rectifications.correctionAwaited", "尚未整改", "rectification", "correction is null"),
        new("rectifications.calledBack", "已回访", "rectification", "called_back"),
        new("rectifications.sentBack", "回访后再次整改", "rectification", "sent_back > 0"),
        new("rectifications.closed", "整改办结", "rectification", "rectified"),
    ];

    public string Predicate => Condition is null ? $"fact = '{Fact}'" : $"fact = '{Fact}' and ({Condition})";
}

/// <summary>One number as a share of others.</summary>
/// <param name="Of">Figures that together make the whole.</param>
/// <param name="None">What is said instead of a share where the whole is nothing.</param>
public sealed record Share(string Name, string Term, string Figure, IReadOnlyList<string> Of, string None)
{
    const string Nothing = "nothing-counted";

    public static IReadOnlyList<Share> All { get; } =
    [
        new("statutory", "法定时限内办结率", "statutory.onTime", ["statutory.onTime", "statutory.late"], Nothing),
        new("promised", "承诺时限内办结率", "promised.onTime", ["promised.onTime", "promised.late"], "no-promised-limit"),
        new("delivered", "按时送达率", "delivered.onTime", ["delivered"], Nothing),
        new("satisfied", "满意率", "rated.satisfied", ["rated"], Nothing),
        new("contacted", "按时联系率", "rectifications.contactOnTime", ["rectifications"], Nothing),
        new("corrected", "按时整改率", "rectifications.correctedOnTime", ["rectifications"], Nothing),
        new("calledBack", "回访率", "rectifications.calledBack", ["rectifications"], Nothing),
    ];
}

/// <summary>A length of time over the decided cases; an average and a median of each.</summary>
/// <param name="Days">SQL over the columns of a case; null where no calendar covers it.</param>
public sealed record Span(string Name, string Term, string Days)
{
    public static IReadOnlyList<Span> All { get; } =
    [
        new("fromReceipt.calendarDays", "收件至决定（自然日）", "decided_on - received_on"),
        new("fromReceipt.workingDays", "收件至决定（工作日）", "case when d.stretch = r.stretch then d.number - r.number end"),
        new("fromAcceptance.calendarDays", "受理至决定（自然日）", "decided_on - accepted_on"),
        new("fromAcceptance.workingDays", "受理至决定（工作日）", "case when d.stretch = a.stretch then d.number - a.number end"),
    ];
}
