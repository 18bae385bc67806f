create table if not exists read.document_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  organ text not null,
  case_no text,
  permit_no text,
  kind text not null,
  issued_on date not null,
  served boolean not null);
create index if not exists document_1_1 on read.document_1 (case_no);
create index if not exists document_1_2 on read.document_1 (permit_no);
create index if not exists document_1_3 on read.document_1 (organ, issued_on) where not served;
alter table read.document_1 owner to regulation_owner;
grant select, insert, update, delete on read.document_1 to regulation_projector;
grant select on read.document_1 to regulation_reader;
alter table read.document_1 enable row level security;
drop policy if exists folding on read.document_1;
create policy folding on read.document_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.document_1;
create policy own_districts on read.document_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or organ = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
