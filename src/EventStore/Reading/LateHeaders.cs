using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace EventStore.Reading;

/// <summary>Headers that are read when somebody asks for one: most folds never do.</summary>
sealed class LateHeaders(string json) : IReadOnlyDictionary<string, string>
{
    IReadOnlyDictionary<string, string>? read;

    public IEnumerable<string> Keys => Read.Keys;

    public IEnumerable<string> Values => Read.Values;

    public int Count => Read.Count;

    // Twice at once makes the same of the same text.
    IReadOnlyDictionary<string, string> Read => read ??= Of(json);

    public string this[string key] => Read[key];

    public bool ContainsKey(string key) => Read.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => Read.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Read.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static Dictionary<string, string> Of(string json)
    {
        // Marten's headers may hold any JSON; what is not text is kept as its JSON.
        using var stored = JsonDocument.Parse(json);
        return stored.RootElement.ValueKind != JsonValueKind.Object
            ? []
            : stored.RootElement.EnumerateObject().ToDictionary(
                header => header.Name,
                header => header.Value.ValueKind == JsonValueKind.String
                    ? header.Value.GetString()!
                    : header.Value.GetRawText());
    }
}
