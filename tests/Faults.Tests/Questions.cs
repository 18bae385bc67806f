namespace Faults.Tests;

/// <summary>Questions to the database to which no row is the right answer.</summary>
static class Questions
{
    /// <summary>Wrong where nobody writes any more; while the service runs, its policies write a moment after each act.</summary>
    public const string Lag = "a reader of the log that stopped or lags";

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["a fact that stands twice in a stream"] = """
            select stream_id, type, count(*) from public.mt_events
            where stream_id ~ '^sport-permit(-case)?/' and type <> 'deadline_recomputed'
            group by stream_id, type, data->>'materialCode', data->>'sm3', data->>'round' having count(*) > 1
            """,
        ["a case without exactly one application"] = """
            select s.id from public.mt_streams s
            where s.type = 'sport_permit_case'
              and (select count(*) from public.mt_events e where e.stream_id = s.id and e.type = 'application_received') <> 1
            """,
        ["a case accepted twice, or decided twice"] = """
            select stream_id from public.mt_events
            where type in ('application_accepted', 'acceptance_deemed', 'permit_granted', 'permit_refused')
            group by stream_id, type like '%accept%' having count(*) > 1
            """,
        ["a project number with two cases"] = """
            select data->>'projectNo' from public.mt_events where type = 'application_received' group by 1 having count(*) > 1
            """,
        ["a granted permit that was not opened once"] = """
            select g.data->>'permitNo' from public.mt_events g
            where g.type = 'permit_granted'
              and (select count(*) from public.mt_events o where o.type = 'permit_opened'
                   and o.stream_id = 'sport-permit/' || (g.data->>'permitNo')
                   and 'sport-permit-case/' || (o.data->>'caseNo') = g.stream_id) <> 1
            """,
        ["an opened permit that was not granted once"] = """
            select o.data->>'permitNo' from public.mt_events o
            where o.type = 'permit_opened'
              and (select count(*) from public.mt_events g where g.type = 'permit_granted'
                   and g.data->>'permitNo' = o.data->>'permitNo') <> 1
            """,
        ["a stream with a hole, or whose version is not its last event's"] = """
            select s.id, s.version, count(e.seq_id), max(e.version) from public.mt_streams s
            left join public.mt_events e on e.stream_id = s.id
            group by s.id, s.version
            having s.version < 1 or count(e.seq_id) <> s.version or max(e.version) is distinct from s.version or min(e.version) <> 1
            """,
        ["a command whose event is not there"] = """
            select c.key, c.position from regulation.commands c
            where c.position > 0 and not exists (select 1 from public.mt_events e where e.seq_id = c.position)
            """,
        ["an event without its command"] = """
            select e.seq_id, e.type, e.headers->>'command' from public.mt_events e
            where e.stream_id ~ '^sport-permit(-case)?/'
              and not exists (select 1 from regulation.commands c where c.caller || '/' || c.key = e.headers->>'command')
            """,
        ["a text or file that an event names and nobody keeps"] = """
            select distinct e.stream_id, e.type, m[1]
            from public.mt_events e, regexp_matches(e.data::text, '"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"', 'g') m
            where e.stream_id ~ '^sport-permit(-case)?/'
              and not exists (select 1 from vault.texts t where t.id = m[1]::uuid)
              and not exists (select 1 from files.files f where f.id = m[1]::uuid and f.complete)
            """,
        ["a delivered material whose file is not whole"] = """
            select e.stream_id, e.data->>'materialCode' from public.mt_events e
            left join files.files f on f.id = (e.data->>'file')::uuid
            where e.type = 'material_delivered'
              and (f.complete is not true or f.size <> (e.data->>'size')::bigint or encode(f.sm3, 'hex') <> lower(e.data->>'sm3')
                or (select coalesce(sum(length(c.ciphertext)), 0) from files.chunks c where c.file = f.id) < f.size
                or (select count(*) <> coalesce(max(c.number), -1) + 1 from files.chunks c where c.file = f.id))
            """,
        [Lag] = """
            select name, position, error from regulation.checkpoints
            where error is not null or position < (select coalesce(max(seq_id), 0) from public.mt_events)
            """,
        // The last year was walked undisturbed: what kills did to another would show beside it.
        ["a form that came to something else when it was disturbed"] = """
            with years as (
                select regexp_replace(min(e.data->>'projectNo'), '-K[0-9]+$', '') as form,
                    string_agg(e.type || coalesce(':' || (e.data->>'materialCode'), ''), ' ' order by e.version) as acts
                from public.mt_events e where e.stream_id like 'sport-permit-case/%' group by e.stream_id)
            select form, min(acts), max(acts) from years group by form having count(distinct acts) > 1
            """,
    };
}
