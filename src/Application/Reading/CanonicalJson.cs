using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Application.Reading;

/// <summary>One spelling for all equal JSON: names sorted, no blanks, numbers by value. The digest of "the same body".</summary>
public static class CanonicalJson
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Beyond this a number means nothing here, and reading its exponent would only cost time.
    const int LongestExponent = 30;

    /// <summary>What one thread keeps for the next body; one that was very large is let go.</summary>
    const int LargestSpare = 64 * 1024;

    [ThreadStatic]
    static ArrayBufferWriter<byte>? spare;

    public static byte[] Of(JsonElement element)
    {
        var buffer = spare ?? new ArrayBufferWriter<byte>(2048);
        spare = null;
        using (var writer = new Utf8JsonWriter(buffer, Plain)) Write(writer, element);
        var bytes = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        if (buffer.Capacity <= LargestSpare) spare = buffer;
        return bytes;
    }

    static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Number(element.GetRawText()), skipInputValidation: true);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>Digits without leading or trailing zeros and a power of ten: 1.50, 15e-1 and 1.5 are one number.</summary>
    static string Number(string raw)
    {
        var mark = raw.AsSpan().IndexOfAny('e', 'E');
        if (mark >= 0 && raw.Length - mark > LongestExponent) return raw;

        var mantissa = mark < 0 ? raw : raw[..mark];
        var power = mark < 0 ? BigInteger.Zero : BigInteger.Parse(raw.AsSpan(mark + 1), NumberStyles.Integer, CultureInfo.InvariantCulture);
        var sign = mantissa.StartsWith('-') ? "-" : "";
        var unsigned = mantissa.TrimStart('-');
        var point = unsigned.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) power -= unsigned.Length - point - 1;

        var digits = unsigned.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var kept = digits.TrimEnd('0');
        if (kept.Length == 0) return "0";
        power += digits.Length - kept.Length;
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{kept}e{power}");
    }
}
