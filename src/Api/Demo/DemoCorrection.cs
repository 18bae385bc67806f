using System.Text.Json.Nodes;

namespace Api.Demo;

/// <summary>What the applicant of a defective sample form sends after the correction notice.</summary>
static class DemoCorrection
{
    static readonly string[] SafetySystems = ["post-responsibility", "operating-rules", "emergency-plan", "equipment-inspection"];

    /// <param name="donor">A complete form; missing materials are taken from it.</param>
    public static (JsonObject Body, IReadOnlyList<(string Code, byte[] Bytes)> Files) Of(DemoForm form, DemoForm donor)
    {
        var whole = form.Json.DeepClone().AsObject();
        var content = whole["form"]!.AsObject();
        content["safetySystems"] = new JsonArray([.. SafetySystems.Select(name => JsonValue.Create(name))]);
        foreach (var person in content["staff"]!.AsArray()) Mend(person!.AsObject());

        var delivered = form.Materials.Select(material => material.Code).ToHashSet();
        var missing = donor.Json["materials"]!.AsArray()
            .Where(material => !delivered.Contains(material!["materialCode"]!.ToString()))
            .Select(material => material!.AsObject())
            .ToList();

        var body = new JsonObject
        {
            ["correctionNo"] = form.ProjectNo + "-C1",
            ["form"] = content.DeepClone(),
            ["legalRepresentative"] = Mend(whole["legalRepresentative"]!.AsObject()).DeepClone(),
            ["agent"] = Mend(whole["agent"]!.AsObject()).DeepClone(),
        };
        if (missing.Count > 0) body["materials"] = new JsonArray([.. missing.Select(material => material.DeepClone())]);

        return (body, [.. missing.Select(material =>
            (material["materialCode"]!.ToString(), donor.Bytes(material["sm3"]!.ToString())))]);
    }

    /// <summary>The sample people are made up; a wrong check character is replaced by the right one.</summary>
    static JsonObject Mend(JsonObject person)
    {
        ReadOnlySpan<int> weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var number = person["idNumber"]!.ToString();
        if (number.Length != 18) return person;

        var sum = 0;
        for (var i = 0; i < 17; i++) sum += weights[i] * (number[i] - '0');
        person["idNumber"] = number[..17] + "10X98765432"[sum % 11];
        return person;
    }
}
