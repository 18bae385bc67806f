using System.Text.Json;
using Npgsql;

namespace EventStore.Reading;

/// <summary>Questions to what is kept beside the log, which the readers' role does not see.</summary>
sealed class OutcomeReader(NpgsqlDataSource source)
{
    const string Outcome =
        "select digest, refusal, position, versions, recorded_at from regulation.commands "
        + "where caller = $1 and key = $2";

    public async Task<RecordedOutcome?> FindAsync(string caller, string key, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Outcome);
        command.Parameters.Add(new() { Value = caller });
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? ReadOutcome(reader) : null;
    }

    public async Task<string?> HolderAsync(string guard, string key, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            "select holder from regulation.claims where name = $1 and key = $2");
        command.Parameters.Add(new() { Value = guard });
        command.Parameters.Add(new() { Value = key });
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Reads digest, refusal, position, versions, recorded_at, in this order.</summary>
    public static RecordedOutcome ReadOutcome(NpgsqlDataReader row) => new(
        row.GetFieldValue<byte[]>(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.GetInt64(2),
        JsonSerializer.Deserialize<Dictionary<string, long>>(row.GetString(3))!,
        Moments.Read(row.GetDateTime(4)));
}
