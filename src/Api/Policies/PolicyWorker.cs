using Api.Http;
using EventStore;
using Infrastructure.Policies;
using Npgsql;

namespace Api.Policies;

/// <summary>Runs the policies every second and whenever the clock was moved. Several nodes may: each act has one key.</summary>
public sealed partial class PolicyWorker(PolicyRounds rounds, PolicySignal signal, ILogger<PolicyWorker> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await rounds.RunAsync(stoppingToken)) await signal.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or OutcomeUnknownException or WriterBusyException
                or IOException)
            {
                Skipped(log, DatabaseTrouble.Name(failure));
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The policies skipped a round: {Failure}")]
    static partial void Skipped(ILogger log, string failure);
}
