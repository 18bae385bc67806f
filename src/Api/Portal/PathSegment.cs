using Microsoft.AspNetCore.Http.Features;

namespace Api.Portal;

/// <summary>A segment of an address under the portal's applications, whatever text it stands for.</summary>
/// <remarks>
/// The server unescapes a path before it is routed, all but %2F: afterwards a slash in a number and a written %2F look
/// alike, and an escaped dot segment is gone. So the path is taken anew from the raw target, each segment escaped in full.
/// </remarks>
public readonly record struct PathSegment(string Value)
{
    static readonly string[] Before = ["portal", "v1", "applications"];

    public static bool TryParse(string? escaped, out PathSegment segment)
    {
        segment = new(Uri.UnescapeDataString(escaped ?? ""));
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
                http.Request.Path = "/" + string.Join('/', segments.Select(Uri.EscapeDataString));
            }
        }

        return next(http);
    }
}
