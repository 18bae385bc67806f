using TestKit;

namespace EventStore.Tests;

/// <summary>The layout of Marten 9.29 name by name: what a real Marten on this database relies on (ADR 0001).</summary>
public sealed class MartenLayoutTests : IAsyncLifetime
{
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [InlineData("mt_streams",
        "id character varying NOT NULL, type character varying, version bigint, "
        + "timestamp timestamp with time zone NOT NULL, created timestamp with time zone NOT NULL, "
        + "tenant_id character varying, is_archived boolean")]
    [InlineData("mt_events",
        "seq_id bigint NOT NULL, id uuid NOT NULL, stream_id character varying, version bigint NOT NULL, "
        + "data jsonb NOT NULL, bdata bytea, type character varying(500) NOT NULL, "
        + "timestamp timestamp with time zone NOT NULL, tenant_id character varying, "
        + "mt_dotnet_type character varying, correlation_id character varying, "
        + "causation_id character varying, headers jsonb, user_name character varying, is_archived boolean")]
    [InlineData("mt_event_progression",
        "name character varying NOT NULL, last_seq_id bigint, last_updated timestamp with time zone")]
    [InlineData("mt_high_water_skips",
        "ending_sequence bigint NOT NULL, starting_sequence bigint NOT NULL, timestamp timestamp with time zone")]
    [InlineData("mt_doc_deadletterevent",
        "id uuid NOT NULL, data jsonb NOT NULL, mt_last_modified timestamp with time zone, mt_version uuid NOT NULL, "
        + "mt_dotnet_type character varying")]
    public async Task a_table_has_exactly_martens_columns(string table, string columns) => Assert.Equal(
        columns,
        await AskAsync(
            $"""
             select string_agg(
                 concat_ws(' ', attname, format_type(atttypid, atttypmod), case when attnotnull then 'NOT NULL' end),
                 ', ' order by attnum)
             from pg_attribute where attrelid = 'public.{table}'::regclass and attnum > 0 and not attisdropped
             """));

    [Fact]
    public async Task indexes_and_keys_have_martens_names_and_there_are_no_others() => Assert.Equal(
        "pk_mt_event_progression, pk_mt_events_stream_and_version, pkey_mt_doc_deadletterevent_id, "
        + "pkey_mt_events_seq_id, pkey_mt_high_water_skips_ending_sequence, pkey_mt_streams_id",
        await AskAsync(
            "select string_agg(indexname, ', ' order by indexname) from pg_indexes where schemaname = 'public'"));

    [Fact]
    public async Task the_unique_index_on_stream_and_version_is_an_index_and_not_a_constraint() => Assert.Equal(
        "fkey_mt_events_stream_id, pkey_mt_events_seq_id",
        await AskAsync(
            "select string_agg(conname, ', ' order by conname) from pg_constraint "
            + "where conrelid = 'mt_events'::regclass"));

    [Theory]
    [InlineData("mt_quick_append_events",
        "stream character varying, stream_type character varying, tenantid character varying, event_ids uuid[], "
        + "event_types character varying[], dotnet_types character varying[], bodies jsonb[], bdatas bytea[], "
        + "causation_ids character varying[], correlation_ids character varying[], headers jsonb[], "
        + "user_names character varying[], timestamps timestamp with time zone[], "
        + "expected_version bigint DEFAULT NULL::bigint",
        "bigint[]")]
    [InlineData("mt_archive_stream", "streamid character varying", "void")]
    [InlineData("mt_mark_event_progression", "name character varying, last_encountered bigint", "void")]
    [InlineData("mt_mark_progression_with_skip",
        "shard_name character varying, ending bigint, starting bigint", "bigint")]
    public async Task a_function_has_martens_signature(string name, string arguments, string result) => Assert.Equal(
        $"({arguments}) -> {result}",
        await AskAsync(
            $"""
             select format('(%s) -> %s', pg_get_function_arguments(oid), pg_get_function_result(oid))
             from pg_proc where pronamespace = 'public'::regnamespace and proname = '{name}'
             """));

    [Fact]
    public async Task the_sequence_belongs_to_the_number_and_hands_out_one_at_a_time() => Assert.Equal(
        "public.mt_events_sequence, cache 1",
        await AskAsync(
            """
            select format('%s, cache %s', pg_get_serial_sequence('public.mt_events', 'seq_id'), seqcache)
            from pg_sequence where seqrelid = 'public.mt_events_sequence'::regclass
            """));

    [Fact]
    public async Task martens_append_answers_the_version_and_the_numbers_and_keeps_every_column()
    {
        Assert.Equal("{2,1,2}", await AppendAsync("matter/1", expected: "null"));
        Assert.Equal("{4,3,4}", await AppendAsync("matter/1", expected: "2"));

        Assert.Equal(
            "cause-1|correlation-1|u|h|4|matter",
            await AskAsync(
                """
                select concat_ws('|', e.causation_id, e.correlation_id, e.user_name, e.headers ->> 'k',
                    s.version, s.type)
                from mt_events e join mt_streams s on s.id = e.stream_id where e.version = 1
                """));
    }

    [Fact]
    public async Task martens_append_refuses_a_wrong_version_and_an_archived_stream_by_its_codes()
    {
        await AppendAsync("matter/1", expected: "null");

        Assert.Equal("MT003", await CodeAsync(() => AppendAsync("matter/1", expected: "7")));
        Assert.Equal("MT003", await CodeAsync(() => AppendAsync("matter/2", expected: "1")));
        await AskAsync("select mt_archive_stream('matter/1')");
        Assert.Equal("MT001", await CodeAsync(() => AppendAsync("matter/1", expected: "null")));
        Assert.Equal(2L, await AskAsync("select count(*) from mt_events where is_archived"));
    }

    [Fact]
    public async Task martens_daemon_can_mark_its_progress()
    {
        await AskAsync("select mt_mark_event_progression('matter:All', 7)");
        await AskAsync("select mt_mark_event_progression('matter:All', 9)");

        Assert.Equal(9L, await AskAsync("select last_seq_id from mt_event_progression where name = 'matter:All'"));
        Assert.Equal(12L, await AskAsync("select mt_mark_progression_with_skip('matter:All', 12, 9)"));
        Assert.Equal("9-12", await AskAsync(
            "select starting_sequence || '-' || ending_sequence from mt_high_water_skips"));
    }

    static async Task<string> CodeAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<Npgsql.PostgresException>(act)).SqlState;

    Task<object?> AppendAsync(string stream, string expected) => AskAsync(
        $$"""
          select mt_quick_append_events('{{stream}}', 'matter', '*DEFAULT*',
              array[gen_random_uuid(), gen_random_uuid()], array['matter_noted', 'matter_noted']::varchar[],
              array['t', 't']::varchar[],
              array['{"number":1}', '{"number":2}']::jsonb[], array[null, null]::bytea[],
              array['cause-1', 'cause-2']::varchar[], array['correlation-1', 'correlation-2']::varchar[],
              array['{"k":"h"}', null]::jsonb[], array['u', 'u']::varchar[], array[now(), now()], {{expected}})::text
          """);

    async Task<object?> AskAsync(string sql) => await database.AskAsOwnerAsync(sql);
}
