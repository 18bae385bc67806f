using System.Text.Json;
using EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Projections.Rebuilding;

/// <summary>How the rebuild of one read model stands.</summary>
/// <param name="Name">Title and version: case_page:1.</param>
/// <param name="Stage">See <see cref="RebuildStages"/>.</param>
/// <param name="Wanted">What operators ordered last: ready, swapped or gone.</param>
/// <param name="Position">Everything at or below is in the table beside.</param>
/// <param name="Error">Why it stopped, without content of events; null while it goes on.</param>
/// <param name="ErrorPosition">The event it stopped at, where it was one.</param>
public sealed record RebuildState(
    string Name, string Stage, string Wanted, long Position, RebuildProgress? Progress, DifferenceReport? Report, bool ReportWanted,
    string? Error, long? ErrorPosition);

/// <summary>The table of rebuilds: read by everybody, written by the node that works on one.</summary>
/// <param name="projector">Connections of regulation_projector.</param>
public sealed class RebuildDesk(NpgsqlDataSource projector)
{
    const string Columns = "name, stage, wanted, position, progress, report, report_wanted, error, error_position";

    const string Claim = """
        update regulation.rebuilds set owner = $2, owned_until = clock_timestamp() + interval '10 seconds'
        where name = $1 and (owner = $2 or owned_until < clock_timestamp())
        """;

    const string Renew = """
        update regulation.rebuilds set owned_until = clock_timestamp() + interval '10 seconds', progress = coalesce($3, progress)
        where name = $1 and owner = $2
        """;

    const string StopSql = """
        update regulation.rebuilds set error = $2, error_position = $3, updated_at = clock_timestamp() where name = $1
        """;

    public async Task<IReadOnlyList<RebuildState>> AllAsync(CancellationToken cancellation)
    {
        await using var command = projector.CreateCommand(
            $"select {Columns} from regulation.rebuilds where stage <> 'comparing' order by name");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var all = new List<RebuildState>();
        while (await row.ReadAsync(cancellation))
        {
            all.Add(new(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), Json<RebuildProgress>(row, 4),
                Json<DifferenceReport>(row, 5), row.GetBoolean(6), row.IsDBNull(7) ? null : row.GetString(7),
                row.IsDBNull(8) ? null : row.GetInt64(8)));
        }

        return all;
    }

    public async Task<RebuildState?> FindAsync(string name, CancellationToken cancellation) =>
        (await AllAsync(cancellation)).SingleOrDefault(state => state.Name == name);

    /// <summary>After the cause is mended: goes on from where it stopped.</summary>
    public Task ResumeAsync(string name, CancellationToken cancellation) =>
        projector.RunAsync("update regulation.rebuilds set error = null, error_position = null where name = $1", cancellation, name);

    /// <summary>The report is made anew, at the position of now.</summary>
    public Task AskReportAsync(string name, CancellationToken cancellation) =>
        projector.RunAsync("update regulation.rebuilds set report_wanted = true where name = $1", cancellation, name);

    internal async Task<bool> ClaimAsync(string name, Guid owner, CancellationToken cancellation) =>
        await projector.RunAsync(Claim, cancellation, name, owner) == 1;

    internal Task RenewAsync(string name, Guid owner, RebuildProgress? progress, CancellationToken cancellation) =>
        projector.RunAsync(Renew, cancellation, name, owner, OfJson(progress));

    internal Task StopAsync(string name, string error, long? position, CancellationToken cancellation) =>
        projector.RunAsync(
            StopSql, cancellation, name, error,
            new NpgsqlParameter { Value = position is { } at ? at : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });

    internal Task SetStageAsync(string name, string stage, CancellationToken cancellation) =>
        projector.RunAsync(
            "update regulation.rebuilds set stage = $2, updated_at = clock_timestamp() where name = $1", cancellation, name, stage);

    internal Task SetReportAsync(string name, DifferenceReport report, CancellationToken cancellation) =>
        projector.RunAsync(
            "update regulation.rebuilds set report = $2, report_wanted = false, stage = 'ready', progress = null where name = $1",
            cancellation, name, OfJson(report));

    static NpgsqlParameter OfJson(object? value) => new()
    {
        Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, value.GetType(), EventJson.Options),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };

    static T? Json<T>(NpgsqlDataReader row, int column)
        where T : class =>
        row.IsDBNull(column) ? null : JsonSerializer.Deserialize<T>(row.GetString(column), EventJson.Options);
}
