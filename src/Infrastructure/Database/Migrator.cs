using Npgsql;

namespace Infrastructure.Database;

/// <summary>Brings a database to the schema this program knows; several nodes may start at once.</summary>
/// <remarks>All missing steps commit together. Objects belong to regulation_owner, whoever connects.</remarks>
public sealed class Migrator(string ownerConnectionString, IReadOnlyList<SchemaModule> modules)
{
    /// <summary>"regulati" in ASCII: the key of the advisory lock under which a database is migrated.</summary>
    const long MigrationLock = 0x7265_6775_6C61_7469;

    const string Bootstrap = """
        SET LOCAL client_min_messages = warning;
        CREATE SCHEMA IF NOT EXISTS regulation;
        GRANT USAGE ON SCHEMA regulation TO regulation_writer, regulation_projector, regulation_reader;
        CREATE TABLE IF NOT EXISTS regulation.schema_version (
            module text NOT NULL,
            number integer NOT NULL,
            name text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (module, number));
        GRANT SELECT ON regulation.schema_version TO regulation_writer, regulation_projector, regulation_reader;
        """;

    /// <returns>The number of steps applied; 0 if there was nothing to do.</returns>
    /// <exception cref="SchemaMismatchException">The database is newer than this program, or is not ours.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false, CommandTimeout = 600 });
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellation);
        await BecomeOwnerAsync(connection, cancellation);
        await RunAsync(connection, Bootstrap, cancellation);

        var pending = Pending(await AppliedAsync(connection, cancellation));
        foreach (var (module, script) in pending) await ApplyAsync(connection, module, script, cancellation);

        await transaction.CommitAsync(cancellation);
        return pending.Count;
    }

    /// <summary>Whether the database has exactly the steps this program knows.</summary>
    public async Task<bool> IsCurrentAsync(NpgsqlDataSource anyRole, CancellationToken cancellation)
    {
        await using var connection = await anyRole.OpenConnectionAsync(cancellation);
        return Pending(await AppliedAsync(connection, cancellation)).Count == 0;
    }

    static async Task BecomeOwnerAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var database = connection.Database.Replace("\"", "\"\"", StringComparison.Ordinal);
        await RunAsync(
            connection,
            $"""
             REVOKE TEMPORARY ON DATABASE "{database}" FROM PUBLIC;
             GRANT CREATE, CONNECT ON DATABASE "{database}" TO {DatabaseRoles.Owner};
             GRANT ALL ON SCHEMA public TO {DatabaseRoles.Owner};
             GRANT USAGE ON SCHEMA public TO {DatabaseRoles.Writer}, {DatabaseRoles.Projector}, {DatabaseRoles.Reader};
             SET LOCAL ROLE {DatabaseRoles.Owner};
             """,
            cancellation);
    }

    static async Task<IReadOnlyDictionary<(string Module, int Number), string>> AppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT module, number, name FROM regulation.schema_version", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var applied = new Dictionary<(string, int), string>();
        while (await reader.ReadAsync(cancellation))
            applied.Add((reader.GetString(0), reader.GetInt32(1)), reader.GetString(2));
        return applied;
    }

    List<(string Module, SchemaScript Script)> Pending(IReadOnlyDictionary<(string Module, int Number), string> applied)
    {
        var known = modules.SelectMany(module => module.Scripts.Select(script =>
            (Module: module.Name, Script: script))).ToList();
        var names = known.ToDictionary(step => (step.Module, step.Script.Number), step => step.Script.Name);

        foreach (var (step, name) in applied)
        {
            if (!names.TryGetValue(step, out var knownName))
            {
                throw new SchemaMismatchException(
                    $"The database has step {step.Number} ({name}) of module {step.Module}, "
                    + "which this version does not know: "
                    + "it is newer than this program.");
            }

            if (knownName != name)
            {
                throw new SchemaMismatchException(
                    $"Step {step.Number} of module {step.Module} is {name} in the database "
                    + $"and {knownName} in this program.");
            }
        }

        return known.Where(step => !applied.ContainsKey((step.Module, step.Script.Number))).ToList();
    }

    static async Task ApplyAsync(
        NpgsqlConnection connection, string module, SchemaScript script, CancellationToken cancellation)
    {
        try
        {
            await RunAsync(connection, script.Sql, cancellation);
        }
        catch (PostgresException failure)
        {
            throw new SchemaMismatchException(
                $"Step {script.Number} ({script.Name}) of module {module} failed: {failure.MessageText} "
                + $"(SQLSTATE {failure.SqlState}, character {failure.Position}).",
                failure);
        }

        await using var record = new NpgsqlCommand(
            "INSERT INTO regulation.schema_version (module, number, name) VALUES ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = module }, new() { Value = script.Number }, new() { Value = script.Name } },
        };
        await record.ExecuteNonQueryAsync(cancellation);
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>The database is not what this program can work with; the message is one sentence for the
/// operator.</summary>
public sealed class SchemaMismatchException(string message, Exception? inner = null) : Exception(message, inner);
