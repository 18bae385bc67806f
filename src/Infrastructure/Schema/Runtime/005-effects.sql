-- What the portal is to be told: one row for each event and purpose, for ever. Written in the transaction that moves the
-- subscription's checkpoint, so that no replay makes a second one. No personal data: names are read when a row is sent.

create table regulation.effects (
    row_guid uuid primary key,
    event uuid not null,
    purpose text not null,
    kind text not null check (kind in ('accept', 'process', 'result', 'special', 'material')),
    case_no text not null,
    version bigint not null,
    sequence bigint not null,
    state text not null default 'pending'
        check (state in ('pending', 'leased', 'delivered', 'unknown', 'refused', 'skipped')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default clock_timestamp(),
    answer integer,
    fault text,
    assignee text,
    desk_version bigint not null default 0,
    noted_at timestamptz not null default clock_timestamp(),
    settled_at timestamptz,
    unique (event, purpose),
    unique (case_no, sequence)) with (fillfactor = 70);

create index effects_of_open_cases on regulation.effects (case_no, sequence) where state not in ('delivered', 'skipped');
create index effects_for_the_desk on regulation.effects (noted_at) where state <> 'delivered';

-- One line for each case: who sends for it may do so alone, and in order. Null: nothing to send, or a person is awaited.
create table regulation.effect_lanes (
    case_no text primary key,
    changes bigint not null default 1,
    due_at timestamptz default clock_timestamp(),
    owner uuid,
    epoch bigint not null default 0) with (fillfactor = 50);

create index effect_lanes_due on regulation.effect_lanes (due_at) where due_at is not null;

-- Held: nothing is sent. Identity is that of the database in which sending was last allowed; a restored one has another.
create table regulation.effect_hold (
    single boolean primary key default true check (single),
    held boolean not null default false,
    reason text,
    since timestamptz,
    identity text);

insert into regulation.effect_hold default values;

grant select, insert, update on regulation.effects, regulation.effect_lanes to regulation_projector;
grant select, update on regulation.effect_hold to regulation_projector;
grant select on regulation.effects, regulation.effect_hold to regulation_reader;
