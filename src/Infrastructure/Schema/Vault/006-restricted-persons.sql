-- Who of these persons is restricted now: no purpose of theirs is asked for, and nothing of theirs is read.
create function vault.restricted_among(persons text[]) returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select wanted.person from unnest(persons) as wanted (person)
    cross join lateral (
        select r.restricted from vault.restrictions as r where r.person = wanted.person order by r.ordinal desc limit 1) as last
    where last.restricted
$$;

revoke execute on function vault.restricted_among(text[]) from public;
grant execute on function vault.restricted_among(text[]) to regulation_writer;
