using System.Globalization;

namespace Api.Http;

/// <summary>The version the caller last saw and the key under which a repeat is recognised.</summary>
public sealed record CommandHeaders(long Version, string Key)
{
    const int LongestKey = 100;

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
    public static (string? Key, Problem? Problem) ReadKey(HttpContext http)
    {
        var sent = http.Request.Headers["Idempotency-Key"];
        if (sent.Count == 0) return (Guid.CreateVersion7().ToString("N"), null);
        var key = sent.ToString();
        return sent.Count == 1 && key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~')
            ? (key, null)
            : (null, Problems.KeyUnreadable);
    }

    public static string TagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    static long? VersionOf(string tag) =>
        tag is ['"', .. var inner, '"'] && long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
