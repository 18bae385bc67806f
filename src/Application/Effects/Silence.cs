namespace Application.Effects;

/// <summary>Counts calls in a row that a counterpart left unanswered, so that a dead one is not asked for every case.</summary>
/// <remarks>Where a call reads names from the vault, each reading is recorded: a day of silence must not fill the log with them.</remarks>
public sealed class Silence
{
    const int Enough = 10;

    int unanswered;

    public void Note(bool answered)
    {
        if (answered) Interlocked.Exchange(ref unanswered, 0);
        else Interlocked.Increment(ref unanswered);
    }

    /// <summary>How long to wait before one case is tried; null while the counterpart answers.</summary>
    public TimeSpan? Pause(SendingRules rules, double jitter)
    {
        var counted = Volatile.Read(ref unanswered);
        return counted < Enough ? null : rules.PauseAfter(counted - Enough + 1, jitter);
    }
}
