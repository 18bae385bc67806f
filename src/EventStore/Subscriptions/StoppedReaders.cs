using Npgsql;

namespace EventStore.Subscriptions;

/// <summary>Where and why a reader of the log stopped, and the word that it is to try again: in the database, for every node.</summary>
/// <param name="projector">Connections of regulation_projector.</param>
public sealed class StoppedReaders(NpgsqlDataSource projector)
{
    const string Next = """
        select c.position, (select min(seq_id) from public.mt_events where seq_id > c.position)
        from (select coalesce((select position from regulation.checkpoints where name = $1), 0)) as c (position)
        """;

    const string Record = """
        update regulation.checkpoints set error = $2, error_position = $3, updated_at = clock_timestamp()
        where name = $1 and position = $4
        """;

    const string TryAgain = """
        update regulation.checkpoints set error = null, error_position = null, updated_at = clock_timestamp()
        where name = $1 and error is not null
        """;

    /// <returns>The event it stopped at; null where its checkpoint has moved meanwhile, or nothing follows it.</returns>
    internal async Task<long?> RecordAsync(string name, string error, CancellationToken cancellation)
    {
        await using var find = Command(Next, name);
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation) || reader.IsDBNull(1)) return null;

        var (checkpoint, position) = (reader.GetInt64(0), reader.GetInt64(1));
        await reader.DisposeAsync();
        await using var record = Command(Record, name, error, position, checkpoint);
        return await record.ExecuteNonQueryAsync(cancellation) == 1 ? position : null;
    }

    /// <summary>Whether nobody has said yet that the reader should try again.</summary>
    internal async Task<bool> IsStoppedAsync(string name, CancellationToken cancellation)
    {
        await using var ask = Command("select error is not null from regulation.checkpoints where name = $1", name);
        return await ask.ExecuteScalarAsync(cancellation) is true;
    }

    /// <returns>The event the reader stopped at; null where it runs, or is unknown.</returns>
    public async Task<long?> PositionAsync(string name, CancellationToken cancellation)
    {
        await using var ask = Command(
            "select error_position from regulation.checkpoints where name = $1 and error is not null", name);
        return await ask.ExecuteScalarAsync(cancellation) as long?;
    }

    /// <summary>After the cause is mended: the node that owns the reader tries again at the event, within a second.</summary>
    /// <returns>False where it was not stopped.</returns>
    public async Task<bool> ResumeAsync(string name, CancellationToken cancellation)
    {
        await using var resume = Command(TryAgain, name);
        return await resume.ExecuteNonQueryAsync(cancellation) == 1;
    }

    NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = projector.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
