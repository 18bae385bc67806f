using System.Text.Json;
using Application.Reading;

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

        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            if (buffer.Length + read > limit) return null;
            buffer.Write(chunk, 0, read);
        }

        var bytes = buffer.ToArray();
        http.Items[BytesKey] = bytes;
        return bytes;
    }

    /// <returns>The parsed body or the problem with it; exactly one of them.</returns>
    public static async Task<(JsonElement Root, Problem? Problem)> JsonAsync(HttpContext http)
    {
        var bytes = await BytesAsync(http, JsonBody.MaxBytes);
        if (bytes is null) return (default, Problems.TooLarge(JsonBody.MaxBytes));

        var (root, fault) = JsonBody.Parse(bytes);
        return fault is null ? (root!.Value, null) : (default, Problem.From(fault));
    }
}
