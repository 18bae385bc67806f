using Application.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Infrastructure.Documents;

/// <summary>Looks for the fonts when the service starts, so that a missing one is known before a document waits for it.</summary>
public sealed partial class FontCheck(FontFiles fonts, ILogger<FontCheck> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await fonts.FacesAsync(stoppingToken);
        }
        catch (PrinterNotReadyException missing)
        {
            Missing(log, missing.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Documents wait to be printed. {Missing}")]
    static partial void Missing(ILogger log, string missing);
}
