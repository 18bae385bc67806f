using System.Buffers;
using System.Text.Json;
using Application.Reading;
using Microsoft.Net.Http.Headers;

namespace Api.Http;

/// <summary>Reads bodies within their limits; what was read for a signature is not read again.</summary>
public static class Bodies
{
    static readonly object BytesKey = new();

    /// <returns>All bytes, or null when there are more than the limit.</returns>
    public static async Task<byte[]?> BytesAsync(HttpContext http, int limit)
    {
        if (http.Items[BytesKey] is byte[] known) return known.Length <= limit ? known : null;
        if (http.Request.ContentLength > limit) return null;
        if (http.Request.ContentLength is { } length && length <= SmallBody) return Keep(http, await ExactlyAsync(http, (int)length));

        var chunk = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var buffer = new MemoryStream();
            int read;
            while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
            {
                if (buffer.Length + read > limit) return null;
                buffer.Write(chunk, 0, read);
            }

            return Keep(http, buffer.ToArray());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>Room is made only for as much as a small form takes, whatever length a caller announces.</summary>
    const int SmallBody = 16 * 1024;

    static async Task<byte[]> ExactlyAsync(HttpContext http, int length)
    {
        var bytes = new byte[length];
        var read = await http.Request.Body.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, http.RequestAborted);
        return read == length ? bytes : bytes[..read];
    }

    static byte[] Keep(HttpContext http, byte[] bytes)
    {
        http.Items[BytesKey] = bytes;
        return bytes;
    }

    /// <summary>Nothing is unpacked here: a small body could become a large one.</summary>
    public static Problem? ProblemOfEncoding(HttpContext http) =>
        http.Request.Headers.ContentEncoding.All(sent => "identity".Equals(sent, StringComparison.OrdinalIgnoreCase))
            ? null
            : Problems.BodyTypeNotSupported("Content-Encoding", "Send the body as it is, without Content-Encoding.");

    static Problem? ProblemOfType(HttpContext http)
    {
        var sent = http.Request.Headers.ContentType;
        if (sent.Count == 0) return null;
        return MediaTypeHeaderValue.TryParse(sent.ToString(), out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                ? null
                : Problems.BodyTypeNotSupported("Content-Type", "application/json in UTF-8, or no Content-Type.");
    }

    /// <returns>The parsed body or the problem with it; exactly one of them.</returns>
    public static async Task<(JsonElement Root, Problem? Problem)> JsonAsync(HttpContext http)
    {
        if ((ProblemOfType(http) ?? ProblemOfEncoding(http)) is { } notJson) return (default, notJson);
        var bytes = await BytesAsync(http, JsonBody.MaxBytes);
        if (bytes is null) return (default, Problems.TooLarge(JsonBody.MaxBytes));

        var (root, fault) = JsonBody.Parse(bytes);
        return fault is null ? (root!.Value, null) : (default, Problem.From(fault));
    }
}
