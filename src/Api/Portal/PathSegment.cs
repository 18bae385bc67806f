using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Api.Portal;

/// <summary>A segment of an address under the portal's applications, whatever text it stands for.</summary>
/// <remarks>
/// The server unescapes a path before it is routed, all but %2F: afterwards a slash in a number and a written %2F look
/// alike, and an escaped dot segment is gone. So the path is taken anew from the raw target, number and code in hex.
/// </remarks>
public readonly record struct PathSegment(string Value)
{
    static readonly string[] Before = ["portal", "v1", "applications"];

    /// <summary>Before a segment that is written in hex: nothing that is left in it could be unescaped once more.</summary>
    const char Restored = '~';

    public static bool TryParse(string? sent, out PathSegment segment)
    {
        segment = new(sent ?? "");
        if (sent is not [Restored, .. var hex]) return true;
        if (hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit)) return false;
        segment = new(Encoding.UTF8.GetString(Convert.FromHexString(hex)));
        return true;
    }

    /// <summary>Before routing: puts the segments as sent in the place of what the server made of them.</summary>
    public static Task RestoreAsync(HttpContext http, RequestDelegate next)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?', 2)[0];
        if (path.StartsWith('/'))
        {
            var segments = path[1..].Split('/').Select(Uri.UnescapeDataString).ToArray();
            if (segments.Length > Before.Length && segments.Take(Before.Length).SequenceEqual(Before, StringComparer.OrdinalIgnoreCase))
            {
                http.Request.Path = "/" + string.Join('/', segments.Select(Written));
            }
        }

        return next(http);
    }

    /// <summary>The number after the words before it, and the code of a material after its own.</summary>
    static string Written(string segment, int place) =>
        segment.Length > 0 && (place == Before.Length || place == Before.Length + 2)
            ? Restored + Convert.ToHexString(Encoding.UTF8.GetBytes(segment))
            : Uri.EscapeDataString(segment);
}
