using System.Diagnostics;
using Bench.Bases;
using Bench.Cards;
using Bench.Measuring;
using Bench.Report;
using Bench.Server;
using EventStore;
using NodaTime;

namespace Bench.Rows;

/// <summary>The state of a long stream as it was at an instant; one caller.</summary>
public sealed class TimeTravelRow : IRowGroup
{
    const int EventsThen = 1_000, EventsNow = 1_200;

    public IReadOnlyList<RowInfo> Rows { get; } =
    [
        new("7", "state of a stream at a past instant, 1,000 events", "reading and folding the same rows", Target.Most(1.3, "x")),
    ];

    public async Task<IReadOnlyList<RowResult>> RunAsync(BenchRun run, IReadOnlySet<string> wanted)
    {
        await using var database = await BenchDatabase.CreateAsync(run.Server, run.Cancellation);
        var filler = new Filler(database);
        await filler.FillAsync(Math.Min(run.Scale.Cards, 4_000), _ => { }, run.Cancellation);
        const string Stream = "visit-card/long";
        var then = (await filler.AddLongCardAsync(Stream, EventsNow, run.Cancellation))[EventsThen - 1];
        var (store, bare) = (database.Store(), new BareReading(database.Bare));

        var same = await bare.StateAsync(Stream, then);
        if (same.Events != EventsThen || same.Card != await OursAsync() || same.Card != await WholeAsync())
            throw new InvalidOperationException("Ours and the base do not come to the same state.");

        var (rounds, whole) = (new List<Round>(), new List<double>());
        await TimeAsync(() => bare.StateAsync(Stream, then));
        await TimeAsync(OursAsync);
        await TimeAsync(WholeAsync);
        for (var round = 1; round <= run.Scale.Rounds; round++)
        {
            run.Say($"row 7, round {round}");
            var against = await TimeAsync(() => bare.StateAsync(Stream, then));
            var ours = await TimeAsync(OursAsync);
            run.NoteMemory("7");
            rounds.Add(new(ours, against));
            whole.Add((await TimeAsync(WholeAsync)).Value / against.Value);
        }

        var note = FormattableString.Invariant(
            $"medians of {run.Scale.StreamReads} reads in each half; the stream has {EventsNow} events now; read whole, with who acted: {
                Percentile.Of(whole, 0.5):0.00} x");
        return [new(Rows[0], "ms", rounds, note)];

        Task<VisitCard> OursAsync() =>
            store.FoldStreamAsync(Stream, new StreamLimit(At: then), VisitCard.None, VisitCards.Evolve, CancellationToken.None);

        // The same for who wants to see the events and not only what they come to.
        async Task<VisitCard> WholeAsync()
        {
            var events = await store.ReadStreamAsync(Stream, new StreamLimit(At: then), CancellationToken.None);
            return events.Aggregate(VisitCard.None, (card, stored) => VisitCards.Evolve(card, stored.Data!));
        }

        async Task<Side> TimeAsync(Func<Task> once)
        {
            ProcessMemory.Forget();
            var times = new List<double>();
            for (var read = 0; read < run.Scale.StreamReads; read++)
            {
                var started = Stopwatch.GetTimestamp();
                await once();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var median = Percentile.Of(times, 0.5);
            return new(median, median, Percentile.Of(times, 0.99));
        }
    }
}
