-- What each reader of the log was offered, kept beside its position and moved by the same statement (specs/event-log.md).

alter table regulation.checkpoints
    add column since bigint not null default 0,
    add column offered bigint not null default 0,
    add column chain bytea not null default decode(repeat('00', 32), 'hex') check (octet_length(chain) = 32);

-- A reader that came somewhere before there were certificates is certified from there.
update regulation.checkpoints set since = position;

-- Earlier certificates of each reader, so that a skip can be placed: one for every 10,000 events (slots from 1 up), and a ring of
-- the last four hours, one a minute at most (slots below 0). The ring overwrites itself, so nothing has to be deleted.
create table regulation.certificates (
    name text not null,
    slot bigint not null,
    since bigint not null,
    position bigint not null,
    offered bigint not null,
    chain bytea not null check (octet_length(chain) = 32),
    noted_at timestamptz not null default clock_timestamp(),
    primary key (name, slot)) with (fillfactor = 70);

grant select, insert, update on regulation.certificates to regulation_projector;
grant select on regulation.certificates to regulation_reader;
