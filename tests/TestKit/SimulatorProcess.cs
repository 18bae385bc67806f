using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>A simulator of an outside system as a process of its own, with its control at hand.</summary>
public abstract class SimulatorProcess : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly Process process;
    readonly HttpClient http;

    protected SimulatorProcess(string project)
    {
        var port = FreePorts.Next();
        Address = new Uri($"http://127.0.0.1:{port}");
        process = Process.Start(new ProcessStartInfo(
            "dotnet", [Program(project), "--port", port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <param name="faults">As FaultPlan of the simulator names them; an empty object is a counterpart without faults.</param>
    public async Task SetFaultsAsync(JsonObject faults)
    {
        using var content = new StringContent(faults.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri(Address, "/control/faults"), content);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonNode> AskAsync(string path) => JsonNode.Parse(await http.GetStringAsync(new Uri(Address, $"/control/{path}")))!;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
    }

    protected async Task<bool> IsUpAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await process.StandardOutput.ReadLineAsync(patience.Token) is not null;
    }

    // Built beside the tests, in the same configuration.
    static string Program(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var path = Path.Combine(TestServer.Checkout, "tests", project, "bin", configuration, $"net10.0/{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: build Regulation.sln first.");
    }
}

public sealed class PortalProcess : SimulatorProcess
{
    PortalProcess()
        : base("PortalSimulator")
    {
    }

    public static async Task<PortalProcess> StartAsync()
    {
        var portal = new PortalProcess();
        if (await portal.IsUpAsync()) return portal;

        await portal.DisposeAsync();
        throw new InvalidOperationException("The portal's simulator did not start.");
    }
}

public sealed class OperatorProcess : SimulatorProcess
{
    OperatorProcess()
        : base("OperatorSimulator")
    {
    }

    public static async Task<OperatorProcess> StartAsync()
    {
        var wallets = new OperatorProcess();
        if (await wallets.IsUpAsync()) return wallets;

        await wallets.DisposeAsync();
        throw new InvalidOperationException("The operator's simulator did not start.");
    }
}

public sealed class NationalProcess : SimulatorProcess
{
    NationalProcess()
        : base("NationalPlatformSimulator")
    {
    }

    public static async Task<NationalProcess> StartAsync()
    {
        var national = new NationalProcess();
        if (await national.IsUpAsync()) return national;

        await national.DisposeAsync();
        throw new InvalidOperationException("The national platform's simulator did not start.");
    }
}
