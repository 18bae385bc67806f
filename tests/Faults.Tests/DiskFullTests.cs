using System.Diagnostics;
using System.Net;
using Xunit.Abstractions;

namespace Faults.Tests;

/// <summary>A PostgreSQL on a small disk of its own, which is filled up and emptied again.</summary>
public sealed class DiskFullTests(ITestOutputHelper output)
{
    [FactOnOwnDisk]
    public async Task a_full_disk_is_answered_with_a_code_loses_nothing_and_needs_no_restart()
    {
        using var disk = SmallDisk.Mount();
        await using var bureau = await Bureau.OpenAsync(Path.Combine(disk.Path, "data"), nodes: 1, new Dictionary<string, string>());
        var node = bureau.Nodes[0];
        var before = new Filings(bureau);
        await before.DuringAsync(portals: 2, () => before.MoreAsync(10));

        // A fresh segment of the server's own journal: a table that cannot grow is an error, a journal that cannot is a crash.
        await bureau.AskAsync("checkpoint");
        await bureau.AskAsync("select pg_switch_wal()");
        disk.Fill();
        using var caller = new Caller();
        var refused = new List<(string Project, Heard Answer)>();
        for (var tries = 0; tries < 200 && refused.Count < 3; tries++)
        {
            var project = Filings.FreshProject();
            var answer = await caller.FileAsync(node, project);
            if ((int)answer.Status >= 400) refused.Add((project, answer));
        }

        Assert.NotEmpty(refused);
        Assert.All(refused, one => Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "database.unavailable", true),
            (one.Answer.Status, one.Answer.Code, one.Answer.RetryAfter > TimeSpan.Zero)));
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync(node, "/register/permits")).Status);

        disk.Empty();
        var again = await caller.FileAsync(node, refused[0].Project);
        Assert.True(again.Status == HttpStatusCode.Created, again.ToString());
        await bureau.ReadersCatchUpAsync();
        output.WriteLine(
            $"{before.Acknowledged.Count} acknowledged before; refused with {refused[0].Answer.Code} after {refused[0].Answer.Took}");
        Assert.Equal([], await before.MissingAsync());
        Assert.Equal([], await bureau.FaultsAsync());
    }
}

/// <summary>Runs where a file system may be mounted.</summary>
sealed class FactOnOwnDiskAttribute : FactAttribute
{
    public FactOnOwnDiskAttribute()
    {
        if (!SmallDisk.MayMount) Skip = "A small disk of its own cannot be mounted here (it takes root and the right to mount a tmpfs).";
    }
}

/// <summary>A tmpfs of 320 MiB: a fresh PostgreSQL and its journal fit, and little more.</summary>
sealed class SmallDisk : IDisposable
{
    const int MiB = 1024 * 1024;

    static readonly Lazy<bool> Permitted = new(() =>
    {
        try
        {
            using var trial = Mount();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    });

    readonly Folder folder;

    SmallDisk(Folder folder) => this.folder = folder;

    public static bool MayMount => Permitted.Value;

    public string Path => folder.Path;

    string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static SmallDisk Mount()
    {
        var folder = new Folder("regulation-disk-");
        if (Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=320m,mode=755", "tmpfs", folder.Path))
            return new SmallDisk(folder);

        folder.Dispose();
        throw new InvalidOperationException("No tmpfs may be mounted.");
    }

    /// <summary>Writes until nothing fits any more.</summary>
    public void Fill()
    {
        using var file = File.Create(Ballast, bufferSize: 0);
        var block = new byte[MiB];
        foreach (var size in new[] { MiB, 4096 })
        {
            try
            {
                while (true) file.Write(block, 0, size);
            }
            catch (IOException)
            {
                // Full to this size.
            }
        }
    }

    public void Empty() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", folder.Path);
        folder.Dispose();
    }

    static bool Run(string tool, params string[] arguments)
    {
        using var running = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true })!;
        running.WaitForExit();
        return running.ExitCode == 0;
    }
}
