using Application.Policies;
using EventStore;
using Npgsql;

namespace Infrastructure.Policies;

/// <summary>Notes the events that concern a policy as work to be done, in the transaction that moves its checkpoint.</summary>
public sealed class PolicySubscriber(IPolicy policy, PolicySignal signal) : ISubscriber
{
    const string Note =
        "insert into regulation.policy_to_dos (policy, event, position, stream, version) "
        + "select $1, * from unnest($2::uuid[], $3::bigint[], $4::text[], $5::bigint[]) on conflict do nothing";

    public string Name => policy.Name;

    public async Task HandleAsync(
        IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        var found = batch.Where(policy.Concerns).ToList();
        if (found.Count == 0) return;

        await using var command = new NpgsqlCommand(Note, connection, transaction);
        command.Parameters.Add(new() { Value = policy.Name });
        command.Parameters.Add(new() { Value = found.Select(stored => stored.Id).ToArray() });
        command.Parameters.Add(new() { Value = found.Select(stored => stored.Sequence).ToArray() });
        command.Parameters.Add(new() { Value = found.Select(stored => stored.Stream).ToArray() });
        command.Parameters.Add(new() { Value = found.Select(stored => stored.Version).ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);

        // A round that comes before this is committed finds nothing; the next one, a second later, does.
        signal.Wake();
    }
}
