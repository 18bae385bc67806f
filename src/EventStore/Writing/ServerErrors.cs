using Npgsql;

namespace EventStore.Writing;

/// <summary>What an error of the server means for the transaction it came in.</summary>
static class ServerErrors
{
    /// <summary>A statement's error is an answer: nothing was committed. Anything else may follow a COMMIT.</summary>
    public static bool IsLost(Exception failure) => failure switch
    {
        PostgresException answered => answered.Severity is "FATAL" or "PANIC"
            || answered.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || answered.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Somebody else was faster: decided again, it comes out right.</summary>
    public static bool IsConflict(Exception failure) => failure is UnlockedStreamException or PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    } or PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation,
        ConstraintName: Statements.OneEventPerVersion or Statements.OneHolder or Statements.OneCommand
            or Statements.OneStream,
    };

    /// <summary>A lock did not come in time: another transaction sits on it.</summary>
    public static bool IsLockWait(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    /// <summary>The server lacks disk, memory or permission to write: no write of the batch would fare better alone.</summary>
    public static bool IsNobodysFault(Exception failure) => failure is PostgresException answered
        && (answered.SqlState.StartsWith("53", StringComparison.Ordinal)
            || answered.SqlState.StartsWith("58", StringComparison.Ordinal)
            || answered.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction);

    public static Exception Meaningful(Exception failure) => failure is not PostgresException answered
        ? failure
        : answered.SqlState switch
        {
            PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire =>
                new NotStorableException("The request", "holds a text that PostgreSQL does not keep", failure),
            PostgresErrorCodes.LockNotAvailable => new WriterBlockedException(failure),
            _ => failure,
        };
}

/// <summary>
/// A decision rests on a stream's not being there, and nothing holds that until the commit; or somebody else is opening it.
/// </summary>
sealed class UnlockedStreamException(string stream)
    : Exception($"The decision rests on {stream} being new, which was not held.");
