using System.Diagnostics;

namespace Api.Health;

/// <summary>How long a reader of the log has been behind, by this node's own clock.</summary>
/// <remarks>
/// Events carry business time, which can be moved; so this remembers when it saw the horizon pass which position. What was
/// passed before this node began to look counts from then: the time told is never too long.
/// </remarks>
public sealed class LagHistory(Func<long> timestamp)
{
    const int Most = 4096;

    readonly Lock gate = new();
    readonly List<(long At, long Horizon)> seen = [];

    public LagHistory()
        : this(Stopwatch.GetTimestamp)
    {
    }

    /// <summary>Sights kept.</summary>
    public int Remembered
    {
        get { lock (gate) return seen.Count; }
    }

    /// <param name="slowest">Where the last of all readers stands: what lies before is forgotten.</param>
    public void See(long horizon, long slowest)
    {
        lock (gate)
        {
            if (seen.Count == 0 || seen[^1].Horizon < horizon) seen.Add((timestamp(), horizon));
            var needed = seen.FindIndex(sight => sight.Horizon > slowest);
            seen.RemoveRange(0, needed < 0 ? seen.Count - 1 : needed);
            if (seen.Count > Most) ThinOut();
        }
    }

    /// <returns>Since when something beyond the position has been final; zero where nothing is.</returns>
    public TimeSpan Behind(long position)
    {
        lock (gate)
        {
            var first = seen.FindIndex(sight => sight.Horizon > position);
            return first < 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(seen[first].At, timestamp());
        }
    }

    /// <summary>Every second sight of the older half goes; the first stays, because the longest lag hangs on it.</summary>
    void ThinOut()
    {
        for (var at = Most / 2 - 1; at > 0; at -= 2) seen.RemoveAt(at);
    }
}
