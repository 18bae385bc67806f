using System.Diagnostics;

namespace EventStore.Subscriptions;

/// <summary>When this node first knew of a position: the lag of a reader in seconds, by the machine's clock alone.</summary>
/// <remarks>Events bear the business clock, which may be moved. Some notes a second for minutes; older ones count as the oldest.</remarks>
sealed class HorizonTimes
{
    const int Most = 1_200;

    static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(250);

    readonly Lock gate = new();
    readonly Queue<(long Position, long At)> noted = new(Most);
    (long Position, long At)? newest;
    (long Position, long At) lastNote;

    public void Note(long position)
    {
        lock (gate)
        {
            if (newest is { } last && position <= last.Position) return;

            var now = Stopwatch.GetTimestamp();
            var before = newest;
            newest = (position, now);
            if (noted.Count > 0 && Stopwatch.GetElapsedTime(lastNote.At, now) < Grain) return;

            // What came within the grain is noted by its own time before what comes after it.
            if (before is { } pending && pending.Position > lastNote.Position) Keep(pending);
            Keep((position, now));
        }
    }

    /// <summary>Since when an event behind the position has been known; zero where none is.</summary>
    public TimeSpan Since(long position)
    {
        lock (gate)
        {
            foreach (var (known, at) in noted)
            {
                if (known > position) return Stopwatch.GetElapsedTime(at);
            }

            return newest is { } last && last.Position > position ? Stopwatch.GetElapsedTime(last.At) : TimeSpan.Zero;
        }
    }

    void Keep((long Position, long At) note)
    {
        noted.Enqueue(note);
        lastNote = note;
        if (noted.Count > Most) noted.Dequeue();
    }
}
