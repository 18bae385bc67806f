using Npgsql;

namespace Projections.Rebuilding;

/// <summary>One statement with its values, on a connection or a pool.</summary>
static class Statements
{
    /// <summary>Seconds; an index over many rows takes its time.</summary>
    public const int Patience = 3600;

    public static async Task<int> RunAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = With(new NpgsqlCommand(sql, connection), values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<int> RunAsync(
        this NpgsqlDataSource source, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = With(source.CreateCommand(sql), values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The first value of the first row; default where there is no row or it is null.</summary>
    public static async Task<T?> AskAsync<T>(
        this NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = With(new NpgsqlCommand(sql, connection), values);
        return await command.ExecuteScalarAsync(cancellation) is T value ? value : default;
    }

    public static async Task<T?> AskAsync<T>(
        this NpgsqlDataSource source, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = With(source.CreateCommand(sql), values);
        return await command.ExecuteScalarAsync(cancellation) is T value ? value : default;
    }

    static NpgsqlCommand With(NpgsqlCommand command, object?[] values)
    {
        command.CommandTimeout = Patience;
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
