-- Events that a policy is still to act on; the recounts after a calendar edition become the first of them.
-- Written in the transaction that moves the policy's checkpoint, so that a restart forgets none.

create table regulation.policy_to_dos (
    policy text not null,
    event uuid not null,
    position bigint not null,
    stream text not null,
    version bigint not null,
    noted_at timestamptz not null default clock_timestamp(),
    done_at timestamptz,
    attempts integer not null default 0,
    next_try_at timestamptz not null default '-infinity',
    last_failure text,
    primary key (policy, event));

create index policy_to_dos_open on regulation.policy_to_dos (position, policy) where done_at is null;

grant select, insert, update on regulation.policy_to_dos to regulation_projector;
grant select on regulation.policy_to_dos to regulation_reader;

insert into regulation.policy_to_dos (policy, event, position, stream, version, noted_at, done_at)
select 'calendar-policy-1', r.event, coalesce(e.seq_id, 0), r.stream, r.version, r.noted_at, r.done_at
from regulation.recounts as r left join public.mt_events as e on e.id = r.event;

drop table regulation.recounts;
