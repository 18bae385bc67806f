using System.Collections.Concurrent;
using EventStore;
using Npgsql;
using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>Does what operators ordered: loads, reports, exchanges, drops; a few read models at once, each by one node.</summary>
/// <remarks>Every step may be killed and is then taken again: what was done stands in the database with its stage.</remarks>
/// <param name="owner">This node; new for each process.</param>
/// <param name="swapped">Told of a read model whose table is another now, so that a stopped fold tries again.</param>
public sealed class RebuildRounds(
    IReadOnlyList<IProjection> projections, RebuildSource source, RebuildOptions options, Guid owner,
    Func<string, CancellationToken, Task> swapped)
{
    /// <summary>Read models loaded at once; each holds its own budget of rows.</summary>
    public const int Parallel = 2;

    readonly RebuildDesk desk = new(source.Projector);
    readonly ConcurrentDictionary<string, (Task Task, bool IsLoad)> running = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, RebuildProgress> progress = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, ShadowLoad> loads = new(StringComparer.Ordinal);

    /// <summary>Starts what is to be done and is not being done; returns at once. Call it again and again.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var (name, work) in running)
        {
            if (work.Task.IsCompleted) running.TryRemove(name, out _);
            else await desk.RenewAsync(name, owner, progress.GetValueOrDefault(name), cancellation);
        }

        foreach (var state in await desk.AllAsync(cancellation))
        {
            var isLoad = state.Stage is RebuildStages.Fresh or RebuildStages.Loading;
            if (state.Error is not null || running.ContainsKey(state.Name)) continue;
            if (isLoad && running.Values.Count(work => work.IsLoad) >= Parallel) continue;
            if (state is { Stage: RebuildStages.Swapped, Wanted: RebuildStages.Swapped }) continue;
            if (projections.SingleOrDefault(each => each.Name == state.Name) is not { } projection) continue;
            if (!await desk.ClaimAsync(state.Name, owner, cancellation)) continue;

            running[state.Name] = (Task.Run(() => StepAsync(projection, state, cancellation), CancellationToken.None), isLoad);
        }
    }

    /// <summary>Waits for what is under way, after a stop was asked for.</summary>
    public Task EndAsync() => Task.WhenAll(running.Values.Select(work => work.Task));

    async Task StepAsync(IProjection projection, RebuildState state, CancellationToken cancellation)
    {
        try
        {
            await ActAsync(projection, state, cancellation);
        }
        catch (Exception end) when (end is OperationCanceledException or LoadOvertakenException or IOException or TimeoutException
            || (end is NpgsqlException and not PostgresException) || end is PostgresException { IsTransient: true })
        {
            // Stopped, overtaken, or the server is away: the next round takes it up from what is stored.
            loads.TryRemove(state.Name, out _);
        }
        catch (Exception failure)
        {
            loads.TryRemove(state.Name, out _);
            await desk.StopAsync(state.Name, Describe(failure), PlaceOf(failure), CancellationToken.None);
        }
        finally
        {
            progress.TryRemove(state.Name, out _);
        }
    }

    Task ActAsync(IProjection projection, RebuildState state, CancellationToken cancellation) =>
        (state.Stage, state.Wanted) switch
        {
            (_, RebuildStages.Gone) => DropAsync(projection, cancellation),
            (RebuildStages.Fresh, _) => BeginAsync(projection, cancellation),
            (RebuildStages.Loading, _) => LoadAsync(projection, cancellation),
            (RebuildStages.Ready, RebuildStages.Swapped) => SwapAsync(projection, RebuildStages.Swapped, cancellation),
            (RebuildStages.Swapped, RebuildStages.Ready) => SwapAsync(projection, RebuildStages.Ready, cancellation),
            _ => FollowAsync(projection, state, cancellation),
        };

    async Task BeginAsync(IProjection projection, CancellationToken cancellation)
    {
        loads.TryRemove(projection.Name, out _);
        var shelf = Shelf.Beside(projection);
        await source.Owner.RunAsync($"drop table if exists {shelf.TableOf(projection)}", cancellation);
        await desk.SetStageAsync(projection.Name, RebuildStages.Loading, cancellation);
        await LoadAsync(projection, cancellation);
    }

    async Task LoadAsync(IProjection projection, CancellationToken cancellation)
    {
        var load = await Rebuild.RunAsync(projection, source, options, new Latest(this, projection.Name), cancellation);
        loads[projection.Name] = load;
        progress[projection.Name] = new("report", load.Position, load.Position, 0);
        await ReportAsync(projection, load, cancellation);
    }

    async Task ReportAsync(IProjection projection, ShadowLoad load, CancellationToken cancellation) =>
        await desk.SetReportAsync(
            projection.Name,
            await Differences.ReportAsync(projection, Shelf.Beside(projection), load, source, options, cancellation), cancellation);

    async Task FollowAsync(IProjection projection, RebuildState state, CancellationToken cancellation)
    {
        var load = await OpenAsync(projection, cancellation);
        if (state.ReportWanted) await ReportAsync(projection, load, cancellation);
        else await load.CatchUpAsync(await load.HorizonAsync(cancellation), cancellation);
    }

    async Task SwapAsync(IProjection projection, string stage, CancellationToken cancellation)
    {
        var load = await OpenAsync(projection, cancellation);
        if (!await Exchange.RunAsync(projection, load, source, options, stage, cancellation)) return;

        // What the load knows belongs to a table that serves now.
        loads.TryRemove(projection.Name, out _);
        await swapped(projection.Name, cancellation);
    }

    async Task DropAsync(IProjection projection, CancellationToken cancellation)
    {
        loads.TryRemove(projection.Name, out _);
        var shelf = Shelf.Beside(projection);
        await using var connection = await source.Owner.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.RunAsync($"drop table if exists {shelf.TableOf(projection)}", cancellation);
        await connection.RunAsync(
            "delete from regulation.rebuilds where name = $1 and wanted = 'gone'", cancellation, shelf.Row);
        await transaction.CommitAsync(cancellation);
    }

    async Task<ShadowLoad> OpenAsync(IProjection projection, CancellationToken cancellation) =>
        loads.TryGetValue(projection.Name, out var known)
            ? known
            : loads[projection.Name] = await ShadowLoad.OpenAsync(
                projection, Shelf.Beside(projection), source, options, new Latest(this, projection.Name), cancellation);

    // Kinds and places, no messages: a message may quote what a person wrote.
    static string Describe(Exception failure) => failure switch
    {
        PostgresException server => $"{nameof(PostgresException)} {server.SqlState} {server.TableName}".TrimEnd(),
        FoldFailedException { InnerException: { } inner } => $"{inner.GetType().Name} in the fold",
        UnreadableEventException unreadable => unreadable.Message,
        _ => $"{failure.GetType().Name} in {failure.TargetSite?.DeclaringType?.Name}.{failure.TargetSite?.Name}",
    };

    static long? PlaceOf(Exception failure) => failure switch
    {
        FoldFailedException fold => fold.Position,
        UnreadableEventException unreadable => unreadable.Sequence,
        _ => null,
    };

    sealed class Latest(RebuildRounds rounds, string name) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => rounds.progress[name] = value;
    }
}
