using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Application.Reading;

/// <summary>Parses a body that PostgreSQL, the digest and every later reader will understand in the same way.</summary>
/// <remarks>
/// U+0000 and lone surrogates cannot be stored as text, and of two equal names each reader would choose another.
/// All three are therefore refused before anything is done.
/// </remarks>
public static class JsonBody
{
    public const int MaxBytes = 1024 * 1024;

    public const int MaxDepth = 64;

    /// <returns>The root, or the fault that makes the body unreadable; exactly one of them.</returns>
    public static (JsonElement? Root, BodyFault? Fault) Parse(ReadOnlyMemory<byte> utf8)
    {
        // RFC 8259, 8.1: a reader may pass over the mark, and some senders write it.
        if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        if (utf8.IsEmpty) return (null, BodyFault.Unreadable("$", "The body is empty."));

        try
        {
            // The parser itself is not recursive: depth costs bits, and the walk below stops at the limit.
            var options = new JsonDocumentOptions { MaxDepth = MaxBytes };
            using var document = JsonDocument.Parse(utf8, options);
            var fault = Check(document.RootElement, "$", 1);
            return fault is null ? (document.RootElement.Clone(), null) : (null, fault);
        }
        catch (JsonException broken)
        {
            return (null, BodyFault.Unreadable("$", $"Not JSON: byte {broken.BytePositionInLine} of line {broken.LineNumber}."));
        }
    }

    static BodyFault? Check(JsonElement element, string path, int depth) =>
        element.ValueKind switch
        {
            JsonValueKind.Object or JsonValueKind.Array when depth > MaxDepth =>
                new BodyFault("body.too-deep", JsonPath.Shortened(path), $"Nested deeper than {MaxDepth} levels."),
            JsonValueKind.Object => CheckObject(element, path, depth),
            JsonValueKind.Array => CheckArray(element, path, depth),
            JsonValueKind.String when !IsPlain(JsonMarshal.GetRawUtf8Value(element)) => CheckText(() => element.GetString()!, path),
            _ => null,
        };

    static BodyFault? CheckObject(JsonElement element, string path, int depth)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!IsPlain(JsonMarshal.GetRawUtf8PropertyName(property)) && CheckText(() => property.Name, path) is { } fault) return fault;
            var child = JsonPath.Child(path, property.Name);
            if (!names.Add(property.Name))
                return new BodyFault("body.duplicate-property", JsonPath.Shortened(child), "The property stands here twice.");

            if (Check(property.Value, child, depth + 1) is { } inner) return inner;
        }

        return null;
    }

    static BodyFault? CheckArray(JsonElement element, string path, int depth)
    {
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (Check(item, $"{path}[{index++}]", depth + 1) is { } fault) return fault;
        }

        return null;
    }

    /// <summary>Nothing of it is escaped and all of it is UTF-8: no control character can be in it.</summary>
    static bool IsPlain(ReadOnlySpan<byte> raw) => !raw.Contains((byte)'\\') && Utf8.IsValid(raw);

    static BodyFault? CheckText(Func<string> read, string path)
    {
        try
        {
            return read().Contains('\0') ? NotAllowed(path, "U+0000") : null;
        }
        catch (InvalidOperationException)
        {
            return NotAllowed(path, "a lone surrogate or a byte that is not UTF-8");
        }
    }

    static BodyFault NotAllowed(string path, string what) =>
        new("body.character-not-allowed", JsonPath.Shortened(path), $"The text holds {what}.");
}
