-- The business clock of all nodes, and what is kept of signed calls.

create table regulation.business_clock (
    single boolean primary key default true check (single),
    ahead_by interval not null default '0');

insert into regulation.business_clock default values;

grant select on regulation.business_clock to regulation_writer, regulation_reader, regulation_projector;
grant update (ahead_by) on regulation.business_clock to regulation_writer;

create table regulation.nonces (
    app text not null,
    nonce text not null,
    seen_at timestamptz not null default clock_timestamp(),
    primary key (app, nonce));

create index nonces_by_age on regulation.nonces (seen_at);

grant select, insert, update, delete on regulation.nonces to regulation_writer;

-- All that is kept of a refused call.
create table regulation.refused_calls (
    day date not null default current_date,
    code text not null,
    count bigint not null default 0,
    primary key (day, code));

grant select, insert, update on regulation.refused_calls to regulation_writer;
grant select on regulation.refused_calls to regulation_reader;
