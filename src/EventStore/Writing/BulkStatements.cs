using System.Globalization;

namespace EventStore.Writing;

/// <summary>The statements of a bulk write; whatever takes long comes before the log is locked.</summary>
static class BulkStatements
{
    /// <summary>One bulk write at a time. "mtbulk" in ASCII.</summary>
    public const string Enter = "select pg_try_advisory_xact_lock(120372923919723)";

    public const string FindCommand = """
        select digest, refusal, position, versions, recorded_at from regulation.commands where caller = $1 and key = $2
        """;

    public const string Draw = """
        insert into regulation.counters as c (name, key, value)
        select name, key, amount from unnest($1::text[], $2::text[], $3::bigint[]) as wanted (name, key, amount)
        order by name collate "C", key collate "C"
        on conflict (name, key) do update set value = c.value + excluded.value
        returning name, key, value
        """;

    public const string Claim = """
        insert into regulation.claims (name, key, holder)
        select name, key, holder from unnest($1::text[], $2::text[], $3::text[]) as wanted (name, key, holder)
        order by name collate "C", key collate "C"
        """;

    public const string Stage = """
        insert into regulation.staged_events (batch, place, stream_id, stream_type, version, type, dotnet_type, data, timestamp)
        select $1, place, stream_id, stream_type, version, type, dotnet_type, data, $9
        from unnest($2::bigint[], $3::varchar[], $4::varchar[], $5::bigint[], $6::varchar[], $7::varchar[], $8::jsonb[])
            as e (place, stream_id, stream_type, version, type, dotnet_type, data)
        """;

    /// <summary>Fails if one of them exists.</summary>
    public const string OpenStreams = """
        insert into public.mt_streams (id, type, version, tenant_id, is_archived)
        select stream_id, min(stream_type), max(version), '*DEFAULT*', false
        from regulation.staged_events where batch = $1 and stream_id <> $2 group by stream_id
        """;

    public const string ClaimCommand = """
        insert into regulation.commands (caller, key, digest) values ($1, $2, $3) on conflict do nothing returning 1
        """;

    // Numbers are drawn in the order of the places, under the lock of the log (ADR 0002).
    public const string Append = """
        insert into public.mt_events (
            seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
            correlation_id, causation_id, headers, user_name, is_archived)
        select nextval('public.mt_events_sequence'), gen_random_uuid(), stream_id, version, data, type, timestamp, '*DEFAULT*',
            dotnet_type, $2, $3, $4::jsonb, $5, false
        from (select * from regulation.staged_events where batch = $1 order by place) as in_order
        """;

    public const string Record = """
        update regulation.commands set versions = $3::jsonb, position = currval('public.mt_events_sequence')
        where caller = $1 and key = $2 returning position
        """;

    public const string Clear = "select regulation.clear_staged($1)";

    public static string LimitStatements(TimeSpan limit) =>
        string.Create(CultureInfo.InvariantCulture, $"set local statement_timeout = {(int)limit.TotalMilliseconds}");
}
