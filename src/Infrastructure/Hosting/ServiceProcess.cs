using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Infrastructure.Hosting;

/// <summary>The service as a child: it hears through its standard input when the supervisor is gone, however that
/// died.</summary>
sealed partial class ServiceProcess : IDisposable
{
    static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);
    const int Terminate = 15;

    readonly Process process;

    ServiceProcess(Process process) => this.process = process;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    public static ServiceProcess Start(SupervisorOptions options, string database)
    {
        var start = new ProcessStartInfo(options.ChildFile, options.ChildArguments) { RedirectStandardInput = true };
        start.Environment["Regulation__Database"] = database;
        start.Environment["Regulation__Data"] = options.DataDirectory;
        start.Environment[SupervisedLifetime.Variable] = "1";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = options.Environment;
        start.Environment["ASPNETCORE_URLS"] = options.Urls;
        return new ServiceProcess(
            Process.Start(start) ?? throw new InvalidOperationException($"{options.ChildFile} could not be started."));
    }

    public async Task StopAsync()
    {
        if (process.HasExited) return;

        _ = Kill(process.Id, Terminate);
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => process.Dispose();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
