-- A file may be stored hours before the command that links it: whoever calls, what is young stays.

create or replace function files.remove_orphans(older_than interval) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    removed integer;
begin
    if older_than is null or older_than < interval '1 hour' then
        raise exception 'files younger than an hour are not orphans' using errcode = '22023';
    end if;

    with gone as (
        delete from files.files as f
        where f.started_at < clock_timestamp() - older_than
          and not exists (select 1 from files.links as l where l.file = f.id)
          and not exists (select 1 from public.mt_events as e where e.data::text like '%' || f.id::text || '%')
        returning 1)
    select count(*)::integer into removed from gone;
    return removed;
end $$;
