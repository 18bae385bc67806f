-- Number order is commit order (ADR 0002). Triggers bind every writer: this store, a real Marten, psql.

create schema if not exists regulation;

-- One lock for the whole log, held to commit. Its key, here and in the append, is the ASCII of "mtevents".
create function regulation.before_events_are_numbered() returns trigger
language plpgsql
as $$
begin
    perform pg_advisory_xact_lock(7887040406614865011);
    perform set_config('regulation.highest_before',
        (select coalesce(max(seq_id), 0)::text from public.mt_events), true);
    return null;
end $$;

-- A number drawn before the lock may lie below what readers have already passed: nobody would ever see that event.
-- Refusing it is loud, a skipped event is silent. Tombstones fill burnt numbers and carry nothing.
create function regulation.refuse_numbers_already_passed() returns trigger
language plpgsql
as $$
begin
    if exists (
        select 1 from appended
        where seq_id <= current_setting('regulation.highest_before')::bigint
          and stream_id is distinct from 'mt_tombstone')
    then
        raise exception 'an event number was drawn before the log was locked'
            using errcode = '40001', hint = 'Draw the number inside the insert; use QuickWithServerTimestamps.';
    end if;
    return null;
end $$;

create trigger regulation_1_lock_the_log before insert on public.mt_events
    for each statement execute function regulation.before_events_are_numbered();

create trigger regulation_2_number_order after insert on public.mt_events
    referencing new table as appended
    for each statement execute function regulation.refuse_numbers_already_passed();
