using System.Diagnostics;
using System.Runtime.InteropServices;
using Bench.Server;
using Npgsql;

namespace Bench.Report;

/// <summary>Where a run took place.</summary>
public sealed record Surroundings(
    string Commit, bool Changed, string Runtime, string Npgsql, int Cores, double MemoryGiB, string Kernel, ServerFacts Server)
{
    public static Surroundings Here(string checkout, ServerFacts server) => new(
        Git(checkout, "rev-parse --short=12 HEAD") is { Length: > 0 } commit ? commit : "unknown",
        Git(checkout, "status --porcelain --untracked-files=no") is { Length: > 0 },
        RuntimeInformation.FrameworkDescription,
        typeof(NpgsqlConnection).Assembly.GetName().Version?.ToString(3) ?? "unknown",
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024),
        RuntimeInformation.OSDescription,
        server);

    /// <summary>How busy the machine was with others; 0 on a quiet one.</summary>
    public static double LoadAverage() => double.Parse(
        File.ReadAllText("/proc/loadavg").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    static string Git(string checkout, string arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", $"-C \"{checkout}\" {arguments}")
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var answer = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? answer : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No git here, or no repository: the figures then stand without a commit.
            return "";
        }
    }
}
