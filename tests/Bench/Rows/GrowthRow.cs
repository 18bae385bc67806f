using System.Diagnostics;
using Bench.Cards;
using Bench.Measuring;
using Bench.Report;
using Bench.Server;
using Npgsql;

namespace Bench.Rows;

/// <summary>Appends to a large log against appends to a small one; both are ours.</summary>
public sealed class GrowthRow : IRowGroup
{
    const string Append = "8", Memory = "m2";
    const int Callers = 512;
    const long SmallEvents = 10_000;

    /// <summary>From here on a fill that was killed is found again and goes on.</summary>
    const long WorthKeeping = 1_000_000;

    /// <summary>What an event takes on the disk with its command id, indexes, and the write-ahead log while it is filled.</summary>
    const long BytesPerEvent = 2_500;

    /// <summary>Reads tables and indexes once, in the order of their files, into the memory that the machine keeps files in.</summary>
    const string Warm = """
        create extension if not exists pg_prewarm;
        select sum(pg_prewarm(oid::regclass, 'read')) from pg_class
        where relkind in ('r', 'i') and relname ~ '^(mt_events|mt_streams|commands|pk_mt_events|pkey_mt_events|pkey_mt_streams)'
        """;

    /// <summary>Before the first round on a large log: until the server's own buffers have been filled once.</summary>
    static readonly LoadWindow LargeWarmUp = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(1));

    public IReadOnlyList<RowInfo> Rows { get; } =
    [
        new(Append, "append rate in a large log, 512 concurrent", "the same in a log of 10,000 events", Target.Least(0.8)),
        new(Memory, "peak memory of a rebuild of the large log", null, Target.Most(400, "MiB")),
    ];

    public async Task<IReadOnlyList<RowResult>> RunAsync(BenchRun run, IReadOnlySet<string> wanted)
    {
        await using var large = run.Scale.GrowthEvents < WorthKeeping
            ? await BenchDatabase.CreateAsync(run.Server, run.Cancellation)
            : await BenchDatabase.ReopenAsync(run.Server, $"growth_{run.Scale.GrowthEvents}", run.Keep, run.Cancellation);
        var filled = await FillAsync(run, large);
        var results = new List<RowResult>();
        if (wanted.Contains(Append)) results.Add(await AppendAsync(run, large, filled));
        if (wanted.Contains(Memory)) results.Add(await RebuildAsync(run, large));
        return results;
    }

    async Task<RowResult> AppendAsync(BenchRun run, BenchDatabase large, string filled)
    {
        var rounds = new List<Round>();
        var cards = new CardTurns(run.Scale.GrowthEvents / Filler.EventsPerCard);
        if (run.Scale.GrowthEvents >= WorthKeeping)
        {
            run.Say("row 8, reading the large log into memory");
            await WarmAsync(run, large);
            await AppendAsync(large, cards, LargeWarmUp);
        }

        for (var round = 0; round <= run.Scale.Rounds; round++)
        {
            run.Say(round == 0 ? "row 8, warm-up" : $"row 8, round {round}");
            var small = await SmallAsync(run);
            ProcessMemory.Forget();
            var ours = await AppendAsync(large, cards, run.Scale.Window);
            run.NoteMemory(Append);
            if (round > 0) rounds.Add(new(ours, small));
        }

        return new(Rows[0], "/s", rounds, filled);
    }

    async Task<RowResult> RebuildAsync(BenchRun run, BenchDatabase large)
    {
        run.Say("row m2, a rebuild in a process of its own");
        var events = await large.AskAsync("select count(*) from public.mt_events", run.Cancellation);
        await Rebuild.EmptyAsync(large, run.Cancellation);
        var (seconds, peak) = await Rebuild.ApartAsync(large);
        return new(Rows[1], "MiB", [new(new Side(peak), null)], FormattableString.Invariant(
            $"{events:#,0} events in {seconds:0} s, {events / seconds:#,0}/s, in a process that does nothing else"));
    }

    static async Task<string> FillAsync(BenchRun run, BenchDatabase large)
    {
        var wanted = run.Scale.GrowthEvents / Filler.EventsPerCard;
        var before = await large.AskAsync("select count(*) from public.mt_streams", run.Cancellation);
        run.Server.RequireRoom((wanted - before) * Filler.EventsPerCard * BytesPerEvent);
        var (watch, said) = (Stopwatch.StartNew(), TimeSpan.Zero);
        var added = await new Filler(large).FillAsync(
            wanted,
            cards =>
            {
                if (cards < wanted && watch.Elapsed - said < TimeSpan.FromSeconds(5)) return;
                said = watch.Elapsed;
                run.Say(FormattableString.Invariant(
                    $"{cards * Filler.EventsPerCard:#,0} of {run.Scale.GrowthEvents:#,0} events, {
                        (cards - before) * Filler.EventsPerCard / said.TotalSeconds:#,0}/s"));
            },
            run.Cancellation);
        var seconds = watch.Elapsed.TotalSeconds;
        await large.AsOwnerAsync("checkpoint", run.Cancellation);
        var size = await large.AskAsync("select pg_database_size(current_database())", run.Cancellation);
        var smaller = run.Scale.GrowthEvents < 10_000_000 ? "; the design wants 10,000,000 (--growth 10m)" : "";
        return FormattableString.Invariant(
            $"{run.Scale.GrowthEvents:#,0} events and command ids, {size / 1e9:0.0} GB{smaller}; {
                added * Filler.EventsPerCard:#,0} filled in {seconds:0} s");
    }

    /// <summary>A new one for each round: what is appended in one would make the log of the next a larger one.</summary>
    static async Task<Side> SmallAsync(BenchRun run)
    {
        await using var small = await BenchDatabase.CreateAsync(run.Server, run.Cancellation);
        await new Filler(small).FillAsync(SmallEvents / Filler.EventsPerCard, _ => { }, run.Cancellation);
        ProcessMemory.Forget();
        return await AppendAsync(small, new CardTurns(SmallEvents / Filler.EventsPerCard), run.Scale.Window);
    }

    static async Task WarmAsync(BenchRun run, BenchDatabase large)
    {
        try
        {
            await large.AsOwnerAsync(Warm, run.Cancellation);
        }
        catch (PostgresException missing)
        {
            run.Say($"row 8 begins with a cold cache: {missing.MessageText}");
        }
    }

    static async Task<Side> AppendAsync(BenchDatabase database, CardTurns cards, LoadWindow window)
    {
        var store = database.Store();
        return Side.Of(await Load.RunAsync(Callers, window, () => Ours.PayAsync(store, cards.NextStream())));
    }
}
