using System.Text.Json.Nodes;
using NodaTime;

namespace Api.Demo;

/// <summary>Writes what each user would see, one line an act.</summary>
public sealed class DemoPrinter(TextWriter output, DemoAgenda agenda)
{
    public void Title(string text) => output.WriteLine($"{Environment.NewLine}== {text}");

    public void Line(string text) => output.WriteLine(text);

    public void Act(string who, DemoForm form, string what) =>
        output.WriteLine($"{Day()}  {form.Name[..3]} {form.District}  {who,-9}  {what}");

    public void Assessment(DemoForm form, JsonNode? seen)
    {
        if (seen is null) return;
        Act("clerk", form,
            $"sees: next {seen["next"]}, grantable {seen["grantable"]}; lifeguards {seen["requiredLifeguards"] ?? "-"}, "
            + $"stands {seen["requiredStands"] ?? "-"}, swimmers at once {seen["maxSwimmers"] ?? "-"}");
        foreach (var unmet in Items(seen["unmet"]))
            output.WriteLine($"{"",39}unmet {unmet["rule"]} {unmet["field"]}: have {unmet["have"]}, need {unmet["need"]}");
    }

    public void Progress(DemoForm form, JsonNode? seen)
    {
        if (seen is null) return;
        Act("applicant", form, $"sees: {seen["status"]}, turn {seen["turn"]}");
        foreach (var deadline in Items(seen["deadlines"]))
            output.WriteLine($"{"",39}{deadline["kind"]} due {deadline["due"]} ({deadline["article"]}): {deadline["state"]}");
        foreach (var missing in Items(seen["missing"]))
            output.WriteLine($"{"",39}missing {missing["field"] ?? missing["materialCode"]}: {missing["reason"]}");
    }

    string Day() => agenda.Now == Instant.MinValue ? "          " : NodaTime.Text.LocalDatePattern.Iso.Format(agenda.Today);

    public static IEnumerable<JsonNode> Items(JsonNode? node) => node is JsonArray items ? items.OfType<JsonNode>() : [];
}
