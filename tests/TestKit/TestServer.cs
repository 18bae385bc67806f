using Npgsql;

namespace TestKit;

/// <summary>The server the tests use: the one named by Regulation__Database, else this checkout's own.</summary>
public static class TestServer
{
    public static string? RoleSeed => Environment.GetEnvironmentVariable("Regulation__RoleSeed");

    public static Task<string> ConnectionStringAsync()
    {
        var named = Environment.GetEnvironmentVariable("Regulation__Database");
        return string.IsNullOrWhiteSpace(named)
            ? throw new InvalidOperationException("Set Regulation__Database to a server on which databases may be created.")
            : Task.FromResult(new NpgsqlConnectionStringBuilder(named) { Pooling = false }.ConnectionString);
    }
}
