create table if not exists read.involvement_2 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null);
create index if not exists involvement_2_1 on read.involvement_2 using gin ((body -> 'people') jsonb_path_ops);
alter table read.involvement_2 owner to regulation_owner;
grant select, insert, update, delete on read.involvement_2 to regulation_projector;
grant select on read.involvement_2 to regulation_reader;
alter table read.involvement_2 enable row level security;
drop policy if exists folding on read.involvement_2;
create policy folding on read.involvement_2 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.involvement_2;
create policy own_districts on read.involvement_2 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or district = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
