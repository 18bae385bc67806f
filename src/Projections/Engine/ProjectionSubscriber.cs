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
        List<(string Key, StoredEvent Event)> touched = [];
        foreach (var stored in batch)
        {
            foreach (var key in projection.KeysOf(stored)) touched.Add((key, stored));
        }

        if (touched.Count == 0) return;

        string[] keys = [.. touched.Select(touch => touch.Key).Distinct(StringComparer.Ordinal)];
        var writer = new TableWriter<TRow>(projection.Table, connection, transaction);
        var before = await writer.LoadAsync(keys, cancellation);
        await writer.StoreAsync(BatchFold.Fold(projection, before, touched), cancellation);
    }
}
