using System.Globalization;

namespace Infrastructure.Postgres;

/// <summary>What the private server runs with; written anew at every start.</summary>
static class ClusterSettings
{
    /// <summary>Only passwords, only loopback.</summary>
    public const string HostAccess = "host all all 127.0.0.1/32 scram-sha-256\n";

    /// <remarks>
    /// Prepared transactions are on because a horizon must be right in their presence, and a test makes one.
    /// Terse errors: the detail of a broken constraint would put a value, perhaps a person's, into the log.
    /// </remarks>
    public static string Text(int port)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024);
        var buffers = Math.Clamp(memory / 8, 64, 512);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
             listen_addresses = '127.0.0.1'
             port = {port}
             unix_socket_directories = ''
             max_connections = 200
             max_prepared_transactions = 20
             shared_buffers = {buffers}MB
             fsync = on
             synchronous_commit = on
             full_page_writes = on
             max_wal_size = 2GB
             password_encryption = 'scram-sha-256'
             timezone = 'UTC'
             log_timezone = 'UTC'
             log_error_verbosity = terse
             log_min_error_statement = panic
             log_line_prefix = '%m [%p] %q%u@%d '

             """);
    }
}
