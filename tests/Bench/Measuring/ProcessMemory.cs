using System.Globalization;

namespace Bench.Measuring;

/// <summary>The most memory this process has held, as Linux counts it (VmHWM, resident pages).</summary>
public static class ProcessMemory
{
    /// <summary>Lets the peak start anew from what is held now.</summary>
    public static void Forget()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A kernel that does not let go of the old peak: the figure is then an upper bound.
        }
    }

    public static double PeakMiB()
    {
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024.0;
    }
}
