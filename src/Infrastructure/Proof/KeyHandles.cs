using Application.Ports;
using Npgsql;

namespace Infrastructure.Proof;

/// <param name="writer">The only role that may read handles.</param>
public sealed class KeyHandles(NpgsqlDataSource writer) : IKeyHandles
{
    public async Task<byte[]> FindAsync(string kid, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand("select handle from proof.signing_keys where kid = $1");
        command.Parameters.Add(new() { Value = kid });
        return (byte[]?)await command.ExecuteScalarAsync(cancellation)
            ?? throw new InvalidOperationException($"The handle of signing key {kid} is gone; rotate the key.");
    }
}
