using Bench.Measuring;
using Bench.Report;
using Bench.Server;

namespace Bench.Rows;

/// <summary>Rows that share a database and, where they can, the measurement of ours.</summary>
public interface IRowGroup
{
    IReadOnlyList<RowInfo> Rows { get; }

    /// <param name="wanted">Ids of the rows to measure; at least one is of this group.</param>
    Task<IReadOnlyList<RowResult>> RunAsync(BenchRun run, IReadOnlySet<string> wanted);
}

/// <summary>What every row of a run uses.</summary>
/// <param name="Say">Tells whoever waits what is going on.</param>
/// <param name="Keep">Whether the large log stays for a later run.</param>
public sealed record BenchRun(BenchServer Server, Scale Scale, bool Keep, Action<string> Say, CancellationToken Cancellation)
{
    /// <summary>The most memory the process held while a row measured ours, in MiB, by row.</summary>
    public Dictionary<string, double> Memory { get; } = [];

    /// <summary>Starts one half of a round from a clean slate: no garbage, no dirty pages left by the half before.</summary>
    public async Task SettleAsync(BenchDatabase database)
    {
        await database.AsOwnerAsync("checkpoint", Cancellation);
        ProcessMemory.Forget();
    }

    /// <summary>Keeps the peak of the half of ours that has just ended.</summary>
    public void NoteMemory(string row) => Memory[row] = Math.Max(Memory.GetValueOrDefault(row), ProcessMemory.PeakMiB());
}
