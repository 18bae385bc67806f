using System.Diagnostics;
using EventStore.Reading;
using Projections.Engine;
using Projections.Rebuilding;
using Projections.Tests.Engine;
using Projections.Tests.SportPermits;
using static Projections.Tests.SportPermits.Samples;

namespace Projections.Tests.Rebuilding;

/// <summary>RM-1 to RM-4: what a rebuild makes is what the live fold made, however often it is interrupted.</summary>
public sealed class RebuildTests : IAsyncLifetime
{
    LogOnPostgres log = null!;

    public async Task InitializeAsync() => log = await LogOnPostgres.CreateAsync();

    public async Task DisposeAsync() => await log.DisposeAsync();

    [Fact]
    public async Task every_read_model_is_rebuilt_as_it_stands_with_its_indexes_and_its_row_security()
    {
        await log.WriteAsync(EveryKind.Log());
        await log.FoldAsync(ReadModels.All);

        foreach (var projection in ReadModels.All)
        {
            await Rebuild.RunAsync(projection, log.Source, RebuildOptions.Default, null, default);

            var live = await log.DumpAsync(projection.SqlName);
            Assert.NotEmpty(live);
            Assert.Equal(live, await log.DumpAsync(Shelf.Beside(projection).TableOf(projection)));
            Assert.Equal(await ShapeAsync("read", projection), await ShapeAsync("read_beside", projection));
        }
    }

    [Fact]
    public async Task a_page_tells_of_every_event_and_reads_only_what_concerns_the_read_model()
    {
        await log.WriteAsync(EveryKind.Log());

        foreach (var projection in ReadModels.All)
        {
            foreach (var stored in EveryKind.Log())
            {
                var need = projection.NeedOf(stored.Stream, stored.Type);
                if (need != Need.Event) Assert.Empty(Keys(projection, need, stored));
            }
        }

        var offered = new List<long>();
        await foreach (var page in new ForwardReader(log.Source.Projector, log.Source.Codec)
            .ReadAsync(0, long.MaxValue, 7, (_, _) => Need.None, metadata: false, default))
        {
            offered.AddRange(page.Offered.Select(each => each.Sequence));
            Assert.Empty(page.Wanted);
        }

        Assert.Equal(EveryKind.Log().Select(stored => stored.Sequence), offered);

        static IEnumerable<object> Keys(IProjection projection, Need need, EventStore.StoredEvent stored) =>
            need == Need.Row ? [] : ((dynamic)projection).KeysOf(stored);
    }

    [Fact]
    public async Task with_room_for_a_third_of_the_rows_it_comes_to_the_same()
    {
        await log.WriteCasesAsync(3000);
        await log.FoldAsync(ReadModels.CasePages);
        var small = RebuildOptions.Default with { PageSize = 100, Budget = new FoldBudget(1, 10) };

        await Rebuild.RunAsync(ReadModels.CasePages, log.Source, small, null, default);

        Assert.Equal(3000, await log.AskAsync<long>("select count(*) from read_beside.case_page_1"));
        Assert.Equal(await log.DumpAsync("read.case_page_1"), await log.DumpAsync("read_beside.case_page_1"));
    }

    [Fact]
    public async Task killed_while_loading_it_goes_on_from_what_was_written()
    {
        await log.WriteCasesAsync(3000);
        await log.FoldAsync(ReadModels.CasePages);
        var small = RebuildOptions.Default with { PageSize = 100, Budget = new FoldBudget(1, 10) };
        var places = 0;

        await Assert.ThrowsAsync<KilledException>(() => Rebuild.RunAsync(
            ReadModels.CasePages, log.Source, small with { At = place => Die(place == "write" && ++places == 4) }, null, default));
        var written = await log.AskAsync<long>("select position from regulation.rebuilds");
        Assert.InRange(written, 1, 5999);
        await Assert.ThrowsAsync<KilledException>(() => Rebuild.RunAsync(
            ReadModels.CasePages, log.Source, small with { At = place => Die(place == "index") }, null, default));
        await Rebuild.RunAsync(ReadModels.CasePages, log.Source, small, null, default);

        Assert.Equal(await log.DumpAsync("read.case_page_1"), await log.DumpAsync("read_beside.case_page_1"));
        Assert.Equal(6000, await log.AskAsync<long>("select position from regulation.rebuilds"));
        Assert.True(await log.AskAsync<bool>(
            "select r.offered = c.offered and r.chain = c.chain and r.offered = 6000 "
            + "from regulation.rebuilds r join regulation.checkpoints c on c.name = r.name"));
    }

    [Fact]
    public async Task rows_written_ahead_are_not_there_before_the_commit_and_may_change_again()
    {
        await log.WriteCasesAsync(3000);
        await log.FoldAsync(ReadModels.CasePages);
        var (aheadSeen, deaths) = (false, 0);
        var ahead = RebuildOptions.Default with
        {
            PageSize = 20,
            WriteEvery = TimeSpan.FromHours(1),
            At = async place =>
            {
                if (place != "write" || deaths++ > 0) return;
                aheadSeen = await WritesAsync("read_beside.case_page_1");
                await Die(true);
            },
        };
        var shelf = Shelf.Beside(ReadModels.CasePages);

        // Each row is quiet between its two events for longer than the fold is patient at first.
        await Assert.ThrowsAsync<KilledException>(() => Rebuild.RunAsync(ReadModels.CasePages, log.Source, ahead, null, default));
        Assert.True(aheadSeen);
        Assert.Equal(0, await log.AskAsync<long>("select count(*) from read_beside.case_page_1"));
        Assert.Equal(0, await log.AskAsync<long>("select position from regulation.rebuilds"));

        // And one load goes on after it failed, as if nothing had been taken.
        deaths = 0;
        var load = await ShadowLoad.OpenAsync(ReadModels.CasePages, shelf, log.Source, ahead, null, default);
        await Assert.ThrowsAsync<KilledException>(() => load.CatchUpAsync(6000, default));
        await load.CatchUpAsync(6000, default);
        Assert.Equal(await log.DumpAsync("read.case_page_1"), await log.DumpAsync("read_beside.case_page_1"));
    }

    /// <summary>Whether a transaction has written to the table and is still open.</summary>
    async Task<bool> WritesAsync(string table)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LogOnPostgres.Patience; await Task.Delay(50))
        {
            if (await log.AskAsync<bool>(
                $"select exists (select from pg_locks where relation = '{table}'::regclass and mode = 'RowExclusiveLock')"))
            {
                return true;
            }
        }

        return false;
    }

    [Fact]
    public async Task two_processes_cannot_both_move_the_same_table()
    {
        await log.WriteCasesAsync(1500);
        await log.FoldAsync(ReadModels.CasePages);
        await Rebuild.RunAsync(ReadModels.CasePages, log.Source, RebuildOptions.Default, null, default);
        var stale = await ShadowLoad.OpenAsync(
            ReadModels.CasePages, Shelf.Beside(ReadModels.CasePages), log.Source, RebuildOptions.Default, null, default);
        await log.WriteCasesAsync(5, from: 1501);
        await Rebuild.RunAsync(ReadModels.CasePages, log.Source, RebuildOptions.Default, null, default);

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => stale.CatchUpAsync(long.MaxValue, default));

        Assert.Equal(1505, await log.AskAsync<long>("select count(*) from read_beside.case_page_1"));
    }

    [Fact]
    public async Task an_event_that_cannot_be_folded_stops_the_rebuild_at_its_place_and_leaves_the_live_table_alone()
    {
        await log.WriteCasesAsync(1200);
        await log.FoldAsync(ReadModels.CasePages, ReadModels.Calendars);
        var live = await log.DumpAsync("read.case_page_1");
        await log.Database.RunAsOwnerAsync("""update mt_events set data = '{"materialCode": {}}' where seq_id = 1777""");

        var poison = await Assert.ThrowsAsync<EventStore.UnreadableEventException>(
            () => Rebuild.RunAsync(ReadModels.CasePages, log.Source, RebuildOptions.Default with { PageSize = 50 }, null, default));
        await Rebuild.RunAsync(ReadModels.Calendars, log.Source, RebuildOptions.Default, null, default);

        Assert.Contains("1777", poison.Message, StringComparison.Ordinal);
        Assert.Equal(live, await log.DumpAsync("read.case_page_1"));
    }

    [Fact]
    public async Task a_fold_that_throws_names_the_event()
    {
        await log.WriteCasesAsync(30);

        var poison = await Assert.ThrowsAsync<FoldFailedException>(
            () => Rebuild.RunAsync(new Stubborn(41), log.Source, RebuildOptions.Default, null, default));

        Assert.Equal(41, poison.Position);
    }

    async Task<string?> ShapeAsync(string schema, IProjection projection)
    {
        var name = projection.SqlName["read.".Length..];
        return (await log.AskAsync<string>(
            $"""
             select concat_ws(E'\n',
                 (select string_agg(indexdef, E'\n' order by indexdef) from pg_indexes
                  where schemaname = '{schema}' and tablename = '{name}'),
                 (select string_agg(concat_ws(' ', policyname, roles, cmd, qual, with_check), E'\n' order by policyname)
                  from pg_policies where schemaname = '{schema}' and tablename = '{name}'),
                 (select concat_ws(' ', relowner::regrole, relacl, relrowsecurity) from pg_class where oid = '{schema}.{name}'::regclass),
                 (select string_agg(concat_ws(' ', attname, atttypid::regtype, attnotnull, attcollation), E'\n' order by attnum)
                  from pg_attribute where attrelid = '{schema}.{name}'::regclass and attnum > 0))
             """))?.Replace($"{schema}.", "", StringComparison.Ordinal);
    }

    internal static Task Die(bool now) => now ? throw new KilledException() : Task.CompletedTask;

    internal sealed class KilledException : Exception;

    /// <summary>A read model with a fault in it.</summary>
    sealed class Stubborn(long position) : Projection<Stubborn.Line>
    {
        public sealed record Line(long Position);

        public override Table<Line> Table { get; } = new() { Name = "stubborn", Version = 1, Columns = [] };

        public override IEnumerable<string> KeysOf(EventStore.StoredEvent stored) => [stored.Stream];

        public override Line? Evolve(string key, Line? row, EventStore.StoredEvent stored) =>
            stored.Sequence == position ? throw new FormatException() : new(stored.Sequence);
    }
}
