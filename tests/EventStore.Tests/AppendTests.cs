using NodaTime;
using TestKit;

namespace EventStore.Tests;

public sealed class AppendTests : IAsyncLifetime
{
    TestDatabase database = null!;
    PostgresEventStore store = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        store = Matters.Store(database);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task an_event_is_read_back_with_all_its_metadata()
    {
        var written = await store.WriteAsync(Matters.Note("matter/1", "k"), default).CommittedAsync();

        var stored = Assert.Single(await store.ReadStreamAsync("matter/1", StreamLimit.None, default));
        Assert.Equal(written.Position, stored.Sequence);
        Assert.Equal(1, written.Versions["matter/1"]);
        Assert.Equal("matter_noted", stored.Type);
        Assert.Equal(new MatterNoted(1, "n"), stored.Data);
        Assert.Equal(Matters.Morning, stored.Timestamp);
        Assert.Equal(("person/1", "correlation-1", null), (stored.UserName, stored.CorrelationId, stored.CausationId));
        Assert.Equal("clerk", stored.Headers["role"]);
        Assert.Equal(written.Position, store.LastPosition);
    }

    [Fact]
    public async Task the_rows_are_what_marten_expects()
    {
        await store.WriteAsync(Matters.Note("matter/1", "k"), default);

        Assert.Equal(
            "matter|1|*DEFAULT*|f|EventStore.Tests.MatterNoted, EventStore.Tests|f|*DEFAULT*",
            await database.AskAsOwnerAsync(
                """
                select concat_ws('|', s.type, s.version, s.tenant_id, s.is_archived,
                    e.mt_dotnet_type, e.is_archived, e.tenant_id)
                from mt_events e join mt_streams s on s.id = e.stream_id
                """));
    }

    [Fact]
    public async Task several_streams_are_written_together_and_a_declared_one_without_events_leaves_no_row()
    {
        var both = Matters.Note("matter/1", "k",
            also: [new("matter/2", "matter"), new("matter/3", "matter")],
            decide: (_, _) => new Decision.Accept(
            [
                new StreamAppend("matter/1", "matter", [new MatterOpened("a"), new MatterNoted(1, "x")]),
                new StreamAppend("matter/2", "matter", [new MatterOpened("b")]),
            ]));

        var written = await store.WriteAsync(both, default).CommittedAsync();

        Assert.Equal(new Dictionary<string, long> { ["matter/1"] = 2, ["matter/2"] = 1 }, written.Versions);
        Assert.Equal("matter/1,matter/2", await Ask("select string_agg(id, ',' order by id) from mt_streams"));
    }

    [Fact]
    public async Task a_stream_that_was_not_declared_may_be_opened_but_not_continued()
    {
        var open = Matters.Note("matter/1", "a", decide: (_, _) => Matters.Accept("matter/9", new MatterOpened("a")));
        var @continue = Matters.Note("matter/2", "b",
            decide: (_, _) => Matters.Accept("matter/9", new MatterOpened("b")));

        var opened = await store.WriteAsync(open, default).CommittedAsync();
        var failed = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => store.WriteAsync(@continue, default));

        Assert.Equal(new Dictionary<string, long> { ["matter/9"] = 1 }, opened.Versions);
        Assert.Equal("pkey_mt_streams_id", failed.ConstraintName);
        Assert.Equal("matter/9", await Ask("select string_agg(id, ',') from mt_streams"));
        Assert.Null(await store.FindOutcomeAsync("app:test", "b", default));
    }

    [Fact]
    public async Task a_stale_version_is_told_and_nothing_is_recorded()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a"), default);

        var answer = await store.WriteAsync(Matters.Note("matter/1", "b", expected: 0), default);

        Assert.Equal(new WriteResult.Stale(0, 1), answer);
        Assert.Null(await store.FindOutcomeAsync("app:test", "b", default));
        Assert.Equal(1L, await Ask("select count(*) from mt_events"));
    }

    [Fact]
    public async Task what_is_already_so_is_accepted_even_with_an_old_version()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a"), default);

        var answer = await store.WriteAsync(
            Matters.Note("matter/1", "b", expected: 0, decide: (_, _) => Matters.Accept("matter/1")),
            default).CommittedAsync();

        Assert.Equal(0, answer.Position);
        Assert.Null((await store.FindOutcomeAsync("app:test", "b", default))!.RefusalCode);
    }

    [Fact]
    public async Task a_clock_behind_the_stream_by_more_than_five_minutes_is_told()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a"), default);

        var within = await store.WriteAsync(
            Matters.Note("matter/1", "b", at: Matters.Morning - Duration.FromMinutes(5)), default);
        var beyond = await store.WriteAsync(
            Matters.Note("matter/1", "c", at: Matters.Morning - Duration.FromMinutes(5) - Duration.FromMilliseconds(1)),
            default);

        Assert.IsType<WriteResult.Committed>(within);
        Assert.Equal(new WriteResult.ClockBehind(Matters.Morning), beyond);
        Assert.Null(await store.FindOutcomeAsync("app:test", "c", default));
    }

    [Fact]
    public async Task a_stored_time_is_never_before_that_of_the_previous_event()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a"), default);
        await store.WriteAsync(Matters.Note("matter/1", "b", at: Matters.Morning - Duration.FromMinutes(1)), default);

        var events = await store.ReadStreamAsync("matter/1", StreamLimit.None, default);

        Assert.Equal([Matters.Morning, Matters.Morning], events.Select(stored => stored.Timestamp));
    }

    [Fact]
    public async Task the_writer_can_neither_change_nor_delete_what_was_written()
    {
        await store.WriteAsync(Matters.Note("matter/1", "a"), default);

        foreach (var crime in new[]
        {
            "delete from mt_events", "update mt_events set data = '{}'", "truncate mt_events", "delete from mt_streams",
            "delete from regulation.commands", "update regulation.commands set digest = ''",
            "delete from regulation.claims", "update regulation.claims set holder = ''",
            "alter table mt_events disable trigger all",
        })
        {
            await using var command = database.Writer.CreateCommand(crime);
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal("42501", refused.SqlState);
        }
    }

    [Fact]
    public async Task broken_text_is_refused_and_nothing_is_left()
    {
        // Not as InlineData: half a surrogate pair does not survive in an attribute.
        foreach (var text in new[] { "a\0b", "half \ud83d", "\udc00 half" })
        {
            await RefusedAsync(Matters.Note("matter/1", "k", text: text));
            await RefusedAsync(Matters.Note("matter/" + text, "k"));
            await RefusedAsync(Matters.Note("matter/1", "k" + text));
        }

        Assert.Equal(0L, await Left());

        async Task RefusedAsync(Write<int> write) =>
            await Assert.ThrowsAsync<NotStorableException>(() => store.WriteAsync(write, default));
    }

    [Fact]
    public async Task text_outside_the_basic_plane_is_kept_as_it_is()
    {
        await store.WriteAsync(Matters.Note("matter/1", "k", text: "𠮷野家 😀 \ufffd"), default);

        var stored = Assert.Single(await store.ReadStreamAsync("matter/1", StreamLimit.None, default));
        Assert.Equal(new MatterNoted(1, "𠮷野家 😀 \ufffd"), stored.Data);
    }

    [Fact]
    public async Task an_event_of_one_mebibyte_is_kept_and_one_byte_more_is_not()
    {
        var frame = """{"number":1,"note":""}""".Length;

        await store.WriteAsync(
            Matters.Note("matter/1", "a", text: new string('x', EventCodec.LargestBody - frame)),
            default).CommittedAsync();
        await Assert.ThrowsAsync<NotStorableException>(() => store.WriteAsync(
            Matters.Note("matter/2", "b", text: new string('x', EventCodec.LargestBody - frame + 1)), default));

        Assert.Equal(1L, await Ask("select count(*) from mt_events"));
    }

    async Task<object?> Ask(string sql) => await database.AskAsOwnerAsync(sql);

    async Task<object?> Left() => await Ask(
        "select (select count(*) from mt_events) + (select count(*) from mt_streams) "
        + "+ (select count(*) from regulation.commands)");
}
