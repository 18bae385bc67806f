-- One transaction may bring the texts of very many persons (an import), and the server's table of locks has room for some thousands:
-- persons share the locks of 1,024 buckets. Only an erasure takes one alone, so that sharing costs others a moment at most.
create function vault.lock_of(person text) returns bigint
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select hashtextextended('vault', 0) # (hashtextextended('vault/' || person, 0) & 1023) $$;

revoke execute on function vault.lock_of(text) from public;

create or replace function vault.guard_text() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock_shared(vault.lock_of(new.subject));
    if exists (select 1 from vault.erasures as e where e.person = new.subject and e.key_version >= new.key_version) then
        raise exception 'the key was destroyed meanwhile' using errcode = '57R01';
    end if;
    return new;
end $$;

create or replace function vault.guard_erasure() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    before text := coalesce(current_setting('regulation.districts', true), '');
begin
    perform pg_advisory_xact_lock(vault.lock_of(new.person));
    perform set_config('regulation.districts', '*', true);
    if exists (select 1 from vault.texts as t where t.subject = new.person and t.ordinal > new.seen) then
        raise exception 'something was sealed meanwhile' using errcode = '57R02';
    end if;

    delete from vault.search_tokens as s using vault.texts as t
    where t.subject = new.person and t.key_version <= new.key_version and s.document = t.id;
    perform set_config('regulation.districts', before, true);
    return new;
end $$;
