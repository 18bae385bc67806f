using Npgsql;
using NpgsqlTypes;

namespace Infrastructure.Vault;

/// <summary>A person's wrapped key; null once it was destroyed.</summary>
public sealed record WrappedKey(string Person, int Version, string MasterKid, byte[]? Wrapped);

/// <summary>Where wrapped keys live: apart from what they open, with backups that are kept 30 days at most.</summary>
public interface IKeyStore
{
    /// <summary>All versions of the keys of these persons, destroyed ones included.</summary>
    Task<IReadOnlyList<WrappedKey>> FindAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation);

    /// <summary>Adds keys; one that is there already stays as it is.</summary>
    Task AddAsync(IReadOnlyCollection<WrappedKey> keys, CancellationToken cancellation);

    /// <summary>Erases for good what was sealed under the person's keys up to a version; the next key gets a higher one.</summary>
    /// <returns>The number of keys destroyed.</returns>
    Task<int> DestroyAsync(string person, int upTo, CancellationToken cancellation);
}

/// <summary>Keys in schema vault_keys of a database, which need not be the one that holds the texts.</summary>
public sealed class PostgresKeyStore(NpgsqlDataSource database) : IKeyStore
{
    public async Task<IReadOnlyList<WrappedKey>> FindAsync(IReadOnlyCollection<string> persons,
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "SELECT person, version, master_kid, wrapped FROM vault_keys.keys WHERE person = ANY ($1)");
        command.Parameters.Add(
            new() { Value = persons.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        var keys = new List<WrappedKey>();
        while (await reader.ReadAsync(cancellation))
        {
            keys.Add(new WrappedKey(
                reader.GetString(0), reader.GetInt32(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : (byte[])reader[3]));
        }

        return keys;
    }

    public async Task AddAsync(IReadOnlyCollection<WrappedKey> keys, CancellationToken cancellation)
    {
        // In one order, so that two callers with the same persons do not wait for each other.
        var sorted = keys.OrderBy(key => key.Person, StringComparer.Ordinal).ThenBy(key => key.Version).ToList();
        await using var command = database.CreateCommand(
            """
            INSERT INTO vault_keys.keys (person, version, master_kid, wrapped)
            SELECT * FROM unnest($1::text[], $2::integer[], $3::text[], $4::bytea[])
            ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(new() { Value = sorted.Select(key => key.Person).ToArray() });
        command.Parameters.Add(new() { Value = sorted.Select(key => key.Version).ToArray() });
        command.Parameters.Add(new() { Value = sorted.Select(key => key.MasterKid).ToArray() });
        command.Parameters.Add(new() { Value = sorted.Select(key => key.Wrapped).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<int> DestroyAsync(string person, int upTo, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT vault_keys.destroy($1, $2)");
        command.Parameters.Add(new() { Value = person });
        command.Parameters.Add(new() { Value = upTo });
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
