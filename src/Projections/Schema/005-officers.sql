create table if not exists read.officer_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  districts text not null,
  disabled boolean not null);
alter table read.officer_1 owner to regulation_owner;
grant select, insert, update, delete on read.officer_1 to regulation_projector;
grant select on read.officer_1 to regulation_reader;

create table if not exists read.case_assignment_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  officer text not null);
create index if not exists case_assignment_1_1 on read.case_assignment_1 (officer, key);
alter table read.case_assignment_1 owner to regulation_owner;
grant select, insert, update, delete on read.case_assignment_1 to regulation_projector;
grant select on read.case_assignment_1 to regulation_reader;
alter table read.case_assignment_1 enable row level security;
drop policy if exists folding on read.case_assignment_1;
create policy folding on read.case_assignment_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.case_assignment_1;
create policy own_districts on read.case_assignment_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or district = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
