using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace Api.Demo;

/// <summary>A sample application and the bytes of its materials, as the portal would send them.</summary>
public sealed class DemoForm
{
    readonly string folder;

    DemoForm(string folder, string name, string text)
    {
        this.folder = folder;
        Name = name;
        Text = text;
        Json = JsonNode.Parse(text)!.AsObject();
    }

    public string Name { get; }

    /// <summary>Exactly as it lies in the file.</summary>
    public string Text { get; }

    public JsonObject Json { get; }

    public string ProjectNo => Json["projectNo"]!.ToString();

    public string District => Json["regionCode"]!.ToString()[..6];

    public OffsetDateTime AppliedAt => OffsetDateTimePattern.ExtendedIso.Parse(Json["applyDate"]!.ToString()).Value;

    public string Sport => Json["form"]!["projects"]![0]!["code"]!.ToString();

    public IEnumerable<(string Code, string MediaType, string Sm3)> Materials =>
        from material in Json["materials"]!.AsArray()
        select (material!["materialCode"]!.ToString(), material["mediaType"]!.ToString(), material["sm3"]!.ToString());

    public byte[] Bytes(string sm3) => File.ReadAllBytes(Path.Combine(folder, "materials", sm3 + ".pdf"));

    /// <param name="suffix">Put behind every project number, so that the same forms can be filed again as others.</param>
    public static IReadOnlyList<DemoForm> LoadAll(string folder, string suffix = "") =>
        [.. Directory.GetFiles(folder, "*.json")
            .Order(StringComparer.Ordinal)
            .Select(path => new DemoForm(folder, Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)))
            .Select(form => suffix.Length == 0 ? form : form.Renumbered(suffix))];

    DemoForm Renumbered(string suffix) =>
        new(folder, Name, Text.Replace($"\"{ProjectNo}\"", $"\"{ProjectNo}{suffix}\"", StringComparison.Ordinal));
}
