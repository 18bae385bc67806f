using System.Diagnostics;
using Npgsql;

namespace EventStore.Writing;

/// <summary>Takes checked requests and answers each when its commit is durable.</summary>
/// <remarks>One transaction per request; gathering several changes only this class and what it calls.</remarks>
sealed class Writer(NpgsqlDataSource source, EventCodec codec, CompanionTables companions, AppendSignal signal)
{
    const int Conflicts = 20;

    /// <summary>How long a server that went away is looked for before the caller is told.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>How long a second attempt waits for the locks of the first, if that still hangs.</summary>
    static readonly TimeSpan LookUpLimit = TimeSpan.FromSeconds(5);

    public async Task<WriteResult> ExecuteAsync(PreparedWrite write, CancellationToken cancellation)
    {
        var lostFor = new Stopwatch();
        var openOutcome = false;
        for (var attempt = 1; ; attempt++)
        {
            var (result, failure, commitSent) = await TryAsync(write, openOutcome ? LookUpLimit : null, cancellation);
            if (result is not null) return Announce(openOutcome ? AsFirst(result) : result);

            var lost = IsLost(failure!);
            openOutcome |= lost && commitSent;
            if (!MayRepeat(failure!, lost, attempt, lostFor.Elapsed))
            {
                if (openOutcome) throw new OutcomeUnknownException(failure!);
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure!);
            }

            if (lost) lostFor.Start();

            // While the outcome is open the look-up goes on even if the caller has left.
            await Task.Delay(Pause(attempt, lost), openOutcome ? CancellationToken.None : cancellation);
        }
    }

    /// <summary>One attempt on one connection. A repetition of the same command id is also the look-up of its outcome:
    /// inserting the id waits until the lost transaction has ended one way or the other.</summary>
    async Task<(WriteResult? Result, Exception? Failure, bool CommitSent)> TryAsync(
        PreparedWrite write, TimeSpan? waitingLimit, CancellationToken cancellation)
    {
        NpgsqlConnection? connection = null;
        WriteTransaction? transaction = null;
        try
        {
            connection = await source.OpenConnectionAsync(cancellation);
            transaction = new WriteTransaction(connection, write, waitingLimit, codec, companions);
            return (await transaction.RunAsync(cancellation), null, true);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
        {
            await AbandonAsync(connection, transaction, failure);
            return (null, Meaningful(failure), transaction?.CommitSent ?? false);
        }
        catch (Exception failure)
        {
            await AbandonAsync(connection, transaction, failure);
            throw;
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync();
        }
    }

    static async Task AbandonAsync(NpgsqlConnection? connection, WriteTransaction? transaction, Exception failure)
    {
        try
        {
            if (IsLost(failure) && connection is not null) NpgsqlConnection.ClearPool(connection);
            if (transaction is not null && connection?.State == System.Data.ConnectionState.Open)
                await transaction.RollBackAsync();
        }
        catch (Exception broken) when (broken is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection is gone, and with it the transaction.
        }
    }

    static Exception Meaningful(Exception failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire,
    }
        ? new NotStorableException("The request", "holds a text that PostgreSQL does not keep", failure)
        : failure;

    static bool MayRepeat(Exception failure, bool lost, int attempt, TimeSpan elapsed) =>
        lost ? elapsed < Patience : IsConflict(failure) && attempt < Conflicts;

    static bool IsConflict(Exception failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    } or PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: Statements.OneEventPerVersion,
    };

    /// <summary>A statement's error is an answer: nothing was committed. Anything else may follow a COMMIT.</summary>
    static bool IsLost(Exception failure) => failure switch
    {
        PostgresException answered => answered.Severity is "FATAL" or "PANIC"
            || answered.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || answered.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or IOException or TimeoutException => true,
        _ => false,
    };

    static TimeSpan Pause(int attempt, bool lost) =>
        TimeSpan.FromMilliseconds(lost ? Math.Min(50 * attempt, 500) : 2 * attempt);

    /// <summary>What the look-up found is this request's own commit.</summary>
    static WriteResult AsFirst(WriteResult result) => result switch
    {
        WriteResult.Committed committed => committed with { Repeated = false },
        WriteResult.Refused refused => refused with { Repeated = false },
        _ => result,
    };

    WriteResult Announce(WriteResult result)
    {
        signal.Publish(result switch
        {
            WriteResult.Committed committed => committed.Position,
            WriteResult.Refused refused => refused.Position,
            _ => 0,
        });
        return result;
    }
}
