using System.Globalization;

namespace Faults.Tests;

/// <summary>Which processes run, as /proc tells it.</summary>
static class ProcessTable
{
    /// <summary>Direct children of a process whose command line holds a word.</summary>
    public static IReadOnlyList<int> Children(int parent, string word) =>
        [.. from directory in Directory.EnumerateDirectories("/proc")
            let name = Path.GetFileName(directory)
            where name.All(char.IsAsciiDigit)
            let pid = int.Parse(name, CultureInfo.InvariantCulture)
            where ParentOf(pid) == parent && Read($"/proc/{pid}/cmdline").Contains(word, StringComparison.Ordinal)
            select pid];

    /// <summary>A killed process that nobody has waited for yet is gone as well.</summary>
    public static bool IsGone(int pid) => Fields(pid) is not [var state, ..] || state is "Z" or "X";

    static int ParentOf(int pid) => Fields(pid) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    // The name in brackets may hold anything; what follows the last bracket is state, parent, ….
    static string[] Fields(int pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        return stat.Length == 0 ? [] : stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
