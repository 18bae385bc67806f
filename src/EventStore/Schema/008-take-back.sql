-- The writer may delete nothing; here it may take back what its own transaction has inserted and nobody else has seen.

-- A command that leaves nothing behind is free again.
create function regulation.forget_commands(callers text[], keys text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
    delete from regulation.commands as c
    using unnest(callers, keys) as forgotten (caller, key)
    where c.caller = forgotten.caller and c.key = forgotten.key
      and c.xmin = pg_current_xact_id()::xid
$$;

-- A counter that was opened and from which nothing was drawn.
create function regulation.remove_unused_counters(names text[], keys text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
    delete from regulation.counters as c
    using unnest(names, keys) as unused (name, key)
    where c.name = unused.name and c.key = unused.key and c.value = 0
      and c.xmin = pg_current_xact_id()::xid
$$;

revoke execute on function regulation.forget_commands(text[], text[]),
    regulation.remove_unused_counters(text[], text[]) from public;
grant execute on function regulation.forget_commands(text[], text[]),
    regulation.remove_unused_counters(text[], text[]) to regulation_writer;
