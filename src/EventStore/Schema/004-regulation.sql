-- What the store keeps beside the log. Guards can be rebuilt from the log; command ids and checkpoints cannot.

-- Every command, for ever: what was asked (digest), what it came to (refusal, or position and versions).
-- Room is left in each page because the row is inserted first, to make copies wait, and completed last.
create table regulation.commands (
    caller text not null,
    key text not null,
    digest bytea not null,
    refusal text,
    position bigint not null default 0,
    versions jsonb not null default '{}',
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (caller, key)) with (fillfactor = 85);

create table regulation.claims (
    name text not null,
    key text not null,
    holder text not null,
    primary key (name, key));

create table regulation.counters (
    name text not null,
    key text not null,
    value bigint not null,
    primary key (name, key)) with (fillfactor = 50);

create table regulation.checkpoints (
    name text primary key,
    position bigint not null default 0,
    epoch bigint not null default 0,
    error text,
    error_position bigint,
    updated_at timestamptz not null default clock_timestamp()) with (fillfactor = 50);

create table regulation.leases (
    name text primary key,
    owner uuid not null,
    epoch bigint not null,
    expires_at timestamptz not null) with (fillfactor = 50);

-- The writer may delete nothing; a declared stream that came to no event is removed by the owner's hand.
create function regulation.remove_unused_streams(streams text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
    delete from public.mt_streams as s
    where s.id = any(streams) and s.version = 0
      and not exists (select 1 from public.mt_events as e where e.stream_id = s.id)
$$;
