-- Where the events of one very large append wait, so that the log is locked for their numbers only (ADR 0021). Rows live and
-- die within one transaction; nothing of them needs to survive a crash.

create unlogged table regulation.staged_events (
    batch uuid not null,
    place bigint not null,
    stream_id varchar not null,
    stream_type varchar not null,
    version bigint not null,
    type varchar not null,
    dotnet_type varchar not null,
    data jsonb not null,
    timestamp timestamptz not null,
    primary key (batch, place));

grant select, insert on regulation.staged_events to regulation_writer;

-- The writer may delete nothing; here it may take back what its own transaction has staged.
create function regulation.clear_staged(finished uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
    delete from regulation.staged_events as s
    where s.batch = finished and s.xmin = pg_current_xact_id()::xid
$$;

revoke execute on function regulation.clear_staged(uuid) from public;
grant execute on function regulation.clear_staged(uuid) to regulation_writer;
