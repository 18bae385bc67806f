using Api.Http;
using Application.Licensing;
using EventStore;
using Infrastructure.Database;
using Npgsql;

namespace Api.Policies;

/// <summary>Runs the policies every second and whenever the clock was moved. Several nodes may: each act has one key.</summary>
public sealed partial class PolicyWorker(
    DeadlinePolicy deadlines, CalendarPolicy calendars, IEventStore store, DatabaseConnections pools, PolicySignal signal,
    ILogger<PolicyWorker> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await deadlines.RunAsync(stoppingToken);
                await RecountAsync(stoppingToken);
                await signal.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or OutcomeUnknownException or IOException)
            {
                Skipped(log, DatabaseTrouble.Name(failure));
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task RecountAsync(CancellationToken cancellation)
    {
        foreach (var (id, stream, version) in await ToDoAsync(cancellation))
        {
            var events = await store.ReadStreamAsync(stream, new StreamLimit(version), cancellation);
            if (events.FirstOrDefault(stored => stored.Id == id) is { } published) await calendars.RunAsync(published, cancellation);

            await using var done = pools.Projector.CreateCommand(
                "update regulation.recounts set done_at = clock_timestamp() where event = $1");
            done.Parameters.Add(new() { Value = id });
            await done.ExecuteNonQueryAsync(cancellation);
        }
    }

    async Task<List<(Guid Event, string Stream, long Version)>> ToDoAsync(CancellationToken cancellation)
    {
        await using var command = pools.Projector.CreateCommand(
            "select event, stream, version from regulation.recounts where done_at is null order by noted_at");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(Guid, string, long)>();
        while (await rows.ReadAsync(cancellation)) found.Add((rows.GetGuid(0), rows.GetString(1), rows.GetInt64(2)));
        return found;
    }

    [LoggerMessage(1, LogLevel.Warning, "The policies skipped a round: {Failure}")]
    static partial void Skipped(ILogger log, string failure);
}
