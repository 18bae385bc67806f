using System.Globalization;

namespace Bench.Measuring;

/// <summary>Seconds of processor time that processes have taken so far, as /proc tells them.</summary>
/// <remarks>Divided by what was done it is steadier than a rate when others work on the machine.</remarks>
public static class ProcessorTime
{
    /// <summary>Of /proc/*/stat: the same on every Linux that .NET runs on.</summary>
    const double TicksPerSecond = 100;

    public static double Of(int process) => SecondsOf(process.ToString(CultureInfo.InvariantCulture));

    /// <summary>Of the server's processes that serve a database.</summary>
    public static double OfBackends(string database) =>
        Directory.EnumerateDirectories("/proc").Select(directory => Path.GetFileName(directory)!)
            .Where(name => char.IsAsciiDigit(name[0]) && IsBackend(name, database)).Sum(SecondsOf);

    static bool IsBackend(string process, string database)
    {
        var command = Read(process, "cmdline");
        return command.StartsWith("postgres:", StringComparison.Ordinal) && command.Contains(database, StringComparison.Ordinal);
    }

    static double SecondsOf(string process)
    {
        // The name in brackets may hold anything; user and system time are the 12th and 13th field behind the last bracket.
        var stat = Read(process, "stat");
        if (stat.Length == 0) return 0;
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[11..13].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
