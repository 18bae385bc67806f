using System.Diagnostics;
using Bench.Cards;
using Bench.Measuring;
using Bench.Report;
using Bench.Server;
using EventStore;
using EventStore.Subscriptions;

namespace Bench.Rows;

/// <summary>From the answer to a single append to its row in a read model, on a log where nothing else goes on.</summary>
public sealed class LagRows : IRowGroup
{
    const string Here = "5a", Elsewhere = "5b";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public IReadOnlyList<RowInfo> Rows { get; } =
    [
        new(Here, "lag of a read model on the appending node, median", null, Target.Most(20, "ms")),
        new(Elsewhere, "lag of a read model on another node, median", null, Target.Most(250, "ms")),
    ];

    public async Task<IReadOnlyList<RowResult>> RunAsync(BenchRun run, IReadOnlySet<string> wanted)
    {
        await using var database = await BenchDatabase.CreateAsync(run.Server, run.Cancellation);
        var cards = Math.Min(run.Scale.Cards, 2_000);
        await new Filler(database).FillAsync(cards, _ => { }, run.Cancellation);
        var (store, turns) = (database.Store(), new CardTurns(cards));

        var results = new List<RowResult>();
        if (wanted.Contains(Here)) results.Add(await HereAsync());
        if (wanted.Contains(Elsewhere)) results.Add(await ElsewhereAsync());
        return results;

        async Task<RowResult> HereAsync()
        {
            run.Say("row 5a");
            var projection = new CardPageProjection();
            await using var runner = new SubscriptionRunner(database.Projector, store, [projection.Subscriber()]);
            runner.Start();
            if (!await runner.WaitForAsync(projection.Name, await store.HorizonAsync(run.Cancellation), Patience, run.Cancellation))
                throw new InvalidOperationException("The read model did not catch up.");

            return await SampleAsync(Rows[0], "the read model runs in the process that appends", async position =>
            {
                if (!await runner.WaitForAsync(projection.Name, position, Patience, run.Cancellation))
                    throw new InvalidOperationException("The read model stands still.");
                return Stopwatch.GetTimestamp();
            });
        }

        async Task<RowResult> ElsewhereAsync()
        {
            run.Say("row 5b");
            await using var node = await SecondNode.StartAsync(database);
            return await SampleAsync(Rows[1], "the read model runs in a second process", node.ReachedAsync);
        }

        async Task<RowResult> SampleAsync(RowInfo row, string where, Func<long, Task<long>> reached)
        {
            var lags = new List<double>();
            for (var sample = 0; sample < run.Scale.LagSamples; sample++)
            {
                // At no fixed interval, so that no poll can fall into step with it.
                await Task.Delay(Random.Shared.Next(20, 220), run.Cancellation);
                var answer = await store.WriteAsync(VisitCards.Write(turns.NextStream(), CommandKey.Next()), run.Cancellation);
                var answered = Stopwatch.GetTimestamp();
                var at = await reached(((WriteResult.Committed)answer).Position);
                lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(answered, at).TotalMilliseconds));
            }

            // Thirds of the run stand for rounds: there is no base to take turns with.
            var rounds = lags.Chunk((lags.Count + 2) / 3).Select(part => Round([.. part])).ToList();
            return new(row, "ms", rounds, $"{lags.Count} single appends 20 to 220 ms apart; {where}");
        }

        static Round Round(List<double> lags)
        {
            var median = Percentile.Of(lags, 0.5);
            return new(new Side(median, median, Percentile.Of(lags, 0.99)), null);
        }
    }
}
