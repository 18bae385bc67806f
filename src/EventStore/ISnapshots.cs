namespace EventStore;

/// <summary>Reads of what belongs together, as it stood at one moment; no lock is taken and nobody waits.</summary>
public interface ISnapshots
{
    /// <param name="talliesOf">By the events of those streams: which tallies are read too.</param>
    Task<Snapshot> ReadAsync(
        IReadOnlyList<string> streams,
        Func<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>, IEnumerable<Guard.Tally>> talliesOf,
        CancellationToken cancellation);

    /// <summary>Keys of the tallies of a name that stand above nothing, in order.</summary>
    Task<IReadOnlyList<string>> TalliesAboveNothingAsync(string name, CancellationToken cancellation);
}

/// <param name="Streams">By name; none for one that does not exist.</param>
/// <param name="Tallies">0 for one that never moved.</param>
public sealed record Snapshot(
    IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>> Streams, IReadOnlyDictionary<Guard.Tally, long> Tallies);
