using Application.Ports;
using Npgsql;

namespace Infrastructure.SignedCalls;

/// <summary>Nonces of signed calls (contracts: signing): a row per nonce, for all nodes and over a restart.</summary>
public sealed class NonceStore(NpgsqlDataSource writer) : INonceStore
{
    /// <summary>Twice the five minutes by which a call's clock may differ.</summary>
    const string Remembered = "interval '10 minutes'";

    public async Task<bool> TakeAsync(string app, string nonce, CancellationToken cancellation)
    {
        // One statement: of two copies that arrive at once, one gets the row. A forgotten nonce may come again.
        await using var command = writer.CreateCommand(
            $"""
             INSERT INTO regulation.nonces (app, nonce) VALUES ($1, $2)
             ON CONFLICT (app, nonce) DO UPDATE SET seen_at = clock_timestamp()
             WHERE nonces.seen_at < clock_timestamp() - {Remembered}
             """);
        command.Parameters.Add(new() { Value = app });
        command.Parameters.Add(new() { Value = nonce });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    public async Task CountRefusalAsync(string code, CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand(
            """
            INSERT INTO regulation.refused_calls AS refused (code, count) VALUES ($1, 1)
            ON CONFLICT (day, code) DO UPDATE SET count = refused.count + 1
            """);
        command.Parameters.Add(new() { Value = code });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Forgets nonces that are too old to matter.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PruneAsync(CancellationToken cancellation)
    {
        await using var command = writer.CreateCommand(
            $"DELETE FROM regulation.nonces WHERE seen_at < clock_timestamp() - {Remembered}");
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
