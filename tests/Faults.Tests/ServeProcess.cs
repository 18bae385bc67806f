using System.Diagnostics;
using System.Globalization;
using System.Net;
using TestKit;

namespace Faults.Tests;

/// <summary>The service alone, on a database of the test's; killed and started again by the test.</summary>
/// <param name="data">What nodes of one database share: the vault's master key, the development issuer.</param>
sealed class ServeProcess(string database, string data, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    Process? service;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePorts.Next()}");

    public string Log { get; } = Path.Combine(data, $"service-{Guid.NewGuid():N}.log");

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("/bin/sh",
            ["-c", "exec dotnet \"$1\" serve --urls \"$2\" >>\"$3\" 2>&1", "sh",
             RunningProgram.Program(), Address.ToString().TrimEnd('/'), Log]);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Regulation__Database"] = database;
        start.Environment["Regulation__Data"] = data;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        service = Process.Start(start)!;
        await UntilReadyAsync();
    }

    public async Task UntilReadyAsync()
    {
        var waited = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            if (service is null || service.HasExited || waited.Elapsed > Patience)
                throw new InvalidOperationException($"The service is not ready: {await File.ReadAllTextAsync(Log)}");
            await Task.Delay(50);
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (service is null) return;
        if (!service.HasExited) service.Kill();
        await service.WaitForExitAsync();
        service.Dispose();
        service = null;
    }

    public string LastWords() =>
        File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(10)) : string.Create(CultureInfo.InvariantCulture, $"no {Log}");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        http.Dispose();
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
