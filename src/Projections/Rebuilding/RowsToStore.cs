using System.Text.Json;
using EventStore;
using Npgsql;
using NpgsqlTypes;
using Projections.Engine;

namespace Projections.Rebuilding;

/// <summary>Rows as they stood when they were taken; they can be written while more is folded.</summary>
public interface IRowsToStore
{
    /// <summary>As sets: COPY for new rows, arrays for others. Of the caller's transaction.</summary>
    Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation);
}

/// <param name="others">Rows that the table has already; null for one that is to go.</param>
/// <param name="fresh">Rows that it has not.</param>
sealed class RowsToStore<TRow>(
    Table<TRow> table, string schema, IReadOnlyDictionary<string, Folded<TRow>> others,
    IReadOnlyList<KeyValuePair<string, Folded<TRow>>> fresh) : IRowsToStore
    where TRow : class
{
    const int RowsAtOnce = 1000;

    public int Count => others.Count + fresh.Count;

    public int Fresh => fresh.Count;

    /// <summary>Of the bodies of fresh rows, once they have been written.</summary>
    public long Bytes { get; private set; }

    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var writer = new TableWriter<TRow>(table, connection, null, schema);
        foreach (var part in others.Chunk(RowsAtOnce))
            await writer.StoreAsync(part.ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal), cancellation);

        if (fresh.Count > 0) await CopyAsync(connection, cancellation);
    }

    async Task CopyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var columns = table.Columns.ToArray();
        var names = string.Join(", ", columns.Select(column => column.Name).Prepend("body").Prepend("position").Prepend("key"));
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table.SqlNameIn(schema)} ({names}) from stdin (format binary)", cancellation);
        foreach (var (key, (position, row)) in fresh)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(row, EventJson.Options);
            Bytes += body.Length;
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(key, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(position, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(body, NpgsqlDbType.Jsonb, cancellation);
            foreach (var column in columns) await column.Copy(copy, row!, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }
}
