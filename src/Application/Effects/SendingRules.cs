namespace Application.Effects;

/// <summary>How long to wait between calls that did not get through (OUT-12).</summary>
/// <param name="FirstPause">After the first call that did not get through; doubled after each further one.</param>
/// <param name="MostRefusals">Calls after which "not now" counts as no.</param>
public sealed record SendingRules(TimeSpan FirstPause, TimeSpan LongestPause, int MostRefusals)
{
    /// <summary>Between half and the whole of the doubled pause.</summary>
    /// <param name="jitter">From 0 to 1, drawn at the edge, so that many cases do not come back at once.</param>
    public TimeSpan PauseAfter(int attempt, double jitter)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30));
        var pause = doubled < LongestPause ? doubled : LongestPause;
        return pause * (0.5 + jitter / 2);
    }
}
