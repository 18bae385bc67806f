using System.Reflection;
using Infrastructure.Database;
using Npgsql;

namespace TestKit;

/// <summary>A fresh database with every module's schema, used through the product's own roles, dropped at the
/// end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    readonly DatabaseConnections connections;
    readonly string serverConnectionString;

    TestDatabase(string serverConnectionString, string ownerConnectionString)
    {
        this.serverConnectionString = serverConnectionString;
        OwnerConnectionString = ownerConnectionString;
        connections = new DatabaseConnections(ownerConnectionString, TestServer.RoleSeed, maxPoolSize: 20);
    }

    public string OwnerConnectionString { get; }

    public string Name => new NpgsqlConnectionStringBuilder(OwnerConnectionString).Database!;

    public NpgsqlDataSource Writer => connections.Writer;

    public NpgsqlDataSource Projector => connections.Projector;

    public NpgsqlDataSource Reader => connections.Reader;

    public NpgsqlDataSource Keys => connections.Keys;

    public static async Task<TestDatabase> CreateAsync() => await CreateOnAsync(await TestServer.ConnectionStringAsync());

    /// <param name="server">Connection string of a superuser, for a test that has a server of its own.</param>
    public static async Task<TestDatabase> CreateOnAsync(string server)
    {
        var name = $"regulation_test_{Environment.ProcessId}_{Guid.NewGuid():N}";
        await RunAsync(server, $"CREATE DATABASE {name}");
        try
        {
            var owner = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString;
            await DatabaseRoles.EnsureAsync(owner, TestServer.RoleSeed, CancellationToken.None);
            await new Migrator(owner,
                SchemaModules.With(Assembly.Load("Projections"))).MigrateAsync(CancellationToken.None);
            return new TestDatabase(server, owner);
        }
        catch
        {
            await RunAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
            throw;
        }
    }

    /// <summary>Runs SQL as the owner; for what no role of the product may do.</summary>
    public Task RunAsOwnerAsync(string sql) => RunAsync(OwnerConnectionString, sql);

    /// <summary>The first value of the first row, read as the owner.</summary>
    public async Task<object?> AskAsOwnerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        var value = await command.ExecuteScalarAsync();
        return value is DBNull ? null : value;
    }

    /// <summary>For a database that goes with its server.</summary>
    public ValueTask DisposeConnectionsAsync() => connections.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await connections.DisposeAsync();
        await RunAsync(serverConnectionString, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }

    static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
