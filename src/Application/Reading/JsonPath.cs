using System.Globalization;
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
