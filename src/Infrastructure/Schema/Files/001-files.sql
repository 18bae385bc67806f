-- Materials and photos in encrypted chunks. A file counts once it is complete; what no case came to hold goes after a week.

create schema files;
grant usage on schema files to regulation_writer, regulation_reader;

create table files.files (
    id uuid primary key,
    subject text not null,
    district text not null,
    key_version integer not null,
    size bigint,
    sm3 bytea check (length(sm3) = 32),
    media_type text,
    complete boolean not null default false,
    started_at timestamptz not null default clock_timestamp(),
    check (not complete or (size is not null and sm3 is not null)));

create index unfinished_or_young on files.files (started_at);

create table files.chunks (
    file uuid not null references files.files on delete cascade,
    number integer not null check (number >= 0),
    iv bytea not null check (length(iv) = 16),
    ciphertext bytea not null,
    mac bytea not null check (length(mac) = 32),
    primary key (file, number));

alter table files.chunks alter column ciphertext set storage external;

-- Which stream came to hold a file: a row that travels with the command.
create table files.links (
    file uuid primary key,
    stream text not null);

grant insert on files.files, files.chunks, files.links to regulation_writer;
grant select (id, complete), update (size, sm3, media_type, complete) on files.files to regulation_writer;

alter table files.files enable row level security;
create policy storing on files.files to regulation_writer using (true) with check (true);

create function files.is_visible(district text) returns boolean
language sql stable
as $$
    select coalesce(
        current_setting('regulation.districts', true) = '*'
        or district = any (string_to_array(current_setting('regulation.districts', true), ',')), false)
$$;

create function files.open_file(
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
        where f.id = wanted and f.complete and files.is_visible(f.district);
end $$;

create function files.read_chunk(wanted uuid, wanted_number integer)
returns table (iv bytea, ciphertext bytea, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select c.iv, c.ciphertext, c.mac
    from files.chunks as c join files.files as f on f.id = c.file
    where c.file = wanted and c.number = wanted_number and f.complete and files.is_visible(f.district)
$$;

-- A link can be missing where a command was written by an older version; an event that names the file keeps it all the same.
create function files.remove_orphans(older_than interval) returns integer
language sql security definer set search_path = pg_catalog, pg_temp
as $$
    with gone as (
        delete from files.files as f
        where f.started_at < clock_timestamp() - older_than
          and not exists (select 1 from files.links as l where l.file = f.id)
          and not exists (select 1 from public.mt_events as e where e.data::text like '%' || f.id::text || '%')
        returning 1)
    select count(*)::integer from gone
$$;

revoke execute on all functions in schema files from public;
grant execute on function files.open_file(uuid, text, text, text, text, text) to regulation_reader;
grant execute on function files.read_chunk(uuid, integer) to regulation_reader;
grant execute on function files.remove_orphans(interval) to regulation_writer;
