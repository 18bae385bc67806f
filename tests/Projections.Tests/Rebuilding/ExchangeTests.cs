using EventStore;
using Npgsql;
using Projections.Reading;
using Projections.Rebuilding;
using Projections.SportPermits;

namespace Projections.Tests.Rebuilding;

/// <summary>RM-5 to RM-8: the exchange shows readers one table or the other, whole, and loses and repeats no event.</summary>
public sealed class ExchangeTests : IAsyncLifetime
{
    static readonly RebuildOptions Options = RebuildOptions.Default;

    LogOnPostgres log = null!;

    public async Task InitializeAsync() => log = await LogOnPostgres.CreateAsync();

    public async Task DisposeAsync() => await log.DisposeAsync();

    [Fact]
    public async Task under_appends_and_readers_the_tables_change_places_and_nothing_is_missed_or_folded_twice()
    {
        await log.WriteCasesAsync(1200);
        await log.FoldAsync(ReadModels.CasePages);
        await using var live = log.Follow(ReadModels.CasePages);
        using var over = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var round = 0; !over.IsCancellationRequested; round++) await log.WriteCasesAsync(5, from: 1201 + (round * 5));
        });
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAsync(over.Token))).ToArray();

        foreach (var stage in (string[])["swapped", "ready", "swapped"])
        {
            var load = await Rebuild.RunAsync(ReadModels.CasePages, log.Source, Options, null, default);
            var beside = await OidAsync("read_beside");
            Assert.True(await Exchange.RunAsync(ReadModels.CasePages, load, log.Source, Options, stage, default));
            Assert.Equal(beside, await OidAsync("read"));
            Assert.Equal(stage, await log.AskAsync<string>("select stage from regulation.rebuilds"));
        }

        await over.CancelAsync();
        await writing;
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
        Assert.True(await live.WaitForAsync(
            ReadModels.CasePages.Name, await log.Store.HorizonAsync(default), LogOnPostgres.Patience, default));
        var report = await Comparison.RunAsync(ReadModels.CasePages, log.Source, Options, Guid.NewGuid(), null, default);
        Assert.Equal((0L, true), (report.Rows, report.SamePosition));
        Assert.True(await log.AskAsync<bool>(
            "select c.offered = (select count(*) from mt_events) from regulation.checkpoints c where c.name = 'case_page:1'"));
    }

    [Theory]
    [InlineData("swap")]
    [InlineData("swap-commit")]
    public async Task killed_in_the_exchange_the_old_table_serves_and_the_next_try_succeeds(string place)
    {
        await log.WriteCasesAsync(30);
        await log.FoldAsync(ReadModels.CasePages);
        await Rebuild.RunAsync(ReadModels.CasePages, log.Source, Options, null, default);
        var (live, beside) = (await OidAsync("read"), await OidAsync("read_beside"));

        await Assert.ThrowsAsync<RebuildTests.KilledException>(() => SwapAsync(
            Options with { At = at => RebuildTests.Die(at == place) }));
        Assert.Equal((live, beside), (await OidAsync("read"), await OidAsync("read_beside")));
        await SwapAsync(Options);

        Assert.Equal((beside, live), (await OidAsync("read"), await OidAsync("read_beside")));
        Assert.Equal(30, await log.AskAsync<long>("select count(*) from read.case_page_1"));
    }

    // Seen from the server a SIGKILL is this: the connection is gone in the middle of the transaction.
    [Fact]
    public async Task a_connection_lost_before_the_commit_leaves_the_old_table_and_the_next_try_succeeds()
    {
        await log.WriteCasesAsync(30);
        await log.FoldAsync(ReadModels.CasePages);
        await Rebuild.RunAsync(ReadModels.CasePages, log.Source, Options, null, default);
        var (live, beside) = (await OidAsync("read"), await OidAsync("read_beside"));
        var killing = Options with
        {
            At = async place =>
            {
                if (place != "swap-commit") return;
                await log.Database.RunAsOwnerAsync(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    + "where datname = current_database() and usename = 'regulation_owner' and pid <> pg_backend_pid()");
            },
        };

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => SwapAsync(killing));
        Assert.Equal((live, beside), (await OidAsync("read"), await OidAsync("read_beside")));
        Assert.True(await SwapAsync(Options));

        Assert.Equal((beside, live), (await OidAsync("read"), await OidAsync("read_beside")));
    }

    [Fact]
    public async Task a_reader_that_stays_is_not_disturbed_and_the_exchange_comes_later()
    {
        await log.WriteCasesAsync(30);
        await log.FoldAsync(ReadModels.CasePages);
        await Rebuild.RunAsync(ReadModels.CasePages, log.Source, Options, null, default);
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var staying = log.Reads.AskAsync(
            ReadScope.Everything, ReadModels.CasePages,
            async session =>
            {
                entered.SetResult();
                await leave.Task;
                return await session.CountAsync("select count(*) from read.case_page_1");
            },
            default);
        await entered.Task;
        var hasty = Options with
        {
            ExchangeTries = 3, LockTimeout = TimeSpan.FromMilliseconds(50), ExchangePause = TimeSpan.FromMilliseconds(10),
        };

        Assert.False(await SwapAsync(hasty));
        Assert.Equal(30, (await log.Reads.AskAsync(
            ReadScope.Everything, ReadModels.CasePages, session => session.CountAsync("select count(*) from read.case_page_1"),
            default)).Value);
        leave.SetResult();
        Assert.Equal(30, (await staying).Value);

        Assert.True(await SwapAsync(Options));
    }

    [Fact]
    public async Task a_table_dropped_by_hand_stops_its_own_read_model_and_comes_back_with_a_rebuild()
    {
        await log.WriteCasesAsync(30);
        await log.FoldAsync(ReadModels.CasePages, ReadModels.WorkItems);
        await log.Database.RunAsOwnerAsync("drop table read.case_page_1");
        await log.WriteCasesAsync(5, from: 31);
        await using (var live = log.Follow(ReadModels.CasePages, ReadModels.WorkItems))
        {
            Assert.True(await live.WaitForAsync(ReadModels.WorkItems.Name, 70, LogOnPostgres.Patience, default));
            Assert.False(await live.WaitForAsync(ReadModels.CasePages.Name, 70, LogOnPostgres.Patience, default));
            var stopped = (await live.StatusAsync(default)).Single(status => status.Error is not null);
            Assert.Equal((ReadModels.CasePages.Name, 61L), (stopped.Name, stopped.ErrorPosition));

            await Rebuild.RunAsync(ReadModels.CasePages, log.Source, Options, null, default);
            Assert.True(await SwapAsync(Options));
        }

        await log.WriteCasesAsync(5, from: 36);
        await log.FoldAsync(ReadModels.CasePages);

        Assert.True((await Comparison.RunAsync(ReadModels.CasePages, log.Source, Options, Guid.NewGuid(), null, default)).IsEqual);
        Assert.Equal(40, await log.AskAsync<long>("select count(*) from read.case_page_1"));
    }

    [Fact]
    public async Task a_new_version_is_filled_beside_compared_with_the_old_one_and_serves_under_its_own_name()
    {
        await log.WriteCasesAsync(30);
        await log.FoldAsync(ReadModels.CasePages);
        var next = new CasePageTwo();
        await log.Database.RunAsOwnerAsync(next.Ddl);
        await log.Database.RunAsOwnerAsync("update read.case_page_1 set organ = '320500' where key = 'C-000007'");

        var load = await Rebuild.RunAsync(next, log.Source, Options, null, default);
        var report = await Differences.ReportAsync(next, Shelf.Beside(next), load, log.Source, Options, default);
        Assert.Equal(("read.case_page_1", 1L), (report.Compared, report.Differing));
        Assert.Equal("C-000007 organ", $"{report.First[0].Key} {report.First[0].Columns[0]}");
        Assert.True(await Exchange.RunAsync(next, load, log.Source, Options, "swapped", default));

        Assert.Equal(
            (30L, 30L, 60L),
            (await log.AskAsync<long>("select count(*) from read.case_page_1"),
                await log.AskAsync<long>("select count(*) from read.case_page_2"),
                await log.AskAsync<long>("select position from regulation.checkpoints where name = 'case_page:2'")));
    }

    async Task<bool> SwapAsync(RebuildOptions options)
    {
        var load = await ShadowLoad.OpenAsync(
            ReadModels.CasePages, Shelf.Beside(ReadModels.CasePages), log.Source, options, null, default);
        return await Exchange.RunAsync(ReadModels.CasePages, load, log.Source, options, "swapped", default);
    }

    Task<long> OidAsync(string schema) => log.AskAsync<long>($"select '{schema}.case_page_1'::regclass::oid::bigint");

    /// <returns>How often it read; each time no fewer rows than the position promises.</returns>
    async Task<int> ReadAsync(CancellationToken over)
    {
        for (var (reads, before) = (0, 0L); ; reads++)
        {
            if (over.IsCancellationRequested) return reads;
            var found = await log.Reads.AskAsync(
                ReadScope.Everything, ReadModels.CasePages,
                session => session.CountAsync("select count(*) from read.case_page_1"), default);
            Assert.True(found.Position >= before, $"{found.Position} after {before}");
            Assert.True(found.Value >= found.Position / 2, $"{found.Value} rows at {found.Position}");
            before = found.Position;
        }
    }

    /// <summary>The next version of a read model, as a rolling upgrade brings it.</summary>
    sealed class CasePageTwo : global::Projections.Engine.Projection<CasePage>
    {
        readonly CasePageProjection one = new();

        public override global::Projections.Engine.Table<CasePage> Table { get; } = new()
        {
            Name = "case_page", Version = 2, DistrictColumn = "organ",
            Columns = new global::Projections.Engine.Columns<CasePage>().Text("organ", page => page.Organ, required: true),
        };

        public override IEnumerable<string> KeysOf(StoredEvent stored) => one.KeysOf(stored);

        public override CasePage? Evolve(string key, CasePage? row, StoredEvent stored) => one.Evolve(key, row, stored);
    }
}
