-- Who a person is, and every text that could tell. Nothing in here is readable without the keys, and no role reads the
-- texts but through vault.open_texts, which logs first.

create schema vault;
grant usage on schema vault to regulation_writer, regulation_reader;

create table vault.master_key (
    single boolean primary key default true check (single),
    kid text not null);

create table vault.persons (
    ref text primary key,
    scheme text not null,
    blind bytea not null unique check (length(blind) = 32));

create table vault.texts (
    id uuid primary key,
    ordinal bigint not null generated always as identity,
    subject text not null,
    kind text not null,
    district text not null,
    key_version integer not null,
    iv bytea not null check (length(iv) = 16),
    ciphertext bytea not null,
    mac bytea not null check (length(mac) = 32));

create index texts_of_a_person on vault.texts (subject, kind, ordinal desc);

create table vault.search_tokens (
    token bytea not null,
    document uuid not null,
    primary key (token, document));

create table vault.access_log (
    id bigint primary key generated always as identity,
    read_at timestamptz not null default clock_timestamp(),
    reader text not null,
    role text not null,
    district text not null,
    purpose text not null,
    case_no text,
    subject text,
    documents uuid[] not null,
    files uuid[] not null default '{}');

create index access_by_document on vault.access_log using gin (documents);

grant select, insert on vault.master_key, vault.persons to regulation_writer;
grant insert on vault.texts, vault.search_tokens to regulation_writer;

alter table vault.texts enable row level security;
alter table vault.texts force row level security;
create policy sealing on vault.texts for insert to regulation_writer with check (true);
create policy own_districts on vault.texts for select to regulation_owner using (
    current_setting('regulation.districts', true) = '*'
    or district = any (string_to_array(current_setting('regulation.districts', true), ',')));

-- The only way to a text: the reading is in the log of the same transaction, and the caller decrypts after its commit.
-- Runs as the owner, to whom row security applies too.
create function vault.open_texts(
    wanted uuid[], person text, kinds text[],
    reader text, role text, reader_district text, purpose text, case_no text)
returns table (
    id uuid, subject text, kind text, key_version integer, iv bytea, ciphertext bytea, mac bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    found uuid[];
begin
    if person is null then
        found := wanted;
    else
        select coalesce(array_agg(newest.id), '{}') into found
        from (
            select distinct on (t.kind) t.id
            from vault.texts as t
            where t.subject = person and t.kind = any (kinds)
            order by t.kind, t.ordinal desc) as newest;
    end if;

    insert into vault.access_log (reader, role, district, purpose, case_no, subject, documents)
    values (reader, role, reader_district, purpose, case_no, person, found);

    return query
        select t.id, t.subject, t.kind, t.key_version, t.iv, t.ciphertext, t.mac
        from vault.texts as t
        where t.id = any (found);
end $$;

create function vault.search(tokens bytea[], highest integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select s.document
    from vault.search_tokens as s
    where s.token = any (tokens)
    group by s.document
    having count(*) = cardinality(tokens)
    limit highest
$$;

revoke execute on all functions in schema vault from public;
grant execute on function vault.open_texts(uuid[], text, text[], text, text, text, text, text) to regulation_reader;
grant execute on function vault.search(bytea[], integer) to regulation_reader;
