-- What was stored for a command that then did not hold the file goes at once, and not after a week.

create function files.discard(unwanted uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
    delete from files.files as f
    where f.id = unwanted and not exists (select 1 from files.links as l where l.file = f.id)
$$;

revoke execute on function files.discard(uuid) from public;
grant execute on function files.discard(uuid) to regulation_writer;
