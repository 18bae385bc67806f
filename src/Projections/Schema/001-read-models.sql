create schema if not exists read;
alter schema read owner to regulation_owner;
grant usage on schema read to regulation_projector, regulation_reader;

create table if not exists read.case_page_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  organ text not null,
  project_no text not null,
  status text not null,
  permit_no text,
  version bigint not null);
create index if not exists case_page_1_1 on read.case_page_1 (project_no);
alter table read.case_page_1 owner to regulation_owner;
grant select, insert, update, delete on read.case_page_1 to regulation_projector;
grant select on read.case_page_1 to regulation_reader;
alter table read.case_page_1 enable row level security;
drop policy if exists folding on read.case_page_1;
create policy folding on read.case_page_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.case_page_1;
create policy own_districts on read.case_page_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or organ = any(string_to_array((select current_setting('regulation.districts', true)), ',')));

create table if not exists read.work_item_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  organ text not null,
  status text not null,
  turn text not null,
  due_on date,
  speaks_after date);
create index if not exists work_item_1_1 on read.work_item_1 (organ, due_on, key);
create index if not exists work_item_1_2 on read.work_item_1 (speaks_after);
alter table read.work_item_1 owner to regulation_owner;
grant select, insert, update, delete on read.work_item_1 to regulation_projector;
grant select on read.work_item_1 to regulation_reader;
alter table read.work_item_1 enable row level security;
drop policy if exists folding on read.work_item_1;
create policy folding on read.work_item_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.work_item_1;
create policy own_districts on read.work_item_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or organ = any(string_to_array((select current_setting('regulation.districts', true)), ',')));

create table if not exists read.project_lookup_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  case_no text not null);
alter table read.project_lookup_1 owner to regulation_owner;
grant select, insert, update, delete on read.project_lookup_1 to regulation_projector;
grant select on read.project_lookup_1 to regulation_reader;

create table if not exists read.permit_register_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  sports text not null,
  holder_name uuid not null,
  venue uuid not null,
  valid_from date not null,
  valid_to date not null);
create index if not exists permit_register_1_1 on read.permit_register_1 (district, valid_from desc, key);
create index if not exists permit_register_1_2 on read.permit_register_1 (valid_from desc, key);
create index if not exists permit_register_1_3 on read.permit_register_1 (holder_name);
create index if not exists permit_register_1_4 on read.permit_register_1 (venue);
alter table read.permit_register_1 owner to regulation_owner;
grant select, insert, update, delete on read.permit_register_1 to regulation_projector;
grant select on read.permit_register_1 to regulation_reader;

create table if not exists read.calendar_edition_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  year bigint not null,
  version bigint not null);
create index if not exists calendar_edition_1_1 on read.calendar_edition_1 (year, version desc);
alter table read.calendar_edition_1 owner to regulation_owner;
grant select, insert, update, delete on read.calendar_edition_1 to regulation_projector;
grant select on read.calendar_edition_1 to regulation_reader;

create table if not exists read.audit_trail_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  seq bigint not null,
  at timestamptz not null,
  actor text,
  district text,
  subject text not null,
  case_no text);
create index if not exists audit_trail_1_1 on read.audit_trail_1 (seq);
create index if not exists audit_trail_1_2 on read.audit_trail_1 (actor, seq);
create index if not exists audit_trail_1_3 on read.audit_trail_1 (subject, seq);
create index if not exists audit_trail_1_4 on read.audit_trail_1 (case_no, seq);
create index if not exists audit_trail_1_5 on read.audit_trail_1 (at);
alter table read.audit_trail_1 owner to regulation_owner;
grant select, insert, update, delete on read.audit_trail_1 to regulation_projector;
grant select on read.audit_trail_1 to regulation_reader;
alter table read.audit_trail_1 enable row level security;
drop policy if exists folding on read.audit_trail_1;
create policy folding on read.audit_trail_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.audit_trail_1;
create policy own_districts on read.audit_trail_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or district = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
