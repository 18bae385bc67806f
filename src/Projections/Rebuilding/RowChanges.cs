using System.Text.Json;
using System.Text.RegularExpressions;

namespace Projections.Rebuilding;

/// <summary>Which columns and which properties of the body differ between two rows, by name.</summary>
public static partial class RowChanges
{
    const int Deepest = 6;

    /// <param name="money">Told of each amount, by the end of its name (Fen), and its change.</param>
    public static IReadOnlySet<string> Between(JsonElement? before, JsonElement? after, Action<string, long> money)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Compare(before, after, "", 0, names, money);
        return names;
    }

    static void Compare(
        JsonElement? before, JsonElement? after, string path, int depth, SortedSet<string> names, Action<string, long> money)
    {
        if (before is { } left && after is { } right && JsonElement.DeepEquals(left, right)) return;

        var kind = (after ?? before)?.ValueKind;
        var alike = before is null || after is null || before.Value.ValueKind == after.Value.ValueKind;
        if (alike && depth < Deepest && kind == JsonValueKind.Object)
        {
            foreach (var name in Names(before).Union(Names(after)).ToList())
                Compare(Property(before, name), Property(after, name), Joined(path, name), depth + 1, names, money);
        }
        else if (alike && depth < Deepest && kind == JsonValueKind.Array)
        {
            if (Length(before) != Length(after)) names.Add($"{path}[]");
            for (var index = 0; index < Math.Max(Length(before), Length(after)); index++)
                Compare(Item(before, index), Item(after, index), $"{path}[]", depth + 1, names, money);
        }
        else
        {
            names.Add(path);
            if (Amount(after) - Amount(before) is var change and not 0 && IsMoney(path)) money(path, change);
        }
    }

    static bool IsMoney(string path) => path.EndsWith("Fen", StringComparison.Ordinal) || path.EndsWith("_fen", StringComparison.Ordinal);

    static long Amount(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var fen) ? fen : 0;

    // What is no name of a column is a key somebody chose, and is not told.
    static string Joined(string path, string name)
    {
        var shown = PlainName().IsMatch(name) ? name : "*";
        return path.Length == 0 ? shown : $"{path}.{shown}";
    }

    static IEnumerable<string> Names(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } found ? found.EnumerateObject().Select(property => property.Name) : [];

    static JsonElement? Property(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var property) ? property : null;

    static int Length(JsonElement? value) => value is { ValueKind: JsonValueKind.Array } found ? found.GetArrayLength() : 0;

    static JsonElement? Item(JsonElement? value, int index) => index < Length(value) ? value!.Value[index] : null;

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z_]{0,60}$")]
    private static partial Regex PlainName();
}
