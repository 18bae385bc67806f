using Infrastructure.Postgres;
using Npgsql;

namespace TestKit;

/// <summary>The server the tests use: the one named by Regulation__Database, else this checkout's own under
/// .data/test.</summary>
public static class TestServer
{
    static readonly Lazy<Task<string>> Private = new(StartAsync);

    public static string? RoleSeed => Environment.GetEnvironmentVariable("Regulation__RoleSeed");

    /// <summary>The checkout's root, found from where the tests run.</summary>
    public static string Checkout
    {
        get
        {
            for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory =
                directory.Parent)
            {
                if (File.Exists(Path.Combine(directory.FullName, "Regulation.sln"))) return directory.FullName;
            }

            throw new InvalidOperationException("The tests run outside a checkout: no Regulation.sln above them.");
        }
    }

    public static Task<string> ConnectionStringAsync()
    {
        var named = Environment.GetEnvironmentVariable("Regulation__Database");
        return string.IsNullOrWhiteSpace(named)
            ? Private.Value
            : Task.FromResult(new NpgsqlConnectionStringBuilder(named) { Pooling = false }.ConnectionString);
    }

    static async Task<string> StartAsync()
    {
        var server =
            await new PrivateCluster(Path.Combine(Checkout, ".data", "test")).StartAsync(CancellationToken.None);
        await RemoveLeftoversAsync(server);
        return server;
    }

    /// <summary>Drops the databases of test processes that were killed; their process id is in the name.</summary>
    static async Task RemoveLeftoversAsync(string server)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        var leftovers = new List<string>();
        await using (var find =
            new NpgsqlCommand("SELECT datname FROM pg_database WHERE datname LIKE 'regulation\\_test\\_%'", connection))
        await using (var reader = await find.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) leftovers.Add(reader.GetString(0));
        }

        foreach (var name in leftovers.Where(name => !Directory.Exists($"/proc/{name.Split('_')[2]}")))
        {
            await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync();
        }
    }
}
