using Domain.Licensing;
using EventStore;
using Npgsql;

namespace Api.Policies;

/// <summary>Notes every new calendar edition as work to be done, in the transaction that moves its checkpoint.</summary>
public sealed class CalendarSubscriber(PolicySignal policies) : ISubscriber
{
    public string Name => "calendar-policy-1";

    public async Task HandleAsync(
        IReadOnlyList<StoredEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        foreach (var stored in batch.Where(stored => stored.Data is CalendarEditionPublished))
        {
            await using var command = new NpgsqlCommand(
                "insert into regulation.recounts (event, stream, version) values ($1, $2, $3) on conflict do nothing",
                connection, transaction);
            command.Parameters.Add(new() { Value = stored.Id });
            command.Parameters.Add(new() { Value = stored.Stream });
            command.Parameters.Add(new() { Value = stored.Version });
            await command.ExecuteNonQueryAsync(cancellation);
            policies.Wake();
        }
    }
}
