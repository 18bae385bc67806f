-- A restricted person's files open as its texts do; what is held is told without a byte of it.

create or replace function files.open_file(
    wanted uuid, reader text, role text, reader_district text, purpose text, case_no text)
returns table (subject text, key_version integer, size bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into vault.access_log (reader, role, district, purpose, case_no, documents, files)
    values (reader, role, reader_district, purpose, case_no, '{}', array[wanted]);

    return query
        select f.subject, f.key_version, f.size
        from files.files as f
        where f.id = wanted and f.complete and files.is_visible(f.district) and vault.may_read(f.subject, purpose);
end $$;

create function files.held_of(of_person text) returns table (id uuid, media_type text, size bigint, sm3 bytea, key_version integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select f.id, f.media_type, f.size, f.sm3, f.key_version from files.files as f where f.subject = of_person and f.complete
    order by f.started_at
$$;

revoke execute on function files.held_of(text) from public;
grant execute on function files.held_of(text) to regulation_reader;
