using System.Diagnostics;
using System.Globalization;

namespace Faults.Tests;

/// <summary>Signals to processes that the test has started.</summary>
static class Signals
{
    public static void Kill(int pid) => Send("-KILL", [pid]);

    public static void Stop(IReadOnlyList<int> pids) => Send("-STOP", pids);

    public static void Continue(IReadOnlyList<int> pids) => Send("-CONT", pids);

    // One of several may have ended by itself meanwhile; the others get their signal all the same.
    static void Send(string signal, IReadOnlyList<int> pids)
    {
        using var kill = Process.Start(
            new ProcessStartInfo("/bin/kill", [signal, .. pids.Select(pid => pid.ToString(CultureInfo.InvariantCulture))])
            {
                RedirectStandardError = true,
            })!;
        kill.WaitForExit();
    }
}
