using System.Text.Json;
using EventStore;

namespace Bench.Cards;

/// <summary>Events to columns and back without the product's code, for the bases; the same JSON and the same aliases.</summary>
public static class StoredForm
{
    public static string Json(object @event) => JsonSerializer.Serialize(@event, @event.GetType(), EventJson.Options);

    public static string Alias(object @event) => @event is CardIssued ? "card_issued" : "visit_paid";

    public static string DotNetType(object @event) =>
        @event is CardIssued ? "Bench.Cards.CardIssued, Bench" : "Bench.Cards.VisitPaid, Bench";

    public static object Event(string alias, string json) => alias switch
    {
        "card_issued" => JsonSerializer.Deserialize<CardIssued>(json, EventJson.Options)!,
        "visit_paid" => JsonSerializer.Deserialize<VisitPaid>(json, EventJson.Options)!,
        _ => throw new InvalidOperationException($"{alias} is no event of this bench."),
    };

    public static string Versions(string stream, long version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"{stream}\":{version}}}");
}
