using Domain.Licensing;
using Domain.SportPermits;
using NodaTime;

namespace Domain.PortalExchange;

/// <summary>OUT-6: times of a case that are open, and what is told of them when they end.</summary>
static class Pauses
{
    const string Hearing = "hearing", Correction = "correction", Supplement = "supplement";

    static readonly Dictionary<string, string> Names = new()
    {
        [Hearing] = "听证",
        ["tender"] = "招标",
        ["auction"] = "拍卖",
        ["inspection-testing"] = "检验、检测",
        ["quarantine"] = "检疫",
        ["appraisal"] = "鉴定",
        ["expert-review"] = "专家评审",
    };

    /// <summary>What is open when the case ends ends too, and no later than it was told to.</summary>
    public static IEnumerable<ExchangeFact> EndedWithCase(IReadOnlyList<LicensingCaseEvent> earlier, LocalDate on) =>
        OpenIn(earlier)
            .Select(pause => pause with { To = pause.To < on ? pause.To : on })
            .Where(pause => pause.From <= pause.To);

    public static IEnumerable<ExchangeFact> EndedByAnswer(IReadOnlyList<LicensingCaseEvent> earlier, LocalDate on) =>
        Ended(earlier, on, $"portal/special/{Correction}", $"portal/special/{Supplement}");

    public static IEnumerable<ExchangeFact> EndedByHearing(IReadOnlyList<LicensingCaseEvent> earlier, LocalDate on) =>
        Ended(earlier, on, $"portal/special/{Hearing}");

    public static IEnumerable<ExchangeFact> EndedByClosing(IReadOnlyList<LicensingCaseEvent> earlier, SpecialProcedureClosed closed) =>
        Ended(earlier, closed.EndedOn, PurposeOf(closed.ProcedureNo));

    /// <summary>In the order in which they were opened.</summary>
    static List<SpecialFact> OpenIn(IReadOnlyList<LicensingCaseEvent> earlier)
    {
        var open = new List<SpecialFact>();
        foreach (var e in earlier)
        {
            if (Begun(e) is { } begun) open.Add(begun);
            if (EndOf(e) is { } ended) open.RemoveAll(pause => ended.Contains(pause.Purpose));
        }

        return open;
    }

    /// <summary>The end is the latest possible until it is known; a hearing has none.</summary>
    static SpecialFact? Begun(LicensingCaseEvent @event) => @event switch
    {
        CorrectionRequested e => Pause(Correction, "补正", "等待申请人补正材料", e.Note, e.ServedOn, e.SupplyBy.LastDay),
        SupplementRequested e => Pause(Supplement, "补充材料", "等待申请人补充材料", e.Note, e.RequestedOn, e.SupplyBy.LastDay),
        SpecialProcedureOpened e => Pause(
            e.ProcedureNo, Names.GetValueOrDefault(e.Reason, "特别程序"), "依法开展特别程序", e.Note, e.FirstDay, e.LastDay),
        HearingRequested e => Pause(Hearing, Names[Hearing], "应申请举行听证", null, e.RequestedOn, LocalDate.MaxIsoValue),
        HearingOrdered e => Pause(Hearing, Names[Hearing], "依职权举行听证", e.Reason, e.OrderedOn, LocalDate.MaxIsoValue),
        _ => null,
    };

    static string[]? EndOf(LicensingCaseEvent @event) => @event switch
    {
        CorrectionSubmitted or SupplementSubmitted => [PurposeOf(Correction), PurposeOf(Supplement)],
        SpecialProcedureClosed e => [PurposeOf(e.ProcedureNo)],
        HearingHeld or HearingDropped => [PurposeOf(Hearing)],
        _ => null,
    };

    static IEnumerable<SpecialFact> Ended(IReadOnlyList<LicensingCaseEvent> earlier, LocalDate on, params string[] purposes) =>
        OpenIn(earlier).Where(pause => purposes.Contains(pause.Purpose)).Select(pause => pause with { To = on });

    static SpecialFact Pause(string key, string name, string words, Identity.DocumentId? reason, LocalDate from, LocalDate to) =>
        new(PurposeOf(key), SpecialType.Other, name, words, reason, from, to);

    static string PurposeOf(string key) => $"portal/special/{key}";
}
