create table if not exists read.deferred_erasure_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  until date);
alter table read.deferred_erasure_1 owner to regulation_owner;
grant select, insert, update, delete on read.deferred_erasure_1 to regulation_projector;
grant select on read.deferred_erasure_1 to regulation_reader;
alter table read.deferred_erasure_1 enable row level security;
drop policy if exists folding on read.deferred_erasure_1;
create policy folding on read.deferred_erasure_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.deferred_erasure_1;
create policy own_districts on read.deferred_erasure_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or district = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
