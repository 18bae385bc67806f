using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventStore;

/// <summary>PostgreSQL keeps neither U+0000 nor half a surrogate pair; both are refused.</summary>
static class StorableText
{
    /// <summary>Longest id, key or name; a B-tree entry must stay below 2,704 bytes.</summary>
    const int LongestKey = 500;

    public static string? Fault(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\0') return "contains U+0000";
            if (!char.IsSurrogate(text[at])) continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return "contains half of a surrogate pair";
            at++;
        }

        return null;
    }

    public static void Require(string place, string? text)
    {
        if (text is not null && Fault(text) is { } fault) throw new NotStorableException(place, fault);
    }

    public static void RequireKey(string place, string key)
    {
        Require(place, key);
        if (key.Length is 0 or > LongestKey)
            throw new NotStorableException(place, $"must have 1 to {LongestKey} characters");
    }

    /// <summary>Stops a write at the first bad text; the serialiser alone would put U+FFFD in its place.</summary>
    public sealed class Converter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Checked(value));

        public override string ReadAsPropertyName(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

        public override void WriteAsPropertyName(
            Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(Checked(value));

        static string Checked(string value) =>
            Fault(value) is { } fault ? throw new NotStorableException("A text of the event", fault) : value;
    }
}
