create table if not exists read.fund_2 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  year bigint not null,
  state text not null,
  approved bigint not null,
  available bigint not null);
alter table read.fund_2 owner to regulation_owner;
grant select, insert, update, delete on read.fund_2 to regulation_projector;
grant select on read.fund_2 to regulation_reader;
alter table read.fund_2 enable row level security;
drop policy if exists folding on read.fund_2;
create policy folding on read.fund_2 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.fund_2;
create policy own_districts on read.fund_2 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or district = any(string_to_array((select current_setting('regulation.districts', true)), ',')));

create table if not exists read.grant_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  fund text not null,
  act bigint not null,
  person text not null);
create index if not exists grant_1_1 on read.grant_1 (fund, act);
create index if not exists grant_1_2 on read.grant_1 (person);
alter table read.grant_1 owner to regulation_owner;
grant select, insert, update, delete on read.grant_1 to regulation_projector;
grant select on read.grant_1 to regulation_reader;
