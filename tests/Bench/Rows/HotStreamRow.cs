using Bench.Bases;
using Bench.Cards;
using Bench.Measuring;
using Bench.Report;
using Bench.Server;

namespace Bench.Rows;

/// <summary>All callers want the same stream, against one transaction for each under the lock of the stream's row.</summary>
public sealed class HotStreamRow : IRowGroup
{
    const int Callers = 32;

    /// <summary>A stream takes so many commands; then another one is the hot one.</summary>
    const int CommandsOfOneStream = 1_000;

    public IReadOnlyList<RowInfo> Rows { get; } =
    [
        new("4", "commands on one hot stream, 32 concurrent", "one transaction per command under a row lock", Target.Least(5)),
    ];

    public async Task<IReadOnlyList<RowResult>> RunAsync(BenchRun run, IReadOnlySet<string> wanted)
    {
        await using var database = await BenchDatabase.CreateAsync(run.Server, run.Cancellation);
        var cards = Math.Min(run.Scale.Cards, 4_000);
        await new Filler(database).FillAsync(cards, _ => { }, run.Cancellation);
        var store = database.Store();
        var alone = new RowLockPerCommand(database.Bare);
        var sent = 0L;

        await Load.RunAsync(Callers, run.Scale.FirstWarmUp, () => alone.ExecuteAsync(Hot(), CommandKey.Next()));
        await Load.RunAsync(Callers, run.Scale.FirstWarmUp, () => Ours.PayAsync(store, Hot()));
        var rounds = new List<Round>();
        for (var round = 1; round <= run.Scale.Rounds; round++)
        {
            run.Say($"row 4, round {round}");
            var against = await BaseAsync();
            NextStream();
            await run.SettleAsync(database);
            var ours = await Load.RunAsync(Callers, run.Scale.Window, () => Ours.PayAsync(store, Hot()));
            run.NoteMemory("4");
            NextStream();
            rounds.Add(new(Side.Of(ours), against));
        }

        return [new(Rows[0], "/s", rounds, $"the hot stream is another one after every {CommandsOfOneStream} commands")];

        string Hot() => VisitCards.Stream(Interlocked.Increment(ref sent) / CommandsOfOneStream % cards);

        void NextStream() => sent = ((sent / CommandsOfOneStream) + 1) * CommandsOfOneStream;

        async Task<Side> BaseAsync()
        {
            await using var unlocked = await database.WithoutAppendLockAsync(run.Cancellation);
            await run.SettleAsync(database);
            return Side.Of(await Load.RunAsync(Callers, run.Scale.Window, () => alone.ExecuteAsync(Hot(), CommandKey.Next())));
        }
    }
}
