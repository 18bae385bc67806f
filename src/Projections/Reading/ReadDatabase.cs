using System.Data;
using System.Text.Json;
using EventStore;
using Npgsql;
using Projections.Engine;

namespace Projections.Reading;

/// <summary>What was found, and the position of the log it reflects.</summary>
public sealed record Found<T>(T Value, long Position);

/// <summary>Rows of one page in a stable order, and how many there are in all.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total, int Number, int Size);

/// <summary>
/// The read side: every question is one snapshot under the reader's role, with row security set for it alone.
/// </summary>
/// <param name="reader">Connections of the role regulation_reader, on the primary or a replica.</param>
public sealed class ReadDatabase(NpgsqlDataSource reader)
{
    /// <summary>Asks within one snapshot; the position is that of the read model in the same snapshot.</summary>
    /// <remarks>
    /// The tables are locked before the snapshot is taken: a table that is exchanged for a rebuilt one meanwhile is seen
    /// with the snapshot of after, never with one in which it was not yet filled.
    /// </remarks>
    /// <param name="also">Further read models the question looks at.</param>
    public async Task<Found<T>> AskAsync<T>(
        ReadScope scope,
        IProjection source,
        Func<ReadSession, Task<T>> question,
        CancellationToken cancellation,
        params IReadOnlyList<IProjection> also)
    {
        await using var connection = await reader.OpenConnectionAsync(cancellation);
        await using var transaction =
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var position = await BeginAsync(connection, scope, source, also, cancellation);
        var value = await question(new ReadSession(connection, transaction, cancellation));
        await transaction.CommitAsync(cancellation);
        return new(value, position);
    }

    /// <summary>How far each read model has come; 0 for one that has not begun.</summary>
    public async Task<long> PositionAsync(IReadOnlyCollection<IProjection> sources, CancellationToken cancellation)
    {
        await using var command = reader.CreateCommand(
            "select coalesce(min(coalesce(c.position, 0)), 0) from unnest($1::text[]) as n(name) "
            + "left join regulation.checkpoints c on c.name = n.name");
        command.Parameters.Add(new() { Value = sources.Select(source => source.Name).ToArray() });
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    static async Task<long> BeginAsync(
        NpgsqlConnection connection, ReadScope scope, IProjection source, IReadOnlyList<IProjection> also,
        CancellationToken cancellation)
    {
        var tables = string.Join(", ", also.Prepend(source).Select(each => each.SqlName));
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"lock table {tables} in access share mode"),
                new(
                    "select set_config('transaction_read_only', 'on', true), set_config('regulation.districts', $1, true), "
                    + "coalesce((select position from regulation.checkpoints where name = $2), 0)")
                {
                    Parameters = { new() { Value = scope.Setting }, new() { Value = source.Name } },
                },
            },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return row.GetInt64(2);
    }
}

/// <summary>One open snapshot.</summary>
public sealed class ReadSession(
    NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
{
    /// <summary>Rows of a statement that selects body as its first column.</summary>
    public async Task<IReadOnlyList<TRow>> RowsAsync<TRow>(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<TRow>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(JsonSerializer.Deserialize<TRow>(reader.GetString(0), EventJson.Options)!);
        return rows;
    }

    public async Task<TRow?> RowAsync<TRow>(string sql, params NpgsqlParameter[] parameters)
        where TRow : class =>
        (await RowsAsync<TRow>(sql, parameters)).SingleOrDefault();

    public async Task<long> CountAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(sql, parameters);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    NpgsqlCommand Command(string sql, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var parameter in parameters) command.Parameters.Add(parameter.Clone());
        return command;
    }
}
