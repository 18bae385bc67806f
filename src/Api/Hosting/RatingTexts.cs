namespace Api.Hosting;

/// <summary>Words and examples of what follows a bad rating, and of the statistics.</summary>
static class RatingTexts
{
    static readonly (string, string)[] Paging = [("page", "From 1."), ("pageSize", "1 to 100; 20 unless told.")];

    static readonly (string, string)[] Counted =
    [
        ("from", "First month, yyyy-MM, in Suzhou."), ("to", "Last month, inclusive."),
        ("district", "Six digits; a district sees its own."), ("item", "Task code of an item."), ("applyType", "1 to 5."),
    ];

    public static IReadOnlyDictionary<string, ApiText> ByOperation { get; } = new Dictionary<string, ApiText>
    {
        ["GetRectifications"] = new("Rectification orders (差评整改工单), the most urgent first, with their deadlines as they look today.")
        {
            Query = [("state", "open, closed or breached."), .. Paging],
        },
        ["GetRectification"] = new("One order with its steps, deadlines and their derivation."),
        ["GetRectificationDocument"] = new("A sealed text of the order: the rater's words, the reply, a note.")
        {
            Query = [("purpose", "handling-a-case, audit or data-subject-access; recorded before anything is shown.")],
        },
        ["ContactRater"] = new(
            "The rater was spoken to for the first time: phone, message or in-person.",
            """{"mode":"phone","contactedOn":"2026-03-19","note":"核实情况"}""", true),
        ["ReportRectification"] = new(
            "What was put right (corrected), or why nothing is to be (explained), with the reply to the rater.",
            """{"outcome":"corrected","doneOn":"2026-03-26","reply":"已增设咨询窗口"}""", true),
        ["CallBackRater"] = new(
            "The call-back (回访): satisfied closes the order, unsatisfied sends it back, not-reached leaves it open.",
            """{"result":"satisfied","calledOn":"2026-03-27"}""", true),
        ["CloseRectification"] = new(
            "The approver ends an order whose rater was called on enough days and not reached.",
            """{"reason":"三次回访均未接通"}""", true),
        ["GetStatistics"] = new("Figures for 一网通办, as JSON, or as CSV with Accept: text/csv; the total is that of the rows.")
        {
            Query = [.. Counted, ("groupBy", "item, district, month, applyType; several with commas. None: the total alone.")],
        },
        ["GetStatisticsCases"] = new("The cases behind one figure, one line for each fact counted.")
        {
            Query = [("figure", "Name of a figure, like statutory.late."), .. Counted, .. Paging],
        },
    };
}
