using Npgsql;

namespace Api.Http;

/// <summary>Failures of the database that pass or that an operator mends: the request was right and may come
/// again.</summary>
public static class DatabaseTrouble
{
    /// <summary>Connection, resources (disk, memory, connections), operator, system: classes of SQLSTATE.</summary>
    static readonly string[] Classes = ["08", "53", "57", "58"];

    /// <summary>States of other classes: a server that only reads, a lock that did not come.</summary>
    static readonly string[] States =
        [PostgresErrorCodes.ReadOnlySqlTransaction, PostgresErrorCodes.LockNotAvailable];

    public static bool Is(Exception failure) =>
        failure switch
        {
            PostgresException answered => answered.IsTransient || IsUnavailable(answered.SqlState),
            NpgsqlException or TimeoutException or IOException => true,
            _ => false,
        };

    /// <summary>57P04 and the like included; any other state is a fault of the program's own.</summary>
    public static bool IsUnavailable(string sqlState) =>
        States.Contains(sqlState) || Classes.Any(start => sqlState.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Type and SQLSTATE for the log; a message could hold what was sent.</summary>
    public static string Name(Exception failure) =>
        failure is PostgresException answered
            ? $"{nameof(PostgresException)} SQLSTATE {answered.SqlState}"
            : failure.InnerException is PostgresException cause
                ? $"{failure.GetType().Name} SQLSTATE {cause.SqlState}"
                : failure.GetType().Name;
}
