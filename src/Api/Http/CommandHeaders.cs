using System.Globalization;
using System.Text;
using Application.Ports;

namespace Api.Http;

/// <summary>The version the caller last saw and the key under which a repeat is recognised.</summary>
public sealed record CommandHeaders(long Version, string Key)
{
    const int LongestKey = 100;

    const long NeverAVersion = -1;

    public static (CommandHeaders? Headers, Problem? Problem) Read(HttpContext http)
    {
        var (key, keyProblem) = ReadKey(http);
        if (keyProblem is not null) return (null, keyProblem);

        var sent = http.Request.Headers.IfMatch;
        if (sent.Count == 0) return (null, Problems.VersionRequired);
        return VersionOf(sent.ToString()) is { } version
            ? (new CommandHeaders(version, key!), null)
            : (null, Problems.VersionUnreadable);
    }

    /// <summary>The caller's key, or one made here: then only this very call is recognised.</summary>
    /// <remarks>
    /// Callers may write anything into a key, names included, and keys are kept for ever: what is kept is its SM3.
    /// </remarks>
    public static (string? Key, Problem? Problem) ReadKey(HttpContext http)
    {
        var sent = http.Request.Headers["Idempotency-Key"];
        if (sent.Count == 0) return (Guid.CreateVersion7().ToString("N"), null);
        var key = sent.ToString();
        return sent.Count == 1 && key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~')
            ? (Kept(http.RequestServices.GetRequiredService<ISm3>(), key), null)
            : (null, Problems.KeyUnreadable);
    }

    public static string Kept(ISm3 sm3, string key) => Convert.ToHexStringLower(sm3.Hash(Encoding.UTF8.GetBytes(key)));

    public static string TagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>One version has one tag: any other is well-formed perhaps, but the tag of nothing (RFC 9110, 13.1.1).</summary>
    /// <returns>Null when it is no single entity tag.</returns>
    static long? VersionOf(string tag)
    {
        var opaque = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        if (opaque is not ['"', .. var inner, '"'] || !inner.All(c => c is '!' or (>= '#' and <= '~') or >= '\u0080')) return null;
        return long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && TagOf(version) == tag
            ? version
            : NeverAVersion;
    }
}
