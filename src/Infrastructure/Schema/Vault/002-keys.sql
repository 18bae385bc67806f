-- The wrapped keys. A schema of its own, joined to nothing, so that it can live on another server with short-lived backups.

create schema vault_keys;
grant usage on schema vault_keys to regulation_writer;

-- A destroyed key leaves its row: that it is gone must be provable.
create table vault_keys.keys (
    person text not null,
    version integer not null,
    master_kid text not null,
    wrapped bytea,
    destroyed_at timestamptz,
    primary key (person, version),
    check ((wrapped is null) = (destroyed_at is not null)));

grant select, insert on vault_keys.keys to regulation_writer;

create function vault_keys.destroy(of_person text) returns integer
language sql security definer set search_path = pg_catalog, pg_temp
as $$
    with gone as (
        update vault_keys.keys set wrapped = null, destroyed_at = clock_timestamp()
        where person = of_person and wrapped is not null
        returning 1)
    select count(*)::integer from gone
$$;

revoke execute on function vault_keys.destroy(text) from public;
grant execute on function vault_keys.destroy(text) to regulation_writer;
