using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Domain.Kernel;
using Domain.Licensing;
using Domain.SportPermits;
using static Application.SportPermits.RequestVocabulary;

namespace Application.SportPermits;

/// <summary>A request turned into the first form's own shape, so that the same reader reads it.</summary>
/// <param name="Document">The body as received; in its form stand the parts that change, as the first form would have them.</param>
/// <param name="Changes">Paths of the first form that are to change, in order.</param>
/// <param name="Reason">A code of the item's list; words stay in the sealed form.</param>
public sealed record RequestForm(
    JsonElement Document, IReadOnlyList<string> Changes, string? Reason, IReadOnlyList<Defect> Defects)
{
    public JsonElement Form => Document.GetProperty("form");

    public JsonElement? LegalRepresentative =>
        Document.TryGetProperty("legalRepresentative", out var person) && person.ValueKind == JsonValueKind.Object ? person : null;
}

/// <summary>Lays what a request says over what its permit says; changes come as a list, as whole parts, or as both.</summary>
public sealed class RequestFormReader
{
    /// <summary>More fields than can change.</summary>
    const int MostChanges = 50;

    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly PermitBasis basis;
    readonly IReadOnlyList<string> earlier;
    readonly JsonObject document;
    readonly JsonObject form;
    readonly List<string> changes = [];
    readonly List<string> named = [];
    readonly List<Defect> defects = [];

    RequestFormReader(JsonElement body, PermitBasis basis, IReadOnlyList<string> earlier)
    {
        (this.basis, this.earlier) = (basis, earlier);
        document = JsonObject.Create(body)!.DeepClone().AsObject();
        form = document["form"] as JsonObject ?? [];
        document["form"] = form;
    }

    /// <param name="body">With its form an object, or without one in a correction that sends none.</param>
    /// <param name="earlier">What was asked before, of which a correction leaves standing what it does not send; null in a request.</param>
    public static RequestForm Read(JsonElement body, PermitBasis basis, RequestRule rule, IReadOnlyList<string>? earlier = null)
    {
        var correction = earlier is not null;
        var reader = new RequestFormReader(body, basis, earlier ?? []);
        var reason = correction && !reader.form.ContainsKey("reason") ? null : reader.ReadReason(rule);
        if (rule.JudgedFields.Count > 0) reader.ReadChanges(needed: !correction && !rule.AlwaysJudged);
        var read = JsonSerializer.SerializeToElement(reader.document, Readable);
        return new RequestForm(read, reader.changes, reason, reader.defects);
    }

    string? ReadReason(RequestRule rule)
    {
        if (rule.Reasons.Count == 0 && !rule.ReasonInWords) return null;

        var text = Text(form["reason"]);
        var fault = text is null ? TextFault.Blank : WrittenText.FaultOf(text, TextLimits.Words, lines: true);
        if (fault is TextFault.Blank) defects.Add(ReadingDefects.Missing("form.reason"));
        else if (fault is TextFault.TooLong) defects.Add(ReadingDefects.TooLong("form.reason"));
        else if (fault is TextFault.Invisible) defects.Add(ReadingDefects.Invisible("form.reason"));
        else if (rule.Reasons.Count > 0 && !rule.Reasons.Contains(text!)) defects.Add(ReadingDefects.UnknownValue("form.reason"));
        else return rule.Reasons.Count > 0 ? text : null;
        return null;
    }

    void ReadChanges(bool needed)
    {
        foreach (var part in Parts.Where(part => form.ContainsKey(part)).ToList())
        {
            NoteWholePart(part);
            named.Add($"form.{part}");
        }

        if (form["changes"] is JsonArray list)
        {
            var entries = new JsonArray();
            if (list.Count > MostChanges) defects.Add(ReadingDefects.TooMany("form.changes"));
            for (var i = 0; i < Math.Min(list.Count, MostChanges); i++)
            {
                ReadChange(list[i] as JsonObject, $"form.changes[{i}]");
                entries.Add(WithoutPeople(list[i] as JsonObject));
            }

            form["changes"] = entries;
        }
        else if (form.ContainsKey("changes"))
        {
            defects.Add(ReadingDefects.WrongType("form.changes"));
            form.Remove("changes");
        }

        if (needed && changes.Count == 0) defects.Add(ReadingDefects.Missing("form.changes"));
    }

    /// <summary>A part that is sent whole changes what differs from the permit; a venue member by member.</summary>
    void NoteWholePart(string part)
    {
        if (part == "venue") changes.AddRange(RequestValues.Differing(form["venue"] as JsonObject ?? [], basis).Except(changes));
        else if (part != "openingMode" || !RequestValues.Same("form.openingMode", form[part], basis)) Note($"form.{part}");
    }

    void ReadChange(JsonObject? entry, string path)
    {
        if (entry is null)
        {
            defects.Add(ReadingDefects.WrongType(path));
            return;
        }

        if (Text(entry["field"]) is not { } name || PathOf(name) is not { } field)
        {
            defects.Add(ReadingDefects.UnknownChange($"{path}.field"));
            return;
        }

        if (named.Exists(known => SubmittedFields.Covers(known, field) || SubmittedFields.Covers(field, known)))
        {
            defects.Add(ReadingDefects.TwiceChanged($"{path}.field"));
            return;
        }

        named.Add(field);
        if (entry["to"] is not { } to) defects.Add(ReadingDefects.Missing($"{path}.to"));
        else if (!earlier.Contains(field) && RequestValues.Unchanged(field, entry["from"], to, basis))
            defects.Add(ReadingDefects.NothingChanges($"{path}.to")); // a correction that says so takes an earlier change back
        else Put(field, to, path);

        if (entry["from"] is { } from) CompareWithPermit(field, from, $"{path}.from");
        else if (RequestValues.IsKnown(field, basis)) defects.Add(ReadingDefects.Missing($"{path}.from"));
    }

    /// <summary>PL-4: what the permit says; what it says nothing of is a text like any other.</summary>
    void CompareWithPermit(string field, JsonNode from, string path)
    {
        var fault = from is JsonValue value && value.TryGetValue<string>(out var text)
            ? WrittenText.FaultOf(text, TextLimits.Words)
            : null;
        if (fault is TextFault.TooLong) defects.Add(ReadingDefects.TooLong(path));
        else if (fault is TextFault.Invisible) defects.Add(ReadingDefects.Invisible(path));
        else if (RequestValues.IsKnown(field, basis) && !RequestValues.Same(field, from, basis))
            defects.Add(ReadingDefects.OtherThanPermit(path));
    }

    /// <summary>The new value where the first form has it; a venue is completed by what the permit knows of it.</summary>
    void Put(string field, JsonNode to, string path)
    {
        if (field == "form.venue") changes.AddRange(RequestValues.Differing(to as JsonObject ?? [], basis).Except(changes));
        else Note(field);
        if (field == "legalRepresentative")
        {
            if (to is JsonObject) document["legalRepresentative"] ??= to.DeepClone();
        }
        else if (field == "applyerName")
        {
            var applicant = document["applyerName"];
            if (applicant is not null && Text(to) != Text(applicant)) defects.Add(ReadingDefects.OtherThanApplicant($"{path}.to"));
        }
        else if (field.StartsWith("form.venue.", StringComparison.Ordinal))
        {
            Venue()[field["form.venue.".Length..]] = to.DeepClone();
        }
        else
        {
            form[field["form.".Length..]] = to.DeepClone();
        }
    }

    JsonObject Venue()
    {
        if (form["venue"] is JsonObject known) return known;
        var venue = RequestValues.VenueOf(basis);
        form["venue"] = venue;
        return venue;
    }

    void Note(string field)
    {
        if (!changes.Contains(field)) changes.Add(field);
    }

    /// <summary>People stand in the parts, from where they go under their own keys; the list keeps plain values alone.</summary>
    static JsonObject WithoutPeople(JsonObject? entry)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in entry ?? [])
        {
            var field = PathOf(Text(entry!["field"]) ?? "");
            if (value is JsonValue && (name == "field" || field is not (null or "legalRepresentative"))) kept[name] = value.DeepClone();
        }

        return kept;
    }

    static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;
}
