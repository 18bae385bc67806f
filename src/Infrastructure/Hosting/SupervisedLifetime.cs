using Microsoft.Extensions.Hosting;

namespace Infrastructure.Hosting;

/// <summary>Stops a supervised service whose supervisor is gone, so that a new one finds the port free.</summary>
public sealed class SupervisedLifetime(IHostApplicationLifetime lifetime) : BackgroundService
{
    internal const string Variable = "Regulation__Supervised";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1") return;

        // The pipe from the supervisor carries nothing; its end is the news.
        await using var input = Console.OpenStandardInput();
        var nothing = new byte[16];
        while (await input.ReadAsync(nothing, stoppingToken) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
