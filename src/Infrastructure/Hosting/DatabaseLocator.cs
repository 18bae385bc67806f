using Infrastructure.Postgres;

namespace Infrastructure.Hosting;

/// <summary>Which server a command works on: the one that is named, or the checkout's own, started if need
/// be.</summary>
public static class DatabaseLocator
{
    /// <summary>The database of the private cluster.</summary>
    public const string Name = "regulation";

    /// <param name="named">Regulation__Database, or null.</param>
    public static Task<string> FindAsync(string? named, string dataDirectory, CancellationToken cancellation) =>
        string.IsNullOrWhiteSpace(named)
            ? new PrivateCluster(dataDirectory).StartAsync(Name, cancellation)
            : Task.FromResult(named);
}
