using Npgsql;

namespace Infrastructure.Policies;

/// <param name="Attempts">How often it was tried and failed.</param>
public sealed record PolicyToDo(string Policy, Guid Event, string Stream, long Version, int Attempts);

/// <summary>The events that policies still have to act on, in the order of the log.</summary>
/// <param name="projector">Connections of regulation_projector.</param>
public sealed class PolicyToDos(NpgsqlDataSource projector)
{
    const string Due = """
        select policy, event, stream, version, attempts from regulation.policy_to_dos
        where done_at is null and next_try_at <= clock_timestamp() and policy = any($1)
        order by position, policy limit $2
        """;

    const string Done =
        "update regulation.policy_to_dos set done_at = clock_timestamp() where policy = $1 and event = $2 and done_at is null";

    // 2, 4, 8, … seconds, an hour at most: a poisoned event costs little and is still there when its cause is mended.
    const string Failed = """
        update regulation.policy_to_dos
        set attempts = attempts + 1, last_failure = $3,
            next_try_at = clock_timestamp() + least(interval '1 hour', interval '1 second' * power(2, least(attempts + 1, 12)))
        where policy = $1 and event = $2 and done_at is null
        """;

    public async Task<IReadOnlyList<PolicyToDo>> DueAsync(
        IEnumerable<string> policies, int limit, CancellationToken cancellation)
    {
        await using var command = projector.CreateCommand(Due);
        command.Parameters.Add(new() { Value = policies.ToArray() });
        command.Parameters.Add(new() { Value = limit });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<PolicyToDo>();
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(new PolicyToDo(
                rows.GetString(0), rows.GetGuid(1), rows.GetString(2), rows.GetInt64(3), rows.GetInt32(4)));
        }

        return found;
    }

    public Task DoneAsync(PolicyToDo item, CancellationToken cancellation) => UpdateAsync(Done, item, null, cancellation);

    /// <param name="failure">A name or code, never a message: that could hold what was worked on.</param>
    public Task FailedAsync(PolicyToDo item, string failure, CancellationToken cancellation) =>
        UpdateAsync(Failed, item, failure, cancellation);

    async Task UpdateAsync(string sql, PolicyToDo item, string? failure, CancellationToken cancellation)
    {
        await using var command = projector.CreateCommand(sql);
        command.Parameters.Add(new() { Value = item.Policy });
        command.Parameters.Add(new() { Value = item.Event });
        if (failure is not null) command.Parameters.Add(new() { Value = failure });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
