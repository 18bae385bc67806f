using EventStore;

namespace Projections.Engine;

/// <summary>A row and the position of the last event folded into it.</summary>
/// <param name="Row">Null where there is none, or no longer one.</param>
public sealed record Folded<TRow>(long Position, TRow? Row)
    where TRow : class
{
    public static Folded<TRow> None { get; } = new(0, null);
}

/// <summary>Folds a batch in memory, so that each touched row is loaded once and written once.</summary>
public static class BatchFold
{
    /// <summary>
    /// The rows after the batch; an event at or below a row's position was folded before and is passed over.
    /// </summary>
    public static IReadOnlyDictionary<string, Folded<TRow>> Fold<TRow>(
        Projection<TRow> projection,
        IReadOnlyDictionary<string, Folded<TRow>> stored,
        IReadOnlyList<(string Key, StoredEvent Event)> touched)
        where TRow : class
    {
        var after = new Dictionary<string, Folded<TRow>>(StringComparer.Ordinal);
        foreach (var (key, @event) in touched)
        {
            var before = after.GetValueOrDefault(key) ?? stored.GetValueOrDefault(key) ?? Folded<TRow>.None;
            if (@event.Sequence > before.Position)
                after[key] = new(@event.Sequence, projection.Evolve(key, before.Row, @event));
        }

        return after;
    }
}
