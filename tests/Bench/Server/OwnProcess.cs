using System.Diagnostics;

namespace Bench.Server;

/// <summary>This program as a further process on one of the run's databases; it ends when nobody speaks to it any more.</summary>
sealed class OwnProcess : IAsyncDisposable
{
    const string DatabaseVariable = "REGULATION_BENCH_DATABASE";

    readonly Process process;

    OwnProcess(Process process) => this.process = process;

    /// <param name="command">What it is told to be; Program knows the words.</param>
    /// <param name="database">Null for one that needs none.</param>
    public static OwnProcess Start(string command, BenchDatabase? database, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OwnProcess).Assembly.Location, command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        if (database is not null) start.Environment[DatabaseVariable] = database.OwnerConnectionString;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return new OwnProcess(Process.Start(start)!);
    }

    /// <summary>In the further process: the database it was started for.</summary>
    public static BenchDatabase JoinDatabase() => BenchDatabase.Join(
        Environment.GetEnvironmentVariable(DatabaseVariable)
        ?? throw new InvalidOperationException("This command is for the bench itself."));

    public int Id => process.Id;

    public async Task TellAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    public async Task<string> LineAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        return await process.StandardOutput.ReadLineAsync(limit.Token)
            ?? throw new InvalidOperationException("A process of the bench ended before its time.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
