using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Infrastructure.Postgres;
using TestKit;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>The program as ./run starts it, with a data directory, a PostgreSQL and a port of its own.</summary>
sealed class RunningProgram : IAsyncDisposable
{
    static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(5), StopPatience = TimeSpan.FromMinutes(2);

    readonly ITestOutputHelper output;
    readonly Process supervisor;
    readonly PrivateCluster cluster;
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };

    RunningProgram(Process supervisor, Uri address, string data, ITestOutputHelper output)
    {
        this.output = output;
        this.supervisor = supervisor;
        Address = address;
        Data = data;
        cluster = new PrivateCluster(data);
    }

    public Uri Address { get; }

    public string Data { get; }

    public string LogFile => Path.Combine(Data, "program.log");

    public static async Task<RunningProgram> StartAsync(ITestOutputHelper output)
    {
        var data = Path.Combine(TestServer.Checkout, ".data", "faults", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(data);
        var address = new Uri($"http://127.0.0.1:{FreePorts.Next()}");

        // The shell becomes the program; its messages go to a file that is still there when the program is not.
        var start = new ProcessStartInfo("/bin/sh",
            ["-c", "exec dotnet \"$1\" supervise --urls \"$2\" >\"$3\" 2>&1", "sh",
             Program(), address.ToString().TrimEnd('/'),
             Path.Combine(data, "program.log")]);
        foreach (var inherited in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(inherited);
        start.Environment["Regulation__Data"] = data;
        var program = new RunningProgram(Process.Start(start)!, address, data, output);
        try
        {
            await program.UntilReadyAsync(StartPatience);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Process ids of one kind, all of them started by this program: nothing else may be killed.</summary>
    public IReadOnlyList<int> Find(Victim kind) => kind switch
    {
        Victim.Service => ProcessTable.Children(supervisor.Id, "serve"),
        Victim.Server => cluster.ProcessId is { } server ? [server] : [],
        Victim.Backend => cluster.ProcessId is { } parent ? ProcessTable.Children(parent, "postgres: regulation_") : [],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

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

    public async Task UntilReadyAsync(TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            if (supervisor.HasExited) throw new InvalidOperationException($"The program ended: {EndOfLog()}");
            if (waited.Elapsed > patience) throw new TimeoutException($"Not ready within {patience}: {EndOfLog()}");
            await Task.Delay(20);
        }
    }

    public async Task StopAsync()
    {
        if (supervisor.HasExited) return;
        using var term = Process.Start("/bin/kill", ["-TERM", supervisor.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await supervisor.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program does not stop: {EndOfLog()}");
        }
    }

    /// <summary>PostgreSQL alone, to look at what was left; connection string of its superuser.</summary>
    public Task<string> StartServerAsync() => cluster.StartAsync("regulation", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (!supervisor.HasExited) supervisor.Kill();
        await supervisor.WaitForExitAsync();
        output.WriteLine($"The program's last words: {EndOfLog()}");
        await cluster.StopAsync(CancellationToken.None);
        if (File.Exists(Path.Combine(Data, "where")))
            Directory.Delete((await File.ReadAllTextAsync(Path.Combine(Data, "where"))).Trim(), recursive: true);
        Directory.Delete(Data, recursive: true);
        supervisor.Dispose();
        http.Dispose();
    }

    string EndOfLog() => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(15)) : "no messages";

    // Built beside the tests, in the same configuration.
    public static string Program()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var path = Path.Combine(TestServer.Checkout, "src/Api/bin", configuration, "net10.0/Regulation.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: build Regulation.sln first.");
    }

    static bool IsOurs(string name) =>
        name.StartsWith("Regulation__", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal);
}
