using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>Another comparison of the same read model is under way, or one that was killed a moment ago.</summary>
public sealed class ComparisonBusyException(string name) : Exception($"{name} is being compared by another process.");

/// <summary>Recomputes a read model from event 1 in a table of its own and holds it against the one that serves; changes nothing.</summary>
public static class Comparison
{
    const string Begin = """
        insert into regulation.rebuilds as r (name, stage, wanted, owner, owned_until)
        values ($1, 'comparing', 'gone', $2, clock_timestamp() + interval '20 seconds')
        on conflict (name) do update
        set owner = excluded.owner, owned_until = excluded.owned_until, position = 0, since = 0, offered = 0, chain = excluded.chain
        where r.owned_until < clock_timestamp()
        """;

    const string Renew = """
        update regulation.rebuilds set owned_until = clock_timestamp() + interval '20 seconds' where name = $1 and owner = $2
        """;

    /// <param name="owner">New for each comparison: it tells this one from another process's.</param>
    /// <exception cref="ComparisonBusyException">Another process compares this read model.</exception>
    public static async Task<DifferenceReport> RunAsync(
        IProjection projection, RebuildSource source, RebuildOptions options, Guid owner,
        IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var shelf = Shelf.Compare(projection);
        if (await source.Projector.RunAsync(Begin, cancellation, shelf.Row, owner) != 1)
            throw new ComparisonBusyException(projection.Name);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var renewing = RenewAsync(shelf, owner, source, ending.Token);
        try
        {
            await DropAsync(projection, shelf, source);
            await Rebuild.CreateAsync(projection, shelf, source, cancellation);
            var load = await ShadowLoad.OpenAsync(projection, shelf, source, options, progress, cancellation);
            await load.CatchUpAsync(await load.HorizonAsync(cancellation), cancellation);
            return await Differences.ReportAsync(projection, shelf, load, source, options, cancellation);
        }
        finally
        {
            await ending.CancelAsync();
            await renewing;
            await DropAsync(projection, shelf, source);
            await source.Projector.RunAsync(
                "delete from regulation.rebuilds where name = $1 and owner = $2", CancellationToken.None, shelf.Row, owner);
        }
    }

    static async Task RenewAsync(Shelf shelf, Guid owner, RebuildSource source, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), cancellation);
                await source.Projector.RunAsync(Renew, cancellation, shelf.Row, owner);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or Npgsql.NpgsqlException)
        {
            // Over, or the server is away and the comparison fails by itself.
        }
    }

    static Task<int> DropAsync(IProjection projection, Shelf shelf, RebuildSource source) =>
        source.Owner.RunAsync($"drop table if exists {shelf.TableOf(projection)}", CancellationToken.None);
}
