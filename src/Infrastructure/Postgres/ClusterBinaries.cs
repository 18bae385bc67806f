using System.Globalization;
using System.Text.RegularExpressions;

namespace Infrastructure.Postgres;

/// <summary>Where PostgreSQL's programs are; installs the distribution's package where there are none and it
/// may.</summary>
sealed partial record ClusterBinaries(string Directory, int Major)
{
    /// <summary>PostgreSQL 14 is the oldest that is still maintained; the schema needs nothing newer.</summary>
    const int OldestMajor = 14;

    static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];
    static readonly string[] VersionParents = ["/usr/lib/postgresql", "/usr/local/pgsql"];

    public string InitDb => Path.Combine(Directory, "initdb");

    public string PgCtl => Path.Combine(Directory, "pg_ctl");

    /// <param name="wantedMajor">The version that wrote the data directory, or null for a new one.</param>
    public static async Task<ClusterBinaries> FindOrInstallAsync(int? wantedMajor, CancellationToken cancellation)
    {
        var found = await FindAsync(cancellation);
        if (found.Count == 0)
        {
            await InstallAsync(cancellation);
            found = await FindAsync(cancellation);
        }

        var usable = found.Where(binaries =>
            wantedMajor is null ? binaries.Major >= OldestMajor : binaries.Major == wantedMajor);
        return usable.FirstOrDefault() ?? throw new ClusterException(
            wantedMajor is not null
                ? $"The data here was written by PostgreSQL {wantedMajor}, whose programs are not on this machine; "
                    + "set PG_BIN to them."
                : $"PostgreSQL {OldestMajor} or newer is needed and not on this machine; "
                    + "install it or set PG_BIN to its programs.");
    }

    static async Task<List<ClusterBinaries>> FindAsync(CancellationToken cancellation)
    {
        var found = new List<ClusterBinaries>();
        foreach (var directory in Candidates().Distinct())
        {
            if (!Needed.All(name => File.Exists(Path.Combine(directory, name)))) continue;

            var version = await Tool.RunAsync(Path.Combine(directory, "postgres"), ["--version"], cancellation);
            var match = Version().Match(version.Output);
            if (match.Success)
                found.Add(new(directory, int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture)));
        }

        return found;
    }

    static IEnumerable<string> Candidates()
    {
        // Who sets PG_BIN means it: nothing else is looked at.
        if (Environment.GetEnvironmentVariable("PG_BIN") is { Length: > 0 } chosen) return [chosen];

        var packaged = VersionParents
            .Where(System.IO.Directory.Exists)
            .SelectMany(parent => System.IO.Directory.GetDirectories(parent))
            .OrderByDescending(directory =>
                int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var major) ? major : 0)
            .Select(directory => Path.Combine(directory, "bin"));
        return Tool.Path().Concat(packaged);
    }

    static async Task InstallAsync(CancellationToken cancellation)
    {
        const string advice = "install PostgreSQL (Debian, Ubuntu: apt-get install postgresql), "
            + "or set PG_BIN to the directory of its programs, "
            + "or set Regulation__Database to a server";

        if (Environment.GetEnvironmentVariable("PG_BIN") is { Length: > 0 } chosen)
            throw new ClusterException($"PG_BIN names {chosen}, where initdb, pg_ctl and postgres are not.");

        if (Tool.FindOnPath("apt-get") is not { } apt || !Tool.IsRoot)
        {
            throw new ClusterException(
                $"PostgreSQL is not on this machine and cannot be installed by this user: {advice}.");
        }

        await Console.Error.WriteLineAsync("PostgreSQL is not on this machine; installing the distribution's package.");
        var update = await Tool.RunAsync(apt, ["-q", "update"], cancellation);
        var install = await Tool.RunAsync(
            apt, ["-q", "install", "-y", "--no-install-recommends", "postgresql"], cancellation);
        if (install.ExitCode == 0) return;

        var reason = update.ExitCode == 0 ? install.LastLine : update.LastLine;
        throw new ClusterException(
            $"PostgreSQL is not on this machine and apt-get could not install it ({reason}): {advice}.");
    }

    [GeneratedRegex(@"PostgreSQL\) (?<major>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}
