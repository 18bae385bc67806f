using System.Text.Json;
using Application;
using EventStore;
using Infrastructure.Database;
using Npgsql;
using Projections;

namespace Faults.Tests;

/// <summary>Looks, as the superuser, at what the kills left in the database.</summary>
sealed class Aftermath : IAsyncDisposable
{
    readonly DatabaseConnections pools;
    readonly NpgsqlDataSource owner;

    public Aftermath(string server)
    {
        pools = new DatabaseConnections(server);
        owner = NpgsqlDataSource.Create(server);
    }

    /// <summary>The rows of a question whose every row is something wrong, or a fact to compare.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetValue(column)}")));
        return rows;
    }

    /// <summary>What was acknowledged and is not there, or not as it was acknowledged.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(IReadOnlyList<Acknowledged> acknowledged)
    {
        var events = await RowsAsync(
            "select seq_id, stream_id, version from public.mt_events",
            row => (Position: row.GetInt64(0), Stream: row.GetString(1), Version: row.GetInt64(2)));
        var byPosition = events.ToDictionary(row => row.Position);
        var cases = (await RowsAsync(
            "select key, holder from regulation.claims where name = 'project-no'",
            row => (ProjectNo: row.GetString(0), CaseNo: row.GetString(1)))).ToDictionary(claim => claim.ProjectNo, claim => claim.CaseNo);
        var projects = cases.ToDictionary(claim => claim.Value, claim => claim.Key);
        var commands = await RowsAsync(
            "select key, refusal, position, versions from regulation.commands",
            row => (Key: row.GetString(0), Refused: !row.IsDBNull(1), Position: row.GetInt64(2),
                Versions: JsonSerializer.Deserialize<Dictionary<string, long>>(row.GetString(3))!));

        return [.. acknowledged.Where(one => !IsThere(one)).Select(one => one.ToString())];

        bool IsThere(Acknowledged one)
        {
            var caseNo = one.CaseNo ?? (one.ProjectNo is { } project ? cases.GetValueOrDefault(project) : null);
            if (caseNo is null || !projects.ContainsKey(caseNo)) return false;

            var stream = $"sport-permit-case/{caseNo}";
            var key = one.Key(no => projects[no]);
            var recorded = commands.Any(command =>
                (key.EndsWith('/') ? command.Key.StartsWith(key, StringComparison.Ordinal) : command.Key == key)
                && !command.Refused
                && (!command.Versions.TryGetValue(stream, out var reached) || reached <= (one.Version ?? long.MaxValue))
                && (command.Position == 0 || byPosition.ContainsKey(command.Position)));
            return recorded && (one.Position is not { } position
                || (byPosition.TryGetValue(position, out var found) && found.Stream == stream && found.Version <= one.Version));
        }
    }

    /// <summary>Every read model as it stands, and as a rebuild from position zero makes it.</summary>
    public async Task<(IReadOnlyList<string> Live, IReadOnlyList<string> Rebuilt)> RebuildAsync()
    {
        var live = await DumpAsync();
        var store = new PostgresEventStore(pools.Writer, pools.Reader, EventCatalogue.Types, []);
        await using var connection = await pools.Projector.OpenConnectionAsync();
        foreach (var projection in ReadModels.All) await projection.EmptyAsync(connection, CancellationToken.None);
        var page = await store.ReadLogAsync(0, 500, CancellationToken.None);
        for (; page.Events.Count > 0; page = await store.ReadLogAsync(page.Events[^1].Sequence, 500, CancellationToken.None))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var projection in ReadModels.All)
                await projection.Subscriber().HandleAsync(page.Events, connection, transaction, CancellationToken.None);
            await transaction.CommitAsync();
        }

        return (live, await DumpAsync());
    }

    async Task<IReadOnlyList<string>> DumpAsync()
    {
        var rows = new List<string>();
        foreach (var projection in ReadModels.All)
            rows.AddRange(await AskAsync($"select '{projection.Name}', t::text from {projection.SqlName} t order by key"));
        return rows;
    }

    async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await pools.DisposeAsync();
        await owner.DisposeAsync();
    }
}
