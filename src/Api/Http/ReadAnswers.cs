using System.Globalization;
using Projections.Engine;
using Projections.Reading;

namespace Api.Http;

/// <summary>The position up to which this node has written; its own callers read what they wrote.</summary>
public interface IOwnWrites
{
    long LastPosition { get; }
}

/// <summary>Holds a GET until the read models have come as far as the caller must see.</summary>
public sealed class ReadAnswers(ReadGate gate, IOwnWrites own)
{
    /// <summary>
    /// On an answer to a caller who named no position: this node has written up to here, and the answer does not show it yet.
    /// </summary>
    public const string Stale = "Regulation-Stale";

    /// <returns>Null when the read may go on.</returns>
    public async Task<Problem?> WaitAsync(HttpContext http, params IProjection[] sources)
    {
        var sent = http.Request.Headers["Regulation-Position"];
        if (sent.Count > 0 && !long.TryParse(sent.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return Problems.QueryUnreadable("Regulation-Position", "A position is a whole number.");
        }

        var preferences = http.Request.Headers["Prefer"];
        if (preferences.Any(preference => preference?.Contains("stale-ok", StringComparison.Ordinal) == true))
        {
            Mark(http, await gate.LookAsync(own.LastPosition, sources, http.RequestAborted));
            return null;
        }

        var asked = sent.Count > 0 ? long.Parse(sent.ToString(), CultureInfo.InvariantCulture) : (long?)null;
        var passage = await gate.WaitAsync(asked ?? own.LastPosition, sources, http.RequestAborted);
        if (passage.Open) return null;
        if (asked is not null) return Problems.Behind(passage.Reached);
        Mark(http, passage);
        return null;
    }

    static void Mark(HttpContext http, Passage passage)
    {
        if (!passage.Open) http.Response.Headers[Stale] = passage.Wanted.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether an answer that was made for all is older than what this caller must see.</summary>
    public static bool IsBefore(HttpContext http, long position) =>
        long.TryParse(
            http.Request.Headers["Regulation-Position"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
        && position < asked
        && !http.Request.Headers["Prefer"].Any(one => one?.Contains("stale-ok", StringComparison.Ordinal) == true);

    /// <summary>The scope in which a caller's reads run under row security.</summary>
    public static ReadScope ScopeOf(Identity.Caller caller) =>
        caller.ReadableDistricts == Domain.Licensing.ReadableDistricts.All ? ReadScope.Everything : ReadScope.Of(caller.District);
}
