using System.Text.Json;

namespace Projections.Audit;

/// <summary>One value that an event changed.</summary>
/// <param name="Path">Where it stands in the state, for example progress.status or steps[2].name.</param>
/// <param name="From">Null where it was not there before.</param>
/// <param name="To">Null where it is there no longer.</param>
public sealed record Change(string Path, string? From, string? To);

/// <summary>Compares two states value by value, in the order of the later one.</summary>
public static class JsonChanges
{
    public static IReadOnlyList<Change> Between(JsonElement? before, JsonElement? after)
    {
        var old = Flat(before);
        var now = Flat(after);
        return
        [
            .. now.Where(value => old.GetValueOrDefault(value.Key) != value.Value)
                .Select(value => new Change(value.Key, old.GetValueOrDefault(value.Key), value.Value)),
            .. old.Where(value => !now.ContainsKey(value.Key))
                .Select(value => new Change(value.Key, value.Value, null)),
        ];
    }

    static Dictionary<string, string> Flat(JsonElement? state)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (state is { } element) Add(values, "", element);
        return values;
    }

    static void Add(Dictionary<string, string> values, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    Add(values, path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray()) Add(values, $"{path}[{index++}]", item);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                values.Add(path, element.ToString());
                break;
        }
    }
}
