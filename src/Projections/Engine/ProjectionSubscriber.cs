using EventStore;
using EventStore.Reading;
using Npgsql;

namespace Projections.Engine;

/// <summary>Feeds one read model from the log: loads the rows a batch touches, folds, writes them as sets.</summary>
/// <remarks>
/// Two round trips for a batch of any size, none when no event of it concerns the read model.
/// It sees every event it is offered; a count or rolling hash over them belongs here.
/// </remarks>
public sealed class ProjectionSubscriber<TRow>(Projection<TRow> projection) : ISubscriber
    where TRow : class
{
    public string Name => projection.Name;

    public Need NeedOf(string stream, string type) => projection.NeedOf(stream, type);

    public async Task HandleAsync(
        IReadOnlyList<StoredEvent> batch,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        CancellationToken cancellation)
    {
        (string Key, StoredEvent Event)[] touched =
            [.. batch.SelectMany(stored => projection.KeysOf(stored).Select(key => (key, stored)))];
        if (touched.Length == 0) return;

        string[] keys = [.. touched.Select(touch => touch.Key).Distinct(StringComparer.Ordinal)];
        var writer = new TableWriter<TRow>(projection.Table, connection, transaction);
        var stored = await writer.LoadAsync(keys, cancellation);
        await writer.StoreAsync(BatchFold.Fold(projection, stored, touched), cancellation);
    }
}
