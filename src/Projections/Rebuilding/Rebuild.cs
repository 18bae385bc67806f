using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>Makes the table that stands beside, fills it from event 1, and makes its indexes when it is full.</summary>
public static class Rebuild
{
    const string Known = """
        insert into regulation.rebuilds (name, stage, wanted) values ($1, 'loading', 'ready') on conflict (name) do nothing
        """;

    const string FromTheStart = """
        update regulation.rebuilds set position = 0, since = 0, offered = 0, chain = decode(repeat('00', 32), 'hex') where name = $1
        """;

    /// <summary>Loads and indexes; may be called again after it was killed, and goes on where it was.</summary>
    /// <param name="progress">Told about five times a second.</param>
    /// <returns>The load, caught up to the log's end as it was when loading ended, to be kept up or exchanged.</returns>
    public static async Task<ShadowLoad> RunAsync(
        IProjection projection, RebuildSource source, RebuildOptions options, IProgress<RebuildProgress>? progress,
        CancellationToken cancellation)
    {
        var shelf = Shelf.Beside(projection);
        await source.Projector.RunAsync(Known, cancellation, shelf.Row);
        await CreateAsync(projection, shelf, source, cancellation);
        return await FillAsync(projection, shelf, source, options, progress, cancellation);
    }

    /// <summary>The table, empty and without further indexes; changes nothing where it is there.</summary>
    internal static async Task CreateAsync(
        IProjection projection, Shelf shelf, RebuildSource source, CancellationToken cancellation)
    {
        await using var connection = await source.Owner.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var table = shelf.TableOf(projection);
        var isThere = await connection.AskAsync<bool>("select to_regclass($1) is not null", cancellation, table);

        // A position without a table is left by a drop by hand: it begins again, and no row is missed.
        if (!isThere)
        {
            await connection.RunAsync("set local client_min_messages = warning", cancellation);
            await connection.RunAsync(projection.TableIn(shelf.Schema), cancellation);
            await connection.RunAsync(FromTheStart, cancellation, shelf.Row);
        }

        await transaction.CommitAsync(cancellation);
    }

    internal static async Task<ShadowLoad> FillAsync(
        IProjection projection, Shelf shelf, RebuildSource source, RebuildOptions options, IProgress<RebuildProgress>? progress,
        CancellationToken cancellation)
    {
        var load = await ShadowLoad.OpenAsync(projection, shelf, source, options, progress, cancellation);

        // The first round takes the log as it stands, the next what came meanwhile; the indexes come in between.
        await load.CatchUpAsync(await load.HorizonAsync(cancellation), cancellation);
        await options.AtAsync("index");
        progress?.Report(new("index", load.Position, load.Position, 0));
        await IndexAsync(projection, shelf, source, cancellation);
        await load.CatchUpAsync(await load.HorizonAsync(cancellation), cancellation);
        return load;
    }

    static async Task IndexAsync(IProjection projection, Shelf shelf, RebuildSource source, CancellationToken cancellation)
    {
        await using var connection = await source.Owner.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.RunAsync("set local client_min_messages = warning", cancellation);
        if (projection.IndexesIn(shelf.Schema) is { Length: > 0 } indexes) await connection.RunAsync(indexes, cancellation);
        await connection.RunAsync($"analyze {shelf.TableOf(projection)}", cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
