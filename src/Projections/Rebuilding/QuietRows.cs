namespace Projections.Rebuilding;

/// <summary>For how long a row must not have been touched before it is written ahead.</summary>
/// <remarks>
/// A row written twice costs more than it saves. Learns from those that changed again after all. Counts pages of the log.
/// </remarks>
sealed class QuietRows
{
    const int Longest = 4096;

    int patience = 16;
    long lookedAt;
    long took;
    long wrong;

    /// <summary>Looking at all rows is not for nothing, so it is done a few times within the patience.</summary>
    public bool IsTimeToLook(long page)
    {
        if (page - lookedAt < patience / 4) return false;
        lookedAt = page;
        return true;
    }

    public bool Is(long usedOn, long page) => page - usedOn >= patience;

    public void Took(int rows) => took += rows;

    /// <summary>One of them changed again. Where that happens to one in eight, quiet is to mean longer.</summary>
    public void WasWrong()
    {
        if (++wrong * 8 < took || patience >= Longest) return;
        (patience, took, wrong) = (2 * patience, 0, 0);
    }
}
