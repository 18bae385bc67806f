using System.Diagnostics;

namespace Faults.Tests;

/// <summary>What is killed: the service, PostgreSQL as a whole, one of its processes that serves the service.</summary>
enum Victim
{
    Service,
    Server,
    Backend,
}

/// <param name="Recovery">Until the service said again that it is ready; null where nobody waited for that.</param>
sealed record Kill(Victim Kind, TimeSpan? Recovery);

/// <summary>Sends SIGKILL at moments drawn from a fixed seed, sometimes before the last one is recovered from.</summary>
sealed class Killer(RunningProgram program, int seed)
{
    const int ShortestPause = 300, LongestPause = 2500;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    static readonly Victim[] Turns = [Victim.Service, Victim.Server, Victim.Backend];

    readonly Random moments = new(seed);

    /// <param name="count">How many; fewer on a machine so slow that the time is over first.</param>
    public async Task<IReadOnlyList<Kill>> RunAsync(int count, TimeSpan time)
    {
        var kills = new List<Kill>();
        for (var running = Stopwatch.StartNew(); kills.Count < count && running.Elapsed < time;)
        {
            await Task.Delay(moments.Next(ShortestPause, LongestPause));
            var kind = Turns[kills.Count % Turns.Length];
            var wait = moments.Next(3) > 0;
            var pid = await KillOneAsync(kind);
            var clock = Stopwatch.StartNew();
            if (wait) await RecoveredAsync(pid);
            kills.Add(new Kill(kind, wait ? clock.Elapsed : null));
        }

        return kills;
    }

    async Task<int> KillOneAsync(Victim kind)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            var found = program.Find(kind);
            if (found.Count > 0 && TryKill(found[moments.Next(found.Count)]) is { } pid) return pid;
            await Task.Delay(20);
        }

        throw new TimeoutException($"No {kind} to kill within {Patience}: it was not started again.");
    }

    static int? TryKill(int pid)
    {
        try
        {
            using var victim = Process.GetProcessById(pid);
            victim.Kill();
            return pid;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    async Task RecoveredAsync(int killed)
    {
        while (!ProcessTable.IsGone(killed)) await Task.Delay(5);
        await program.UntilReadyAsync(Patience);
    }
}
