using System.Diagnostics;
using EventStore.Reading;
using EventStore.Subscriptions;
using Npgsql;
using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>Another process moved the same table: whatever this one has folded since is not written.</summary>
public sealed class LoadOvertakenException(string name) : Exception($"{name} is loaded by another process.");

/// <summary>Fills a table that does not serve from the log, and keeps it up; rows and position commit together.</summary>
/// <remarks>
/// Killed at any moment it goes on from the position that was written last. Two processes cannot both move it: the
/// position is moved only from where this one left it. A fold makes rows and nothing else, so no effect is repeated.
/// </remarks>
public sealed class ShadowLoad
{
    readonly IProjection projection;
    readonly Shelf shelf;
    readonly RebuildSource source;
    readonly RebuildOptions options;
    readonly ForwardReader log;
    readonly IProgress<RebuildProgress>? progress;
    readonly Stopwatch sinceProgress = new();
    IRowFold fold;
    bool isSpoilt;
    long position;
    NoSkipCertificate certificate = NoSkipCertificate.Start;

    ShadowLoad(
        IProjection projection, Shelf shelf, RebuildSource source, RebuildOptions options, IProgress<RebuildProgress>? progress)
    {
        (this.projection, this.shelf, this.source, this.options, this.progress) = (projection, shelf, source, options, progress);
        log = new ForwardReader(source.Projector, source.Codec);
        fold = projection.FoldInto(shelf.Schema, options.Budget);
    }

    /// <summary>Everything at or below is in the table.</summary>
    public long Position => position;

    /// <summary>Takes up the table where it stands; it must be there.</summary>
    public static async Task<ShadowLoad> OpenAsync(
        IProjection projection, Shelf shelf, RebuildSource source, RebuildOptions options, IProgress<RebuildProgress>? progress,
        CancellationToken cancellation)
    {
        var load = new ShadowLoad(projection, shelf, source, options, progress);
        await using (var command = source.Projector.CreateCommand(
            "select position, offered, chain from regulation.rebuilds where name = $1"))
        {
            command.Parameters.Add(new() { Value = shelf.Row });
            await using var row = await command.ExecuteReaderAsync(cancellation);
            if (!await row.ReadAsync(cancellation)) throw new LoadOvertakenException(projection.Name);
            load.position = row.GetInt64(0);
            load.certificate = NoSkipCertificate.Of(row.GetInt64(1), row.GetFieldValue<byte[]>(2));
        }

        if (load.position > 0) await load.fold.RememberKeysAsync(source.Projector, cancellation);
        return load;
    }

    public Task<long> HorizonAsync(CancellationToken cancellation) => log.HorizonAsync(cancellation);

    /// <summary>Folds everything up to a position and writes it.</summary>
    /// <exception cref="FoldFailedException">The fold threw; what was written before stays.</exception>
    /// <exception cref="EventStore.UnreadableEventException">An event of this read model's business cannot be read.</exception>
    /// <exception cref="LoadOvertakenException">Another process works on the same table.</exception>
    public async Task CatchUpAsync(long upTo, CancellationToken cancellation)
    {
        var (watch, sinceWrite, events, reached, offered) = (Stopwatch.StartNew(), Stopwatch.StartNew(), 0L, position, certificate);
        if (upTo <= position) return;

        await RenewFoldAsync(cancellation);
        await using var writing = new AheadWriting(source.Owner);
        try
        {
            await foreach (var page in PagesAsync(upTo, cancellation))
            {
                await fold.FoldAsync(page.Wanted, source.Projector, cancellation);
                events += page.Offered.Count;
                RebuildMeter.Took(projection.Name, page.Offered.Count);
                (reached, offered) = (Math.Max(reached, page.Last), offered.After(page.Offered));
                Report(new("load", reached, upTo, (long)(events / Math.Max(0.001, watch.Elapsed.TotalSeconds))), page.IsLast);
                if (!page.IsLast && !fold.IsFull && sinceWrite.Elapsed < options.WriteEvery)
                {
                    await writing.GoOnAsync(fold.TakeQuiet, cancellation);
                    continue;
                }

                await options.AtAsync("write");
                await WriteAsync(writing, reached, offered, cancellation);
                sinceWrite.Restart();
            }
        }
        catch (Exception)
        {
            // What was taken to be written ahead is not in the table.
            isSpoilt = true;
            throw;
        }
    }

    /// <summary>The same inside a transaction of the caller's, for the few events that are left.</summary>
    /// <returns>What is to be called once that transaction has committed.</returns>
    public async Task<Action> CatchUpWithinAsync(NpgsqlConnection connection, long upTo, CancellationToken cancellation)
    {
        var (reached, offered) = (position, certificate);
        await RenewFoldAsync(cancellation);
        await foreach (var page in PagesAsync(upTo, cancellation))
        {
            await fold.FoldAsync(page.Wanted, source.Projector, cancellation);
            (reached, offered) = (Math.Max(reached, page.Last), offered.After(page.Offered));
        }

        await fold.TakeChanged().WriteAsync(connection, cancellation);
        await MoveAsync(connection, reached, offered, cancellation);
        return () =>
        {
            fold.Settle();
            (position, certificate) = (reached, offered);
        };
    }

    IAsyncEnumerable<ForwardPage> PagesAsync(long upTo, CancellationToken cancellation) =>
        log.ReadAsync(position, upTo, options.PageSize, projection.NeedOf, projection.NeedsMetadata, cancellation);

    async Task RenewFoldAsync(CancellationToken cancellation)
    {
        if (!isSpoilt) return;
        fold = projection.FoldInto(shelf.Schema, options.Budget);
        await fold.RememberKeysAsync(source.Projector, cancellation);
        isSpoilt = false;
    }

    async Task WriteAsync(AheadWriting writing, long reached, NoSkipCertificate offered, CancellationToken cancellation)
    {
        await writing.EndAsync(
            async connection =>
            {
                await fold.TakeChanged().WriteAsync(connection, cancellation);
                await MoveAsync(connection, reached, offered, cancellation);
            },
            cancellation);
        fold.Settle();
        (position, certificate) = (reached, offered);
    }

    async Task MoveAsync(
        NpgsqlConnection connection, long reached, NoSkipCertificate offered, CancellationToken cancellation)
    {
        const string Move = """
            update regulation.rebuilds
            set position = $2, offered = $4, chain = $5, error = null, error_position = null, updated_at = clock_timestamp()
            where name = $1 and position = $3
            """;
        if (await connection.RunAsync(Move, cancellation, shelf.Row, reached, position, offered.Offered, offered.ChainBytes()) != 1)
            throw new LoadOvertakenException(projection.Name);
    }

    void Report(RebuildProgress now, bool isLast)
    {
        if (progress is null || (!isLast && sinceProgress.IsRunning && sinceProgress.ElapsedMilliseconds < 200)) return;
        sinceProgress.Restart();
        progress.Report(now);
    }
}
