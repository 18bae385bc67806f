using System.Diagnostics;
using Projections.Engine;

namespace Projections.Reading;

/// <summary>Lets a caller read what it wrote: waits until the read models asked have come to a position.</summary>
/// <param name="database">Asked again and again; nothing is held while waiting.</param>
public sealed class ReadGate(ReadDatabase database)
{
    /// <summary>Longest wait; a caller that is told "behind" may come again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(4);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>How far the read models have come now.</summary>
    public async Task<Passage> LookAsync(long wanted, IReadOnlyCollection<IProjection> sources, CancellationToken cancellation) =>
        new(wanted, await database.PositionAsync(sources, cancellation));

    /// <summary>
    /// How far the read models have come: at or past the position wanted, or as far as they got within the
    /// patience.
    /// </summary>
    public async Task<Passage> WaitAsync(
        long wanted, IReadOnlyCollection<IProjection> sources, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var pause = FirstPause;
        while (true)
        {
            var reached = await database.PositionAsync(sources, cancellation);
            if (reached >= wanted || watch.Elapsed + pause >= Patience) return new(wanted, reached);

            await Task.Delay(pause, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}

/// <summary>What the gate said.</summary>
public sealed record Passage(long Wanted, long Reached)
{
    public bool Open => Reached >= Wanted;
}
