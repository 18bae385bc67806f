-- Calendar editions after which the open deadlines are still to be counted again.
-- Written in the transaction that moves the policy's checkpoint, so that a restart forgets none.

create table regulation.recounts (
    event uuid primary key,
    stream text not null,
    version bigint not null,
    noted_at timestamptz not null default clock_timestamp(),
    done_at timestamptz);

create index recounts_to_do on regulation.recounts (noted_at) where done_at is null;

grant select, insert, update on regulation.recounts to regulation_projector;
