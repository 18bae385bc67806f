create table if not exists read.training_institution_2 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  organ text not null,
  district text not null,
  sports text not null,
  state text not null,
  white_listed boolean not null,
  organiser_name uuid not null,
  texts uuid not null,
  credit_code text,
  valid_to date not null);
create index if not exists training_institution_2_1 on read.training_institution_2 (white_listed, district, key);
create index if not exists training_institution_2_2 on read.training_institution_2 (state, valid_to, key);
create index if not exists training_institution_2_3 on read.training_institution_2 (organiser_name);
create index if not exists training_institution_2_4 on read.training_institution_2 (texts);
create index if not exists training_institution_2_5 on read.training_institution_2 (credit_code);
alter table read.training_institution_2 owner to regulation_owner;
grant select, insert, update, delete on read.training_institution_2 to regulation_projector;
grant select on read.training_institution_2 to regulation_reader;
alter table read.training_institution_2 enable row level security;
drop policy if exists folding on read.training_institution_2;
create policy folding on read.training_institution_2 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.training_institution_2;
create policy own_districts on read.training_institution_2 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or organ = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
