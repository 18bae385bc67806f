using Infrastructure.Files;
using Infrastructure.SignedCalls;
using Infrastructure.Vault;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Infrastructure.Hosting;

/// <summary>Throws away what has served: nonces after ten minutes, files that no case holds after seven days.</summary>
/// <remarks>And keys whose erasure a crash cut short (ERA-5).</remarks>
public sealed partial class Housekeeping(
    NonceStore nonces, FileStore files, ErasureKeeper erasures, ILogger<Housekeeping> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    static readonly TimeSpan OrphanAge = TimeSpan.FromDays(7);

    /// <summary>Orphans are looked for once in this many rounds, the first time right away.</summary>
    const int OrphanRounds = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        for (var round = 0; await timer.WaitForNextTickAsync(stoppingToken); round++)
        {
            try
            {
                await nonces.PruneAsync(stoppingToken);
                await erasures.ApplyAsync(stoppingToken);
                if (round % OrphanRounds == 0) await files.RemoveOrphansAsync(OrphanAge, stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
            {
                // The database is away or busy; the next round does it.
                Skipped(log, failure.GetType().Name, (failure as PostgresException)?.SqlState);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Housekeeping skipped a round: {Failure} {SqlState}")]
    static partial void Skipped(ILogger log, string failure, string? sqlState);
}
