using Domain.Identity;
using Domain.Licensing;
using Npgsql;

namespace Infrastructure.Vault;

/// <summary>Tells row security, for one transaction, whose rows a reader may see.</summary>
static class DistrictScope
{
    public static async Task SetAsync(NpgsqlConnection connection, Actor reader, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT set_config('regulation.districts', $1, true)", connection);
        command.Parameters.Add(new() { Value = ReadableDistricts.Of(reader) });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
