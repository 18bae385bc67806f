using System.Diagnostics;
using Npgsql;

namespace EventStore.Writing;

/// <summary>Brings a batch to its end whatever the server does, and answers its writes.</summary>
/// <remarks>
/// Conflicts with other writers are tried again. An error of the server that one write has caused undoes the batch, which is
/// then taken in halves until only the one at fault is told so. What is nobody's fault (no disk, no lock) is told to all.
/// </remarks>
sealed class BatchRunner(
    NpgsqlDataSource source, EventCodec codec, CompanionTables companions, AppendSignal signal, WriterSettings settings)
{
    const int Conflicts = 20;

    /// <summary>How long a server that went away is looked for before the callers are told.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>How long a second attempt waits for the locks of the first, if that still hangs.</summary>
    static readonly TimeSpan LookUpLimit = TimeSpan.FromSeconds(5);

    /// <summary>Once somebody has been found to sit on a lock, the next ones need not find it out at length.</summary>
    static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    readonly FoldedStates folded = new(settings.KeptStreams, settings.LongStream);
    volatile bool logIsHeld;

    /// <param name="decided">Called once the first attempt has decided and only the commit is left; perhaps never.</param>
    public async Task RunAsync(IReadOnlyList<PendingWrite> batch, Action decided)
    {
        using var span = WriterMeter.StartBatch(batch);
        WriterMeter.Batches.Record(batch.Count);
        var begun = Stopwatch.GetTimestamp();
        await RunAsync(batch, settings.LongestLockWait, span, decided);
        WriterMeter.Latency.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    async Task RunAsync(IReadOnlyList<PendingWrite> batch, TimeSpan patience, Activity? span, Action decided)
    {
        var lostFor = new Stopwatch();
        var (openOutcome, opensAll) = (false, false);
        for (var attempt = 1; ; attempt++)
        {
            var limit = openOutcome ? LookUpLimit : logIsHeld && ShortWait < patience ? ShortWait : patience;
            var (outcomes, failure, commitSent) = await TryAsync(batch, limit, opensAll, decided);
            if (outcomes is not null)
            {
                if (commitSent) logIsHeld = false;
                Answer(batch, outcomes, openOutcome);
                return;
            }

            var lost = ServerErrors.IsLost(failure!);
            openOutcome |= lost && commitSent;
            opensAll |= failure is UnlockedStreamException;
            if (!MayRepeat(failure!, lost, attempt, lostFor.Elapsed))
            {
                span?.SetStatus(ActivityStatusCode.Error, StoreTelemetry.NameOf(failure!));
                WriterMeter.Failed.Add(1);
                await GiveUpAsync(batch, failure!, openOutcome, lost, commitSent, decided);
                return;
            }

            if (lost) lostFor.Start();
            await Task.Delay(Pause(attempt, lost));
        }
    }

    /// <summary>One attempt on one connection. A repetition of the same command ids is also the look-up of their outcome:
    /// inserting an id waits until the lost transaction has ended one way or the other.</summary>
    async Task<(IReadOnlyList<Outcome>? Outcomes, Exception? Failure, bool CommitSent)> TryAsync(
        IReadOnlyList<PendingWrite> batch, TimeSpan waitingLimit, bool opensAll, Action decided)
    {
        NpgsqlConnection? connection = null;
        BatchTransaction? transaction = null;
        try
        {
            connection = await source.OpenConnectionAsync(CancellationToken.None);
            transaction = new BatchTransaction(
                connection, [.. batch.Select(pending => pending.Write)], waitingLimit, codec, companions, folded,
                settings, opensAll, decided);
            return (await transaction.RunAsync(CancellationToken.None), null, transaction.CommitSent);
        }
        catch (Exception failure)
        {
            await AbandonAsync(connection, transaction, failure);
            return (null, failure, transaction?.CommitSent ?? false);
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync();
        }
    }

    static async Task AbandonAsync(NpgsqlConnection? connection, BatchTransaction? transaction, Exception failure)
    {
        try
        {
            if (ServerErrors.IsLost(failure) && connection is not null) NpgsqlConnection.ClearPool(connection);
            if (transaction is not null && connection?.State == System.Data.ConnectionState.Open)
                await transaction.RollBackAsync();
        }
        catch (Exception broken) when (broken is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection is gone, and with it the transaction.
        }
    }

    /// <param name="leaving">The failure came in the second half, where the log is locked.</param>
    async Task GiveUpAsync(
        IReadOnlyList<PendingWrite> batch, Exception failure, bool openOutcome, bool lost, bool leaving, Action decided)
    {
        var isLock = ServerErrors.IsLockWait(failure);
        if (isLock && leaving) logIsHeld = true;
        if (batch.Count > 1 && !openOutcome && !lost && !ServerErrors.IsNobodysFault(failure) && !(isLock && leaving))
        {
            var patience = isLock ? ShortWait : settings.LongestLockWait;
            await RunAsync([.. batch.Take(batch.Count / 2)], patience, span: null, decided);
            await RunAsync([.. batch.Skip(batch.Count / 2)], patience, span: null, decided);
            return;
        }

        var told = openOutcome ? new OutcomeUnknownException(failure) : ServerErrors.Meaningful(failure);
        foreach (var pending in batch) pending.Fail(told);
    }

    static bool MayRepeat(Exception failure, bool lost, int attempt, TimeSpan elapsed) =>
        lost ? elapsed < Patience : ServerErrors.IsConflict(failure) && attempt < Conflicts;

    static TimeSpan Pause(int attempt, bool lost) =>
        TimeSpan.FromMilliseconds(lost ? Math.Min(50 * attempt, 500) : 2 * attempt);

    /// <param name="lookedUp">What a look-up found is these requests' own commit.</param>
    void Answer(IReadOnlyList<PendingWrite> batch, IReadOnlyList<Outcome> outcomes, bool lookedUp)
    {
        var highest = 0L;
        foreach (var outcome in outcomes.Where(outcome => outcome.Failure is null))
            highest = Math.Max(highest, PositionOf(outcome.Result!));
        signal.Publish(highest);

        foreach (var (pending, outcome) in batch.Zip(outcomes))
        {
            if (outcome.Failure is { } failure) pending.Fail(failure);
            else pending.Tell(lookedUp ? AsFirst(outcome.Result!) : outcome.Result!);
        }
    }

    static WriteResult AsFirst(WriteResult result) => result switch
    {
        WriteResult.Committed committed => committed with { Repeated = false },
        WriteResult.Refused refused => refused with { Repeated = false },
        _ => result,
    };

    static long PositionOf(WriteResult result) => result switch
    {
        WriteResult.Committed committed => committed.Position,
        WriteResult.Refused refused => refused.Position,
        _ => 0,
    };
}
