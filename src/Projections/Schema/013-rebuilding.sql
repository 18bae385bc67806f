-- Where a read model is filled beside the one that serves, where tables pass through when they change places, and where
-- one is recomputed only to be compared.
create schema if not exists read_beside;
create schema if not exists read_passing;
create schema if not exists read_compare;
grant usage on schema read_beside, read_compare to regulation_projector;

-- One row for each table that stands beside: how far it has come, what was ordered, who works on it.
create table regulation.rebuilds (
    name text primary key,
    stage text not null,
    wanted text not null,
    wanted_version bigint not null default 0,
    position bigint not null default 0,
    since bigint not null default 0,
    offered bigint not null default 0,
    chain bytea not null default decode(repeat('00', 32), 'hex') check (octet_length(chain) = 32),
    progress jsonb,
    report jsonb,
    report_wanted boolean not null default false,
    error text,
    error_position bigint,
    owner uuid,
    owned_until timestamptz not null default '-infinity',
    started_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()) with (fillfactor = 50);
grant select, insert, update, delete on regulation.rebuilds to regulation_projector;
grant select on regulation.rebuilds to regulation_reader;
