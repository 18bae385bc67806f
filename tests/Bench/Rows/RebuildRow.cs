using System.Diagnostics;
using Bench.Bases;
using Bench.Measuring;
using Bench.Report;
using Bench.Server;

namespace Bench.Rows;

/// <summary>A read model from an empty table to the end of the log, against reading that log.</summary>
public sealed class RebuildRow : IRowGroup
{
    public IReadOnlyList<RowInfo> Rows { get; } =
    [
        new("6", "rebuild of a read model", "reading and deserialising the same events, nothing else", Target.Least(0.5)),
    ];

    public async Task<IReadOnlyList<RowResult>> RunAsync(BenchRun run, IReadOnlySet<string> wanted)
    {
        await using var database = await BenchDatabase.CreateAsync(run.Server, run.Cancellation);
        run.Say($"filling {run.Scale.RebuildEvents} events");
        await new Filler(database).FillAsync(run.Scale.RebuildEvents / Filler.EventsPerCard, _ => { }, run.Cancellation);
        var bare = new BareReading(database.Bare);

        // Once each for nothing: what has not run yet is still being compiled.
        await bare.ReadLogAsync(run.Cancellation);
        await Rebuild.RunAsync(database, run.Cancellation);
        var rounds = new List<Round>();
        for (var round = 1; round <= run.Scale.Rounds; round++)
        {
            run.Say($"row 6, round {round}");
            await run.SettleAsync(database);
            var watch = Stopwatch.StartNew();
            var read = await bare.ReadLogAsync(run.Cancellation);
            var against = new Side(read / watch.Elapsed.TotalSeconds);
            await Rebuild.EmptyAsync(database, run.Cancellation);
            await run.SettleAsync(database);
            var seconds = await Rebuild.RunAsync(database, run.Cancellation);
            run.NoteMemory("6");
            rounds.Add(new(new Side(read / seconds), against));
        }

        return [new(Rows[0], "/s", rounds, $"{run.Scale.RebuildEvents} events into {run.Scale.RebuildEvents / Filler.EventsPerCard} rows")];
    }
}
