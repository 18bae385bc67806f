using Projections.Rebuilding;

namespace Projections.Tests.Rebuilding;

/// <summary>RM-9, RM-10: a comparison recomputes from event 1 and finds whatever was changed by hand, and changes nothing.</summary>
public sealed class ComparisonTests : IAsyncLifetime
{
    LogOnPostgres log = null!;

    public async Task InitializeAsync()
    {
        log = await LogOnPostgres.CreateAsync();
        await log.WriteCasesAsync(1500);
        await log.FoldAsync(ReadModels.CasePages);
    }

    public async Task DisposeAsync() => await log.DisposeAsync();

    [Fact]
    public async Task what_nobody_touched_is_equal_and_nothing_is_left_behind()
    {
        var report = await CompareAsync();

        Assert.Equal(
            (0L, true, true, 1500L, 1500L, 3000L),
            (report.Rows, report.IsEqual, report.SamePosition, report.ServedRows, report.RecomputedRows, report.Position));
        Assert.Equal("0 rows differ", report.Summary);
        Assert.Equal(0, await log.AskAsync<long>("select count(*) from pg_tables where schemaname = 'read_compare'"));
        Assert.Equal(0, await log.AskAsync<long>("select count(*) from regulation.rebuilds"));
    }

    [Fact]
    public async Task a_column_a_property_a_missing_row_and_one_too_many_are_each_found_by_name()
    {
        await log.Database.RunAsOwnerAsync(
            """
            update read.case_page_1 set status = 'granted' where key = 'C-000700';
            update read.case_page_1 set body = jsonb_set(body, '{organ}', '"320500"') where key = 'C-000701';
            update read.case_page_1 set position = position - 1 where key = 'C-000702';
            delete from read.case_page_1 where key = 'C-000703';
            insert into read.case_page_1 select 'C-000703x', position, body, organ, project_no, status, permit_no, version
                from read.case_page_1 where key = 'C-000704';
            """);

        var report = await CompareAsync();

        Assert.Equal((3L, 1L, 1L), (report.Differing, report.OnlyServed, report.OnlyRecomputed));
        Assert.Equal(
            [
                "C-000700 differs status", "C-000701 differs body.organ", "C-000702 differs position",
                "C-000703 only-recomputed ", "C-000703x only-served ",
            ],
            report.First.Select(row => $"{row.Key} {row.Kind} {string.Join(',', row.Columns)}"));
        Assert.Equal("5 rows differ", report.Summary);
    }

    [Fact]
    public async Task while_events_are_folded_both_stand_at_one_position()
    {
        await using var live = log.Follow(ReadModels.CasePages);
        var writing = Task.Run(async () =>
        {
            for (var round = 0; round < 15; round++) await log.WriteCasesAsync(20, from: 1501 + (round * 20));
        });

        var report = await CompareAsync();
        await writing;

        Assert.Equal((0L, true), (report.Rows, report.SamePosition));
    }

    [Fact]
    public async Task one_at_a_time_and_one_that_was_killed_is_no_obstacle_for_long()
    {
        var killed = RebuildOptions.Default with { At = place => RebuildTests.Die(place == "report") };
        await Assert.ThrowsAsync<RebuildTests.KilledException>(() => CompareAsync(killed));
        await log.Database.RunAsOwnerAsync(
            """
            create table read_compare.case_page_1 (key text);
            insert into regulation.rebuilds (name, stage, wanted, owner, owned_until)
            values ('case_page:1/compare', 'comparing', 'gone', gen_random_uuid(), clock_timestamp() + interval '1 hour')
            """);

        await Assert.ThrowsAsync<ComparisonBusyException>(() => CompareAsync());
        await log.Database.RunAsOwnerAsync("update regulation.rebuilds set owned_until = clock_timestamp()");

        Assert.True((await CompareAsync()).IsEqual);
    }

    [Fact]
    public void money_is_added_up_and_keys_somebody_chose_are_not_told()
    {
        var sums = new Dictionary<string, long>();
        using var before = System.Text.Json.JsonDocument.Parse(
            """{"total_fen": 5, "body": {"paidFen": 100, "lines": [{"amountFen": 7}], "by": {"13800138000": 1}}}""");
        using var after = System.Text.Json.JsonDocument.Parse(
            """{"total_fen": 5, "body": {"paidFen": 125100, "lines": [{"amountFen": 7}, {"amountFen": 3}], "by": {"13800138000": 2}}}""");

        var names = RowChanges.Between(before.RootElement, after.RootElement, (name, change) => sums[name] = change);

        Assert.Equal(["body.by.*", "body.lines[]", "body.lines[].amountFen", "body.paidFen"], names);
        Assert.Equal(
            [("body.lines[].amountFen", 3L), ("body.paidFen", 125000L)], sums.OrderBy(sum => sum.Key).Select(sum => (sum.Key, sum.Value)));
        Assert.Equal(
            "37 rows differ, ¥1,250.03 change",
            new DifferenceReport("x:1", 1, 1, "read.x_1", 40, 40, 0, 0, 37, new Dictionary<string, long>(), sums, []).Summary);
    }

    Task<DifferenceReport> CompareAsync(RebuildOptions? options = null) =>
        Comparison.RunAsync(ReadModels.CasePages, log.Source, options ?? RebuildOptions.Default, Guid.NewGuid(), null, default);
}
