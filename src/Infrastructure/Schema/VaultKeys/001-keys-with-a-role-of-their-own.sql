-- The key store as it is made in a database of its own, and as it stands already where none is named. Its role reads and adds
-- keys and destroys them up to a version; no other part of the program does.

create schema if not exists vault_keys;
grant usage on schema vault_keys to regulation_keys;

create table if not exists vault_keys.keys (
    person text not null,
    version integer not null,
    master_kid text not null,
    wrapped bytea,
    destroyed_at timestamptz,
    primary key (person, version),
    check ((wrapped is null) = (destroyed_at is not null)));

grant select, insert on vault_keys.keys to regulation_keys;

-- Leaves a row for the highest version even where a restored store had none: the next key must have a higher one.
create function vault_keys.destroy(of_person text, up_to integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    destroyed integer;
begin
    update vault_keys.keys as k set wrapped = null, destroyed_at = clock_timestamp()
    where k.person = of_person and k.version <= up_to and k.wrapped is not null;
    get diagnostics destroyed = row_count;

    insert into vault_keys.keys (person, version, master_kid, destroyed_at)
    values (of_person, up_to, 'none', clock_timestamp()) on conflict do nothing;
    return destroyed;
end $$;

revoke execute on function vault_keys.destroy(text, integer) from public;
grant execute on function vault_keys.destroy(text, integer) to regulation_keys;
