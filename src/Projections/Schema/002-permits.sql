create table if not exists read.permit_register_2 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  sports text not null,
  holder_name uuid not null,
  venue uuid not null,
  valid_from date not null,
  valid_to date not null,
  state text not null);
create index if not exists permit_register_2_1 on read.permit_register_2 (district, valid_from desc, key);
create index if not exists permit_register_2_2 on read.permit_register_2 (valid_from desc, key);
create index if not exists permit_register_2_3 on read.permit_register_2 (holder_name);
create index if not exists permit_register_2_4 on read.permit_register_2 (venue);
alter table read.permit_register_2 owner to regulation_owner;
grant select, insert, update, delete on read.permit_register_2 to regulation_projector;
grant select on read.permit_register_2 to regulation_reader;

create table if not exists read.permit_page_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  organ text not null,
  state text not null,
  valid_to date not null);
create index if not exists permit_page_1_1 on read.permit_page_1 (state, valid_to, key);
create index if not exists permit_page_1_2 on read.permit_page_1 (organ, state, valid_to, key);
alter table read.permit_page_1 owner to regulation_owner;
grant select, insert, update, delete on read.permit_page_1 to regulation_projector;
grant select on read.permit_page_1 to regulation_reader;
alter table read.permit_page_1 enable row level security;
drop policy if exists folding on read.permit_page_1;
create policy folding on read.permit_page_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.permit_page_1;
create policy own_districts on read.permit_page_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or organ = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
