using Npgsql;

namespace EventStore.Certification;

/// <summary>One certificate as it is stored: of the checkpoint, or an earlier one.</summary>
sealed record StoredCertificate(string Reader, long Since, long Position, long Offered, byte[] Chain);

/// <summary>All certificates of all readers, or of one, in the order of their positions.</summary>
static class StoredCertificates
{
    // Earlier ones from before a reader was set back, or from another beginning, say nothing about this one.
    const string All = """
        with current as (
            select name, since, position, offered, chain from regulation.checkpoints where $1::text is null or name = $1)
        select name, since, position, offered, chain from current
        union
        select e.name, e.since, e.position, e.offered, e.chain
        from regulation.certificates as e join current as c on c.name = e.name and c.since = e.since and e.position < c.position
        order by 1, 3
        """;

    public static async Task<ILookup<string, StoredCertificate>> ReadAsync(
        NpgsqlConnection connection, string? reader, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(All, connection);
        command.Parameters.Add(new() { Value = reader ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var found = new List<StoredCertificate>();
        while (await row.ReadAsync(cancellation))
        {
            found.Add(new StoredCertificate(
                row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4)));
        }

        return found.ToLookup(certificate => certificate.Reader, StringComparer.Ordinal);
    }
}
