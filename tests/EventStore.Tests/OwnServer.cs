using System.Diagnostics;
using System.Runtime.InteropServices;
using Infrastructure.Postgres;
using TestKit;

namespace EventStore.Tests;

/// <summary>A server of the test's own, that may be stopped, killed and starved.</summary>
sealed partial class OwnServer : IAsyncDisposable
{
    readonly string directory = Path.Combine("/tmp", $"regulation-store-{Guid.NewGuid():N}");
    readonly PrivateCluster cluster;
    readonly bool mounted;

    OwnServer(int? megabytes)
    {
        Directory.CreateDirectory(directory);
        mounted = megabytes is { } size && Mount(directory, size);
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_101_101);
        cluster = new PrivateCluster(Path.Combine(directory, "data"));
    }

    public TestDatabase Database { get; private set; } = null!;

    string Filler => Path.Combine(directory, "filler");

    /// <param name="megabytes">Size of its disk, which is then in memory; null for the machine's own.</param>
    public static async Task<OwnServer> StartAsync(int? megabytes = null)
    {
        var server = new OwnServer(megabytes);
        server.Database = await TestDatabase.CreateOnAsync(await server.cluster.StartAsync(CancellationToken.None));
        return server;
    }

    public Task StartAgainAsync() => cluster.StartAsync("postgres", CancellationToken.None);

    public async Task RestartAsync()
    {
        await cluster.StopAsync(CancellationToken.None);
        await StartAgainAsync();
    }

    /// <summary>SIGKILL to the postmaster: as if the machine had lost it.</summary>
    public async Task KillAsync()
    {
        Assert.Equal(0, Kill(cluster.ProcessId!.Value, 9));
        while (cluster.ProcessId is not null) await Task.Delay(10);
    }

    /// <summary>SIGKILL to the process behind one connection: the server ends all others and recovers.</summary>
    public async Task KillOneBackendAsync()
    {
        await using var connection = await Database.Writer.OpenConnectionAsync();
        Assert.Equal(0, Kill(connection.ProcessID, 9));
    }

    /// <summary>Leaves this much of the disk.</summary>
    public async Task FillAsync(long bytesLeft)
    {
        await using var file = new FileStream(Filler, FileMode.Create);
        var block = new byte[1024 * 1024];
        while (new DriveInfo(directory).AvailableFreeSpace > bytesLeft) await file.WriteAsync(block);
    }

    public void Free() => File.Delete(Filler);

    /// <returns>Why no disk of its own can be had here; null if it can.</returns>
    public static string? WhyNoDisk()
    {
        var probe = Directory.CreateTempSubdirectory("regulation-disk-").FullName;
        try
        {
            if (!Mount(probe, 1)) return "This machine does not let the test mount a small disk (tmpfs); it needs root.";
            Unmount(probe);
            return null;
        }
        finally
        {
            Directory.Delete(probe);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (mounted) Free();
        await Database.DisposeConnectionsAsync();
        await cluster.StopAsync(CancellationToken.None);
        if (mounted) Unmount(directory);
        Directory.Delete(directory, recursive: true);
    }

    static bool Mount(string at, int megabytes) =>
        Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", at);

    static void Unmount(string at) => Run("umount", "-l", at);

    static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}

/// <summary>A test that needs a disk it can fill.</summary>
sealed class SmallDiskFactAttribute : FactAttribute
{
    static readonly Lazy<string?> Why = new(OwnServer.WhyNoDisk);

    public SmallDiskFactAttribute() => Skip = Why.Value;
}
