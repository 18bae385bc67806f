create table if not exists read.fund_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  year bigint not null,
  state text not null,
  approved bigint not null,
  available bigint not null);
alter table read.fund_1 owner to regulation_owner;
grant select, insert, update, delete on read.fund_1 to regulation_projector;
grant select on read.fund_1 to regulation_reader;
alter table read.fund_1 enable row level security;
drop policy if exists folding on read.fund_1;
create policy folding on read.fund_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.fund_1;
create policy own_districts on read.fund_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or district = any(string_to_array((select current_setting('regulation.districts', true)), ',')));

create table if not exists read.programme_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  state text not null,
  drawing boolean not null);
alter table read.programme_1 owner to regulation_owner;
grant select, insert, update, delete on read.programme_1 to regulation_projector;
grant select on read.programme_1 to regulation_reader;

create table if not exists read.designated_venue_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  state text not null);
alter table read.designated_venue_1 owner to regulation_owner;
grant select, insert, update, delete on read.designated_venue_1 to regulation_projector;
grant select on read.designated_venue_1 to regulation_reader;

create table if not exists read.voucher_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  programme text not null,
  batch bigint not null,
  person text not null,
  kind text not null,
  state text not null,
  face bigint not null,
  claimed_on date not null,
  valid_to date not null);
create index if not exists voucher_1_1 on read.voucher_1 (person, programme);
create index if not exists voucher_1_2 on read.voucher_1 (programme, batch);
create index if not exists voucher_1_3 on read.voucher_1 (claimed_on);
create index if not exists voucher_1_4 on read.voucher_1 (valid_to) where state = 'held';
alter table read.voucher_1 owner to regulation_owner;
grant select, insert, update, delete on read.voucher_1 to regulation_projector;
grant select on read.voucher_1 to regulation_reader;

create table if not exists read.draw_entry_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  programme text not null,
  batch bigint not null,
  person text not null,
  entered_at bigint not null);
create index if not exists draw_entry_1_1 on read.draw_entry_1 (programme, batch);
alter table read.draw_entry_1 owner to regulation_owner;
grant select, insert, update, delete on read.draw_entry_1 to regulation_projector;
grant select on read.draw_entry_1 to regulation_reader;

create table if not exists read.drop_board_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  programme text not null,
  batch bigint not null);
create index if not exists drop_board_1_1 on read.drop_board_1 (programme);
alter table read.drop_board_1 owner to regulation_owner;
grant select, insert, update, delete on read.drop_board_1 to regulation_projector;
grant select on read.drop_board_1 to regulation_reader;
