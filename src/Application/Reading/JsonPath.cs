using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Application.Reading;

/// <summary>Paths as defects name them: form.staff[3].idNumber.</summary>
public static class JsonPath
{
    const int Longest = 80;

    public static string Child(string path, string name) => path is "$" or "" ? name : $"{path}.{name}";

    /// <summary>Cut where a segment ends, so that what is left still names a place.</summary>
    public static string Shortened(string path)
    {
        if (path.Length <= Longest) return path;
        var end = path.LastIndexOfAny(['.', '['], Longest);
        return end > 0 ? path[..end] : "$";
    }

    /// <summary>A list holds what it is a list of; null where no list below holds a null.</summary>
    public static string? FirstNullInAList(JsonElement element, string path) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject()
                .Select(member => FirstNullInAList(member.Value, Child(path, member.Name))).FirstOrDefault(found => found is not null),
            JsonValueKind.Array => element.EnumerateArray().Select((item, at) => item.ValueKind == JsonValueKind.Null
                ? string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]")
                : FirstNullInAList(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]")))
                .FirstOrDefault(found => found is not null),
            _ => null,
        };

    public static JsonNode? Find(JsonNode root, string path)
    {
        var place = (JsonNode?)root;
        foreach (var step in path.Split('.'))
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            place = (place as JsonObject)?[bracket < 0 ? step : step[..bracket]];
            if (bracket < 0) continue;

            var index = step.AsSpan(bracket + 1, step.Length - bracket - 2);
            place = (place as JsonArray)?[int.Parse(index, CultureInfo.InvariantCulture)];
        }

        return place;
    }
}
