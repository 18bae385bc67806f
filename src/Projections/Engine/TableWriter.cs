using System.Text.Json;
using EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Projections.Engine;

/// <summary>Reads and writes rows of one table by key, as arrays: one statement for hundreds of rows.</summary>
sealed class TableWriter<TRow>(
    Table<TRow> table, NpgsqlConnection connection, NpgsqlTransaction? transaction, string schema = "read")
    where TRow : class
{
    readonly string sqlName = table.SqlNameIn(schema);

    public async Task<IReadOnlyDictionary<string, Folded<TRow>>> LoadAsync(
        string[] keys, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"select key, position, body from {sqlName} where key = any($1)", connection, transaction);
        command.Parameters.Add(new() { Value = keys, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

        var rows = new Dictionary<string, Folded<TRow>>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var row = JsonSerializer.Deserialize<TRow>(reader.GetString(2), EventJson.Options);
            rows.Add(reader.GetString(0), new(reader.GetInt64(1), row));
        }

        return rows;
    }

    public async Task StoreAsync(IReadOnlyDictionary<string, Folded<TRow>> rows, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        KeyValuePair<string, Folded<TRow>>[] kept = [.. rows.Where(row => row.Value.Row is not null)];
        string[] gone = [.. rows.Where(row => row.Value.Row is null).Select(row => row.Key)];

        if (kept.Length > 0) batch.BatchCommands.Add(Upsert(kept));
        if (gone.Length > 0) batch.BatchCommands.Add(Delete(gone));
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task EmptyAsync(Table<TRow> table, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"delete from {table.SqlName}", connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    NpgsqlBatchCommand Upsert(KeyValuePair<string, Folded<TRow>>[] kept)
    {
        var command = new NpgsqlBatchCommand(UpsertSql);
        TRow[] rows = [.. kept.Select(row => row.Value.Row!)];
        Add(command, NpgsqlDbType.Text, kept.Select(row => row.Key).ToArray());
        Add(command, NpgsqlDbType.Bigint, kept.Select(row => row.Value.Position).ToArray());
        Add(command, NpgsqlDbType.Jsonb, rows.Select(Json).ToArray());
        foreach (var column in table.Columns) Add(command, column.DbType, column.Values(rows));
        return command;
    }

    NpgsqlBatchCommand Delete(string[] gone)
    {
        var command = new NpgsqlBatchCommand($"delete from {sqlName} where key = any($1)");
        Add(command, NpgsqlDbType.Text, gone);
        return command;
    }

    static string Json(TRow row) => JsonSerializer.Serialize(row, EventJson.Options);

    static void Add(NpgsqlBatchCommand command, NpgsqlDbType type, Array values) =>
        command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });

    string UpsertSql
    {
        get
        {
            string[] names = ["key", "position", "body", .. table.Columns.Select(column => column.Name)];
            string[] types = ["text", "bigint", "jsonb", .. table.Columns.Select(column => column.SqlType)];
            var arrays = string.Join(", ", types.Select((type, index) => $"${index + 1}::{type}[]"));
            var updates = string.Join(", ", names.Skip(1).Select(name => $"{name} = excluded.{name}"));
            return $"insert into {sqlName} ({string.Join(", ", names)}) select * from unnest({arrays}) "
                + $"on conflict (key) do update set {updates}";
        }
    }
}
