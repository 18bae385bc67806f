using Infrastructure.Postgres;
using Npgsql;

namespace Bench.Server;

/// <summary>The PostgreSQL of a run: a private one with a fixed configuration, or the one that Regulation__Database names.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    /// <summary>On top of what the product's private server runs with; the same on every machine.</summary>
    static readonly IReadOnlyDictionary<string, string> Fixed = new Dictionary<string, string>
    {
        ["shared_buffers"] = "1GB",
        ["max_wal_size"] = "8GB",
        ["checkpoint_timeout"] = "30min",
        ["fsync"] = "on",
        ["synchronous_commit"] = "on",
        ["full_page_writes"] = "on",
    };

    static readonly string[] Shown =
    [
        "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "shared_buffers", "max_wal_size",
        "checkpoint_timeout", "max_connections", "autovacuum", "wal_compression", "data_checksums",
    ];

    readonly PrivateCluster? cluster;

    BenchServer(string connectionString, PrivateCluster? cluster)
    {
        ConnectionString = connectionString;
        this.cluster = cluster;
    }

    /// <summary>As a superuser, or as one who may create databases; not pooled.</summary>
    public string ConnectionString { get; }

    /// <summary>A server that is somebody else's: nothing of its configuration is touched, and it is not stopped.</summary>
    public static BenchServer At(string connectionString) =>
        new(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString, null);

    public static async Task<BenchServer> StartAsync(string checkout, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable("Regulation__Database") is { Length: > 0 } named)
            return At(named);

        var cluster = new PrivateCluster(Path.Combine(checkout, ".data", "bench"));
        var server = await cluster.StartAsync("postgres", cancellation);
        if (await ConfigureAsync(server, cancellation))
        {
            await cluster.StopAsync(cancellation);
            server = await cluster.StartAsync("postgres", cancellation);
        }

        return new(server, cluster);
    }

    public async Task<ServerFacts> FactsAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellation);
        var settings = new Dictionary<string, string>();
        foreach (var name in Shown) settings[name] = await SettingAsync(connection, name, cancellation);
        return new(await SettingAsync(connection, "server_version", cancellation), settings, cluster is not null);
    }

    /// <exception cref="IOException">The disk of the private server has not that much room.</exception>
    public void RequireRoom(long bytes)
    {
        if (cluster is null || bytes <= 0) return;
        var free = new DriveInfo(cluster.DataDirectory).AvailableFreeSpace;
        if (free < bytes)
            throw new IOException(FormattableString.Invariant($"{bytes / 1e9:0.0} GB are needed and {free / 1e9:0.0} GB are free."));
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null) await cluster.StopAsync(CancellationToken.None);
    }

    /// <returns>True when the server must be started again for it.</returns>
    static async Task<bool> ConfigureAsync(string server, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(cancellation);
        var changed = false;
        foreach (var (name, value) in Fixed)
        {
            if (await SettingAsync(connection, name, cancellation) == value) continue;
            await Sql.RunAsync(connection, $"alter system set {name} = '{value}'", cancellation);
            changed = true;
        }

        return changed;
    }

    static Task<string> SettingAsync(NpgsqlConnection connection, string name, CancellationToken cancellation) =>
        Sql.TextAsync(connection, $"select current_setting('{name}')", cancellation);
}

/// <summary>What a reader must know of the server to make sense of a figure.</summary>
public sealed record ServerFacts(string Version, IReadOnlyDictionary<string, string> Settings, bool IsPrivate)
{
    /// <summary>With one of them off there is nothing durable to measure.</summary>
    public bool IsDurable => Settings["fsync"] == "on" && Settings["synchronous_commit"] == "on" && Settings["full_page_writes"] == "on";
}
