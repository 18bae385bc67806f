using System.Diagnostics;

namespace Infrastructure.Postgres;

/// <summary>Runs a program of the system to its end.</summary>
static class Tool
{
    /// <summary>PostgreSQL refuses to run as root; this is whom Debian's package made for it.</summary>
    public const string ServerUser = "postgres";

    public sealed record Result(int ExitCode, string Output)
    {
        public string LastLine => Output.Trim().Split('\n')[^1].Trim();
    }

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Runs as the user that owns the cluster: the caller, or postgres if the caller is root.</summary>
    public static Task<Result> RunAsServerAsync(string file, IEnumerable<string> arguments,
        CancellationToken cancellation) =>
        (IsRoot, FindOnPath("runuser"), FindOnPath("setpriv")) switch
        {
            (false, _, _) => RunAsync(file, arguments, cancellation),
            (true, { } runuser, _) => RunAsync(runuser, ["-u", ServerUser, "--", file, .. arguments], cancellation),
            (true, null, { } setpriv) => RunAsync(
                setpriv,
                [$"--reuid={ServerUser}", $"--regid={ServerUser}", "--init-groups", file, .. arguments],
                cancellation),
            _ => throw new ClusterException(
                "PostgreSQL may not run as root, and neither runuser nor setpriv is here to change the user; "
                + "start as another user."),
        };

    public static async Task<Result> RunAsync(string file, IEnumerable<string> arguments,
        CancellationToken cancellation)
    {
        // The caller's directory may be one that the server's user cannot enter.
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";

        using var process = Process.Start(start) ?? throw new ClusterException($"{file} could not be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new Result(process.ExitCode, await output + await error);
    }

    public static string? FindOnPath(string name) =>
        Path().Select(directory => System.IO.Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    /// <summary>The search path, with the places that a user's shell leaves out.</summary>
    public static IEnumerable<string> Path() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Concat(["/usr/sbin", "/sbin", "/usr/bin", "/bin"]);
}
