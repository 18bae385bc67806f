using Npgsql;

namespace Infrastructure.Database;

/// <summary>The pools of one node, one per role; nothing in the program but migrations connects as the owner.</summary>
/// <remarks>Works behind PgBouncer in transaction mode: no session state, no server-side prepared statements
/// kept.</remarks>
public sealed class DatabaseConnections : IAsyncDisposable
{
    public DatabaseConnections(string ownerConnectionString, string? roleSeed = null, int maxPoolSize = 40)
    {
        Writer = Pool(DatabaseRoles.Writer);
        Projector = Pool(DatabaseRoles.Projector);
        Reader = Pool(DatabaseRoles.Reader);

        NpgsqlDataSource Pool(string role)
        {
            var settings = DatabaseRoles.ConnectionOf(role, ownerConnectionString, roleSeed);
            settings.MaxPoolSize = maxPoolSize;
            settings.ApplicationName = role;
            return NpgsqlDataSource.Create(settings);
        }
    }

    /// <summary>Appends events, claims guards, seals texts.</summary>
    public NpgsqlDataSource Writer { get; }

    /// <summary>Reads the log, writes read models and checkpoints.</summary>
    public NpgsqlDataSource Projector { get; }

    /// <summary>All GETs; row security applies to it.</summary>
    public NpgsqlDataSource Reader { get; }

    /// <summary>Creates roles where missing, migrates, and opens the pools.</summary>
    public static async Task<DatabaseConnections> PrepareAsync(
        string ownerConnectionString,
        string? roleSeed,
        IReadOnlyList<SchemaModule> modules,
        CancellationToken cancellation)
    {
        await DatabaseRoles.EnsureAsync(ownerConnectionString, roleSeed, cancellation);
        await new Migrator(ownerConnectionString, modules).MigrateAsync(cancellation);
        return new DatabaseConnections(ownerConnectionString, roleSeed);
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Projector.DisposeAsync();
        await Reader.DisposeAsync();
    }
}
