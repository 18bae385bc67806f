create table if not exists read.rectification_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  organ text not null,
  next text,
  due_on date);
create index if not exists rectification_1_1 on read.rectification_1 (organ, due_on, key);
alter table read.rectification_1 owner to regulation_owner;
grant select, insert, update, delete on read.rectification_1 to regulation_projector;
grant select on read.rectification_1 to regulation_reader;
alter table read.rectification_1 enable row level security;
drop policy if exists folding on read.rectification_1;
create policy folding on read.rectification_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.rectification_1;
create policy own_districts on read.rectification_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or organ = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
