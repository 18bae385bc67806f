using Domain.Rebuilding;
using EventStore;
using Npgsql;

namespace Projections.Rebuilding;

/// <summary>Notes what operators ordered for a read model, in the transaction that moves the checkpoint; the rounds then do it.</summary>
/// <remarks>Read again from the start it changes nothing: each order counts once, by its version in the stream.</remarks>
public sealed class RebuildOrders : ISubscriber
{
    public const string Checkpoint = "rebuild-orders-1";

    const string Prefix = "read-model/";

    // A row that is left of an earlier rebuild is started afresh: what stands beside is dropped first.
    const string Start = """
        insert into regulation.rebuilds as r (name, stage, wanted, wanted_version) values ($1, 'fresh', 'ready', $2)
        on conflict (name) do update
        set stage = 'fresh', wanted = 'ready', wanted_version = $2, progress = null, report = null, error = null, error_position = null,
            started_at = clock_timestamp()
        where r.wanted_version < $2
        """;

    const string Want = """
        update regulation.rebuilds set wanted = $3, wanted_version = $2, error = null, error_position = null
        where name = $1 and wanted_version < $2
        """;

    public string Name => Checkpoint;

    public async Task HandleAsync(
        IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        foreach (var stored in batch.Where(stored => stored.Data is RebuildEvent))
        {
            var name = stored.Stream[Prefix.Length..];
            await ((RebuildEvent)stored.Data! switch
            {
                RebuildStarted => connection.RunAsync(Start, cancellation, name, stored.Version),
                ReadModelSwapped => connection.RunAsync(Want, cancellation, name, stored.Version, RebuildStages.Swapped),
                ReadModelSwappedBack => connection.RunAsync(Want, cancellation, name, stored.Version, RebuildStages.Ready),
                RebuildDropped => connection.RunAsync(Want, cancellation, name, stored.Version, RebuildStages.Gone),
                _ => Task.FromResult(0),
            });
        }
    }
}

/// <summary>What stands beside a read model, and what was ordered; as stored.</summary>
public static class RebuildStages
{
    /// <summary>Nothing yet; what is left of an earlier one is dropped first.</summary>
    public const string Fresh = "fresh";

    /// <summary>The new one, being filled.</summary>
    public const string Loading = "loading";

    /// <summary>The new one, kept up and reported on.</summary>
    public const string Ready = "ready";

    /// <summary>The old one; it rests until it is swapped back or dropped.</summary>
    public const string Swapped = "swapped";

    /// <summary>Ordered only: nothing is to stand beside any more.</summary>
    public const string Gone = "gone";
}
