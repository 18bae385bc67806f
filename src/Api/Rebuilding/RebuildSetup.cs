using Api.Http;
using Application.Rebuilding;
using EventStore;
using EventStore.Subscriptions;
using Infrastructure.Database;
using Npgsql;
using Projections.Rebuilding;

namespace Api.Rebuilding;

/// <summary>What rebuilds are made of.</summary>
public static class RebuildSetup
{
    public static IServiceCollection AddRebuilds(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var pools = provider.GetRequiredService<DatabaseConnections>();
            return new RebuildSource(pools.Owner, pools.Projector, provider.GetRequiredService<PostgresEventStore>().Codec);
        });
        services.AddSingleton(provider => new RebuildDesk(provider.GetRequiredService<DatabaseConnections>().Projector));
        services.AddSingleton<RebuildCommands>();
        services.AddSingleton<RebuildEndpoints.Orders>();
        services.AddSingleton(provider => new RebuildRounds(
            Projections.ReadModels.All, provider.GetRequiredService<RebuildSource>(), RebuildOptions.Default, Guid.NewGuid(),
            provider.GetRequiredService<SubscriptionRunner>().ResumeAsync));
        services.AddHostedService<RebuildWorker>();
        return services;
    }
}

/// <summary>Takes up what operators ordered, twice a second. Several nodes may: each rebuild has one that works on it.</summary>
public sealed partial class RebuildWorker(RebuildRounds rounds, ILogger<RebuildWorker> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await rounds.RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
            {
                Skipped(log, DatabaseTrouble.Name(failure));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await rounds.EndAsync();
    }

    [LoggerMessage(1, LogLevel.Warning, "The rebuilds skipped a round: {Failure}")]
    static partial void Skipped(ILogger log, string failure);
}
