using System.Globalization;

namespace Infrastructure.Postgres;

/// <summary>The running server of a data directory, as its postmaster.pid tells and the process table
/// confirms.</summary>
/// <remarks>
/// A pid file outlives a machine that lost power, and a copied checkout brings one along. It is believed only if it
/// names this data
/// directory and its process is a PostgreSQL that works there; PostgreSQL itself believes any process with that number.
/// </remarks>
sealed record Postmaster(int Pid, int Port)
{
    static string PidFile(string dataDirectory) => Path.Combine(dataDirectory, "postmaster.pid");

    /// <returns>The server, or null if none runs in this directory.</returns>
    public static Postmaster? Find(string dataDirectory)
    {
        // Line 1 the process, 2 the data directory, 3 the start, 4 the port.
        var lines = ReadLines(PidFile(dataDirectory));
        return lines.Length >= 4
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
            && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
            && lines[1] == dataDirectory
            && WorksIn(pid, dataDirectory)
                ? new Postmaster(pid, port)
                : null;
    }

    /// <summary>Removes a pid file behind which there is no server of this directory.</summary>
    public static void Forget(string dataDirectory)
    {
        var lines = ReadLines(PidFile(dataDirectory));
        if (lines.Length == 0) return;

        var alive = int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) && WorksIn(pid, dataDirectory);
        if (!alive) File.Delete(PidFile(dataDirectory));
    }

    public bool IsAlive(string dataDirectory) => WorksIn(Pid, dataDirectory);

    static bool WorksIn(int pid, string dataDirectory)
    {
        try
        {
            var process = new DirectoryInfo($"/proc/{pid}/cwd");
            var command = File.ReadAllText($"/proc/{pid}/comm").Trim();
            return command is "postgres" or "postmaster"
                && process.ResolveLinkTarget(returnFinalTarget: false)?.FullName == dataDirectory;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }
}
