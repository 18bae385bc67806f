-- Restriction, correction and erasure. What was sealed stays as it is; what may be read of it, and in whose place, changes.

create table vault.restrictions (
    ordinal bigint not null generated always as identity,
    id uuid primary key,
    person text not null,
    restricted boolean not null,
    open_for text not null);

create index restrictions_of_a_person on vault.restrictions (person, ordinal desc);

create table vault.corrections (
    ordinal bigint not null generated always as identity,
    document uuid not null,
    by_document uuid not null,
    primary key (document, by_document));

create index corrections_by on vault.corrections (by_document);

-- Written in the transaction of the event; compared with the key store at every start.
create table vault.erasures (
    person text not null,
    key_version integer not null,
    seen bigint not null,
    erased_at timestamptz not null default clock_timestamp(),
    primary key (person, key_version));

grant insert on vault.restrictions, vault.corrections, vault.erasures to regulation_writer;
grant select on vault.erasures to regulation_writer;

create function vault.may_read(of_person text, for_purpose text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select coalesce(
        (select not r.restricted or for_purpose = any (string_to_array(r.open_for, ','))
         from vault.restrictions as r where r.person = of_person order by r.ordinal desc limit 1),
        true)
$$;

create function vault.standing_for(asked uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select coalesce(
        (select c.by_document from vault.corrections as c where c.document = asked order by c.ordinal desc limit 1), asked)
$$;

-- As vault.open_texts, which nodes of the version before still call: corrected texts stand for what they correct, and of a
-- restricted person only that there is something is told. Not readable means without iv, ciphertext and mac.
create function vault.open_standing_texts(
    wanted uuid[], person text, kinds text[],
    reader text, role text, reader_district text, purpose text, case_no text)
returns table (
    asked uuid, id uuid, subject text, kind text, key_version integer, iv bytea, ciphertext bytea, mac bytea, readable boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    chosen uuid[];
begin
    if person is null then
        chosen := wanted;
    else
        select coalesce(array_agg(newest.id), '{}') into chosen
        from (
            select distinct on (t.kind) t.id
            from vault.texts as t
            where t.subject = person and t.kind = any (kinds)
            order by t.kind, t.ordinal desc) as newest;
    end if;

    insert into vault.access_log (reader, role, district, purpose, case_no, subject, documents)
    values (reader, role, reader_district, purpose, case_no, person, chosen);

    return query
        select w.asked, t.id, t.subject, t.kind, t.key_version,
            case when may.read then t.iv end, case when may.read then t.ciphertext end, case when may.read then t.mac end, may.read
        from unnest(chosen) as w (asked)
        join vault.texts as t on t.id = vault.standing_for(w.asked)
        cross join lateral (select vault.may_read(t.subject, purpose) as read) as may;
end $$;

-- What is kept of a person, without a word of it: in whichever district, so row security is opened for this look alone.
create function vault.documents_of(of_person text)
returns table (id uuid, kind text, district text, key_version integer, ordinal bigint, searchable boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    before text := coalesce(current_setting('regulation.districts', true), '');
begin
    perform set_config('regulation.districts', '*', true);
    return query
        select t.id, t.kind, t.district, t.key_version, t.ordinal,
            exists (select 1 from vault.search_tokens as s where s.document = vault.standing_for(t.id))
        from vault.texts as t where t.subject = of_person order by t.ordinal;
    perform set_config('regulation.districts', before, true);
end $$;

create index tokens_of_a_document on vault.search_tokens (document);

create or replace function vault.search(tokens bytea[], highest integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    with hits as (
        select s.document
        from vault.search_tokens as s
        where s.token = any (tokens)
        group by s.document
        having count(*) = cardinality(tokens)
        limit highest)
    select h.document from hits as h
    union
    select c.document from vault.corrections as c join hits as h on h.document = c.by_document
    where vault.standing_for(c.document) = c.by_document
$$;

create function vault.forget_corrected_tokens() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    delete from vault.search_tokens as s where s.document = new.document;
    return new;
end $$;

create trigger corrected_is_found_no_more after insert on vault.corrections
    for each row execute function vault.forget_corrected_tokens();

-- An erasure and a text of the same person meet here: either the erasure sees the text and is decided again, or the text is
-- refused and sealed again under the next key. 57R..: the caller may come again.
create function vault.guard_text() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('vault/' || new.subject, 0));
    if exists (select 1 from vault.erasures as e where e.person = new.subject and e.key_version >= new.key_version) then
        raise exception 'the key was destroyed meanwhile' using errcode = '57R01';
    end if;
    return new;
end $$;

create trigger sealed_under_a_key_that_lives before insert on vault.texts
    for each row execute function vault.guard_text();

create function vault.guard_erasure() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    before text := coalesce(current_setting('regulation.districts', true), '');
begin
    perform pg_advisory_xact_lock(hashtextextended('vault/' || new.person, 0));
    perform set_config('regulation.districts', '*', true);
    if exists (select 1 from vault.texts as t where t.subject = new.person and t.ordinal > new.seen) then
        raise exception 'something was sealed meanwhile' using errcode = '57R02';
    end if;

    delete from vault.search_tokens as s using vault.texts as t
    where t.subject = new.person and t.key_version <= new.key_version and s.document = t.id;
    perform set_config('regulation.districts', before, true);
    return new;
end $$;

create trigger erased_after_all_was_seen before insert on vault.erasures
    for each row execute function vault.guard_erasure();

revoke execute on all functions in schema vault from public;
grant execute on function
    vault.open_standing_texts(uuid[], text, text[], text, text, text, text, text), vault.documents_of(text) to regulation_reader;
grant execute on function vault.search(bytea[], integer) to regulation_reader;
