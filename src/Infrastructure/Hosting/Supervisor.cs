using System.Net.Sockets;
using System.Runtime.InteropServices;
using Infrastructure.Database;
using Infrastructure.Postgres;
using Npgsql;

namespace Infrastructure.Hosting;

/// <summary>Keeps PostgreSQL and the service running until it is told to stop; either may be killed at any
/// moment.</summary>
public sealed class Supervisor(SupervisorOptions options)
{
    /// <summary>The service is back within a second; a dead server is noticed at once.</summary>
    static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(200);

    static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>A service that never came up does not come up by trying for ever.</summary>
    const int FirstAttempts = 3;

    readonly PrivateCluster? cluster = options.Database is null ? new PrivateCluster(options.DataDirectory) : null;

    bool wasReady;
    int attempts;

    /// <returns>Exit code: 0 when it was told to stop or runs already, 1 when something is missing.</returns>
    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

        using var state = RunState.TryTake(options.DataDirectory);
        if (state is null)
        {
            Say("It runs already; ./run status shows where.");
            return 0;
        }

        var ended = 1;
        var stopped = 1;
        try
        {
            ended = await SayingWhatIsMissingAsync(() => RunAsync(state, stop.Token));
        }
        finally
        {
            stopped = await SayingWhatIsMissingAsync(
                () => cluster?.StopAsync(CancellationToken.None) ?? Task.CompletedTask);
        }

        return Math.Max(ended, stopped);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    async Task RunAsync(RunState state, CancellationToken cancellation)
    {
        state.Write(options.Urls, ready: false);
        RequireFreePorts();
        try
        {
            await KeepRunningAsync(state, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // It was told to stop.
        }
    }

    /// <returns>Exit code.</returns>
    static async Task<int> SayingWhatIsMissingAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception missing) when (
            missing is ClusterException or SchemaMismatchException or InvalidOperationException or NpgsqlException)
        {
            Say(missing.Message);
            return 1;
        }
    }

    async Task KeepRunningAsync(RunState state, CancellationToken cancellation)
    {
        var database = await PrepareAsync(cancellation);
        while (true)
        {
            using var service = ServiceProcess.Start(options, database);
            try
            {
                await WatchAsync(service, state, database, cancellation);
            }
            finally
            {
                await service.StopAsync();
            }

            state.Write(options.Urls, ready: false);
            if (!wasReady && ++attempts >= FirstAttempts)
            {
                throw new InvalidOperationException(
                    $"The service does not start (exit code {service.ExitCode}); its messages are above.");
            }

            await Task.Delay(Watch, cancellation);
            database = await PrepareAsync(cancellation);
        }
    }

    /// <summary>Returns when the service has died, or must be started anew because its database moved to another
    /// port.</summary>
    async Task WatchAsync(ServiceProcess service, RunState state, string database, CancellationToken cancellation)
    {
        var ready = false;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (!service.HasExited)
        {
            if (cluster is { ProcessId: null })
            {
                Say("PostgreSQL is gone; starting it again.");
                if (await StartServerAsync(cancellation) != database) return;
            }

            if (!ready && await IsReadyAsync(http, cancellation))
            {
                ready = wasReady = true;
                state.Write(options.Urls, ready: true);
            }

            await Task.Delay(Watch, cancellation);
        }

        Say($"The service ended with exit code {service.ExitCode}; starting it again.");
    }

    async Task<string> PrepareAsync(CancellationToken cancellation)
    {
        var database = await StartServerAsync(cancellation);
        try
        {
            await DatabaseRoles.EnsureAsync(database, options.RoleSeed, cancellation);
            await new Migrator(database, options.Modules).MigrateAsync(cancellation);
        }
        catch (NpgsqlException) when (wasReady)
        {
            // Killed again meanwhile: the service tries for itself, and the watch starts the server.
        }

        return database;
    }

    /// <summary>Once it has run, a server that does not start is tried again for as long as it takes.</summary>
    async Task<string> StartServerAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return cluster is null ? options.Database! : await cluster.StartAsync(DatabaseLocator.Name, cancellation);
            }
            catch (Exception failure) when (wasReady && (failure is ClusterException or NpgsqlException))
            {
                Say(failure.Message);
                await Task.Delay(Again, cancellation);
            }
        }
    }

    void RequireFreePorts()
    {
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var port = new Uri(AnyAddress(url)).Port;
            try
            {
                using var listener = new TcpListener(System.Net.IPAddress.Loopback, port);
                listener.Start();
            }
            catch (SocketException)
            {
                throw new InvalidOperationException(
                    $"Port {port} is taken by another program; choose another with --urls http://127.0.0.1:PORT.");
            }
        }
    }

    // Kestrel's words for every address are no addresses.
    static string AnyAddress(string url) =>
        url.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal);

    async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        var first = AnyAddress(options.Urls.Split(';')[0]).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(first), "/health/ready"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (
            notYet is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    static void Say(string sentence) => Console.Error.WriteLine(sentence);
}
