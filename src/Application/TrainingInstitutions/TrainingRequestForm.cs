using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Application.SportPermits;
using Domain.Licensing;
using Domain.TrainingInstitutions;
using NodaTime.Text;

namespace Application.TrainingInstitutions;

/// <summary>A request turned into the first form's own shape, so that the same reader reads it.</summary>
/// <param name="Document">The body as received; in its form stand the parts that change.</param>
/// <param name="Changes">Paths of the first form that are to change, in order.</param>
public sealed record TrainingRequestForm(JsonElement Document, IReadOnlyList<string> Changes, IReadOnlyList<Defect> Defects)
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly string[] Parts =
    [
        "institutionName", "institutionKind", "premises", "classes", "staff", "chargeRule", "custody", "contractTemplate",
        "registeredCapitalFen",
    ];

    static readonly string[] PremisesMembers =
        ["address", "regionCode", "rightType", "rightExpires", "fireApproval", "trainingFloorAreaM2"];

    /// <param name="body">With its form an object, or without one in a correction that sends none.</param>
    /// <param name="names">Name and address as they are known.</param>
    /// <param name="correction">True where what is not sent stays as it was.</param>
    public static TrainingRequestForm Read(
        JsonElement body, Submission basis, VenueNames names, RequestRule rule, bool correction)
    {
        var document = JsonObject.Create(body)!.DeepClone().AsObject();
        var form = document["form"] as JsonObject ?? [];
        document["form"] = form;
        var (changes, defects) = (new List<string>(), new List<Defect>());
        if (rule.ReasonInWords && !(correction && !form.ContainsKey("reason")) && Text(form["reason"]) is null)
            defects.Add(ReadingDefects.Missing("form.reason"));

        if (rule.JudgedFields.Count > 0)
        {
            changes.AddRange(Parts.Where(part => part != "premises" && form.ContainsKey(part)).Select(part => $"form.{part}"));
            if (form["premises"] is JsonObject premises)
                changes.AddRange(PremisesMembers.Where(premises.ContainsKey).Select(member => $"form.premises.{member}"));
            ReadList(document, form, changes, defects);
            Complete(form, (TrainingFacts)basis.Facts, names);
            if (!correction && !rule.AlwaysJudged && changes.Count == 0) defects.Add(ReadingDefects.Missing("form.changes"));
        }

        return new TrainingRequestForm(
            JsonSerializer.SerializeToElement(document, Readable), [.. changes.Distinct(StringComparer.Ordinal)], defects);
    }

    static void ReadList(JsonObject document, JsonObject form, List<string> changes, List<Defect> defects)
    {
        if (form["changes"] is not JsonArray list)
        {
            if (form.Remove("changes")) defects.Add(ReadingDefects.WrongType("form.changes"));
            return;
        }

        // People stand in the parts, from where they go under their own keys; the list keeps plain values alone.
        var kept = new JsonArray();
        for (var i = 0; i < list.Count; i++)
        {
            var entry = list[i] as JsonObject;
            if (entry is null || PathOf(Text(entry["field"]) ?? "") is not { } field)
            {
                defects.Add(ReadingDefects.UnknownChange($"form.changes[{i}].field"));
                continue;
            }

            kept.Add(new JsonObject { ["field"] = field });
            if (entry["to"] is { } to) Put(document, form, field, to.DeepClone(), changes);
            else defects.Add(ReadingDefects.Missing($"form.changes[{i}].to"));
        }

        form["changes"] = kept;
    }

    static void Put(JsonObject document, JsonObject form, string field, JsonNode to, List<string> changes)
    {
        changes.Add(field);
        if (field == "applyerName") return;
        if (field == "legalRepresentative")
        {
            document["legalRepresentative"] ??= to;
            return;
        }

        var steps = field.Split('.');
        if (steps.Length == 2)
        {
            form[steps[1]] = to;
            return;
        }

        var part = form[steps[1]] as JsonObject ?? [];
        form[steps[1]] = part;
        part[steps[2]] = to;
    }

    /// <summary>Name and address are sealed together, and premises are read whole: what is not sent is as it was.</summary>
    static void Complete(JsonObject form, TrainingFacts facts, VenueNames names)
    {
        if (!form.ContainsKey("premises") && !form.ContainsKey("institutionName")) return;

        form["institutionName"] ??= names.Name;
        var premises = form["premises"] as JsonObject ?? [];
        form["premises"] = premises;
        premises["address"] ??= names.Address;
        premises["regionCode"] ??= facts.Premises.RegionCode;
        premises["rightType"] ??= facts.Premises.RightType;
        premises["trainingFloorAreaM2"] ??= facts.Premises.TrainingFloorAreaM2;
        if (facts.Premises.RightExpires is { } day) premises["rightExpires"] ??= LocalDatePattern.Iso.Format(day);
        if (facts.Premises.FireApproved) premises["fireApproval"] ??= "on record";
    }

    /// <summary>premises.address and form.premises.address are the same field; null for one that cannot change.</summary>
    static string? PathOf(string field)
    {
        if (field is "applyerName" or "legalRepresentative") return field;

        var path = field.StartsWith("form.", StringComparison.Ordinal) ? field : $"form.{field}";
        var known = Parts.Where(part => part != "premises").Select(part => $"form.{part}")
            .Concat(PremisesMembers.Select(member => $"form.premises.{member}"));
        return known.Contains(path, StringComparer.Ordinal) ? path : null;
    }

    static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;
}
