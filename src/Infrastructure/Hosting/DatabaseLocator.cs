using Infrastructure.Postgres;
using Npgsql;

namespace Infrastructure.Hosting;

/// <summary>Which server a command works on: the one that is named, or the checkout's own, started if need
/// be.</summary>
public static class DatabaseLocator
{
    /// <summary>The database of the private cluster.</summary>
    public const string Name = "regulation";

    /// <param name="named">Regulation__Database, or null.</param>
    public static async Task<LocatedDatabase> FindAsync(
        string? named, string dataDirectory, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(named)) return new LocatedDatabase(named, null, dataDirectory);

        var cluster = new PrivateCluster(dataDirectory);
        var ranBefore = cluster.ProcessId is not null;
        var found = await cluster.StartAsync(Name, cancellation);
        return new LocatedDatabase(found, ranBefore ? null : cluster, dataDirectory);
    }
}

/// <summary>A server for the length of one command: what the command started stops with it.</summary>
public sealed class LocatedDatabase : IAsyncDisposable
{
    readonly PrivateCluster? started;
    readonly string dataDirectory;

    internal LocatedDatabase(string connectionString, PrivateCluster? started, string dataDirectory)
    {
        ConnectionString = connectionString;
        this.started = started;
        this.dataDirectory = dataDirectory;
    }

    public string ConnectionString { get; }

    /// <summary>Leaves a server running that somebody else has come to use meanwhile.</summary>
    public async ValueTask DisposeAsync()
    {
        if (started is null) return;

        using var state = RunState.TryTake(dataDirectory);
        if (state is null || await HasOtherCallersAsync()) return;

        await started.StopAsync(CancellationToken.None);
    }

    async Task<bool> HasOtherCallersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync();
            await using var others = new NpgsqlCommand(
                "SELECT EXISTS (SELECT FROM pg_stat_activity "
                + "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid())",
                connection);
            return (bool)(await others.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
