using Bench.Bases;
using Bench.Cards;
using Bench.Measuring;
using Bench.Report;
using Bench.Server;
using EventStore;

namespace Bench.Rows;

/// <summary>Durable commands on different streams, against one transaction for each and against arrays of rows.</summary>
public sealed class AppendRows : IRowGroup
{
    const string Few = "1", Many = "2", Arrays = "3";

    public IReadOnlyList<RowInfo> Rows { get; } =
    [
        new(Few, "commands on different streams, 32 concurrent", "one transaction per command, pool of 32", Target.Least(2.5)),
        new(Many, "the same, 512 concurrent", "one transaction per command, pool of 32", Target.Least(6)),
        new(Arrays, "the same, 512 concurrent", "array insert of the same rows, 500 at a time", Target.Least(0.5)),
    ];

    public async Task<IReadOnlyList<RowResult>> RunAsync(BenchRun run, IReadOnlySet<string> wanted)
    {
        await using var database = await BenchDatabase.CreateAsync(run.Server, run.Cancellation);
        run.Say($"filling twice {run.Scale.Cards} cards with {Filler.EventsPerCard} events each");
        await new Filler(database).FillAsync(2 * run.Scale.Cards, _ => { }, run.Cancellation);
        var halves = new AppendHalves(run, database);
        await halves.WarmUpAsync();

        var results = new List<RowResult>();
        var note = $"{run.Scale.Cards} streams, {Filler.EventsPerCard} events each at the start, and as many for the arrays";
        if (wanted.Contains(Few)) results.Add(await AtAsync(32, Rows[0]));
        if (!wanted.Contains(Many) && !wanted.Contains(Arrays)) return results;

        var (alone, arrays) = (new List<Round>(), new List<Round>());
        for (var round = 1; round <= run.Scale.Rounds; round++)
        {
            run.Say($"rows 2 and 3, round {round}");
            var one = wanted.Contains(Many) ? await halves.BaseAsync(512) : null;
            var array = wanted.Contains(Arrays) ? await halves.ArraysAsync() : null;
            var ours = await halves.OursAsync(512, Many);
            if (one is not null) alone.Add(new(ours, one));
            if (array is not null) arrays.Add(new(ours, array));
        }

        if (alone.Count > 0) results.Add(new(Rows[1], "/s", alone, note));
        if (arrays.Count > 0)
            results.Add(new(Rows[2], "/s", arrays, $"{note}; the base's latencies are those of a batch of {ArrayInsert.Rows}"));
        return results;

        async Task<RowResult> AtAsync(int callers, RowInfo row)
        {
            var rounds = new List<Round>();
            for (var round = 1; round <= run.Scale.Rounds; round++)
            {
                run.Say($"row {row.Id}, round {round}");
                var one = await halves.BaseAsync(callers);
                rounds.Add(new(await halves.OursAsync(callers, row.Id), one));
            }

            return new(row, "/s", rounds, note);
        }
    }
}

/// <summary>The halves of a round; all take their streams in one order, so that commands at the same time are on different ones.</summary>
/// <remarks>
/// The arrays have streams of their own: they write many times what the others do and read nothing, so they would lengthen what
/// the others have to read.
/// </remarks>
sealed class AppendHalves(BenchRun run, BenchDatabase database)
{
    readonly PostgresEventStore store = database.Store();
    readonly OneTransactionPerCommand one = new(database.Bare);
    readonly CardTurns cards = new(run.Scale.Cards);
    readonly CardTurns arrayCards = new(run.Scale.Cards);

    public async Task WarmUpAsync()
    {
        await Load.RunAsync(32, run.Scale.FirstWarmUp, () => one.ExecuteAsync(cards.NextStream(), CommandKey.Next()));
        await Load.RunAsync(512, run.Scale.FirstWarmUp, () => Ours.PayAsync(store, cards.NextStream()));
        await ArraysAsync(run.Scale.FirstWarmUp);
    }

    public async Task<Side> BaseAsync(int callers)
    {
        await using var unlocked = await database.WithoutAppendLockAsync(run.Cancellation);
        await run.SettleAsync(database);
        return Side.Of(await Load.RunAsync(callers, run.Scale.Window, () => one.ExecuteAsync(cards.NextStream(), CommandKey.Next())));
    }

    public Task<Side> ArraysAsync() => ArraysAsync(run.Scale.Window);

    public async Task<Side> OursAsync(int callers, string row)
    {
        await run.SettleAsync(database);
        var load = await Load.RunAsync(callers, run.Scale.Window, () => Ours.PayAsync(store, cards.NextStream()));
        run.NoteMemory(row);
        return Side.Of(load);
    }

    async Task<Side> ArraysAsync(LoadWindow window)
    {
        var versions = await VersionsAsync();
        await using var unlocked = await database.WithoutAppendLockAsync(run.Cancellation);
        await run.SettleAsync(database);
        return Side.Of(await new ArrayInsert(database.Bare).RunAsync(window, () =>
        {
            var batch = new (string, long)[ArrayInsert.Rows];
            for (var at = 0; at < batch.Length; at++)
            {
                var card = run.Scale.Cards + arrayCards.Next();
                batch[at] = (VisitCards.Stream(card), versions[card]++);
            }

            return batch;
        }));
    }

    async Task<long[]> VersionsAsync()
    {
        var versions = new long[2 * run.Scale.Cards];
        await using var connection = await database.OwnerAsync(run.Cancellation);
        await using var command = new Npgsql.NpgsqlCommand("select substr(id, 12)::bigint, version from public.mt_streams", connection);
        await using var rows = await command.ExecuteReaderAsync(run.Cancellation);
        while (await rows.ReadAsync(run.Cancellation)) versions[rows.GetInt64(0)] = rows.GetInt64(1);
        return versions;
    }
}
