using Npgsql;

namespace Infrastructure.Database;

/// <summary>The pools of one node, one per role; as the owner connect migrations and rebuilds of read models alone.</summary>
/// <remarks>
/// Works behind PgBouncer in transaction mode: no session state, and prepared statements are kept on the server only by the writer
/// and only where the connection string says so (Max Auto Prepare), as the one of a private cluster does (ADR 0027).
/// </remarks>
public sealed class DatabaseConnections : IAsyncDisposable
{
    /// <summary>Bytes; for those who read the whole log or fill tables.</summary>
    /// <remarks>With Npgsql's own 8,192 a reader is woken for every twenty events.</remarks>
    const int LargeBuffer = 64 * 1024;

    public DatabaseConnections(
        string ownerConnectionString, string? roleSeed = null, int maxPoolSize = 40, string? keysConnectionString = null)
    {
        Writer = Pool(DatabaseRoles.Writer, ownerConnectionString);
        Projector = Pool(DatabaseRoles.Projector, ownerConnectionString);
        Reader = Pool(DatabaseRoles.Reader, ownerConnectionString);
        Owner = Pool(DatabaseRoles.Owner, ownerConnectionString);
        Keys = Pool(DatabaseRoles.Keys, keysConnectionString ?? ownerConnectionString);

        NpgsqlDataSource Pool(string role, string server)
        {
            var settings = DatabaseRoles.ConnectionOf(role, server, roleSeed);
            settings.Pooling = true;
            settings.MaxPoolSize = maxPoolSize;
            settings.ApplicationName = role;
            if (role == DatabaseRoles.Writer)
            {
                // The writer sets nothing of a session (only SET LOCAL), so there is nothing to reset for the next user.
                settings.NoResetOnClose = true;
            }
            else
            {
                // A rebuild swaps the tables that the others read, and a prepared statement would still want the old columns.
                settings.MaxAutoPrepare = 0;
            }

            if (role is DatabaseRoles.Projector or DatabaseRoles.Owner)
            {
                settings.ReadBufferSize = LargeBuffer;
                settings.WriteBufferSize = LargeBuffer;
            }

            // The name under which the pool's numbers are told; without one it would be the connection string.
            return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = role }.Build();
        }
    }

    /// <summary>Appends events, claims guards, seals texts.</summary>
    public NpgsqlDataSource Writer { get; }

    /// <summary>Reads the log, writes read models and checkpoints.</summary>
    public NpgsqlDataSource Projector { get; }

    /// <summary>All GETs; row security applies to it.</summary>
    public NpgsqlDataSource Reader { get; }

    /// <summary>Creates, fills, exchanges and drops tables of read models that do not serve; nothing else.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>Reads, adds and destroys wrapped keys, on their own server where one is named.</summary>
    public NpgsqlDataSource Keys { get; }

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
        await Owner.DisposeAsync();
        await Keys.DisposeAsync();
    }
}
