grant usage on schema public, regulation to regulation_writer, regulation_projector, regulation_reader;

-- The writer adds events and moves stream versions; it changes and removes no event.
grant select, insert on public.mt_events to regulation_writer;
grant select, insert, update (type, version, timestamp) on public.mt_streams to regulation_writer;
grant usage, select on sequence public.mt_events_sequence to regulation_writer;
grant select, insert, update (refusal, position, versions) on regulation.commands to regulation_writer;
grant select, insert on regulation.claims to regulation_writer;
grant select, insert, update (value) on regulation.counters to regulation_writer;
grant select on regulation.checkpoints, regulation.leases to regulation_writer;

grant select on public.mt_events, public.mt_streams to regulation_projector;
grant select, insert, update on regulation.checkpoints, regulation.leases to regulation_projector;

grant select on public.mt_events, public.mt_streams to regulation_reader;
grant select on regulation.commands, regulation.claims, regulation.checkpoints to regulation_reader;

revoke execute on function regulation.remove_unused_streams(text[]) from public;
grant execute on function regulation.remove_unused_streams(text[]) to regulation_writer;
