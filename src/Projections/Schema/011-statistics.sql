create table if not exists read.case_figures_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  item text not null,
  district text not null,
  apply_type text not null,
  received_on date not null,
  not_accepted_on date,
  accepted_on date,
  accepted_by_silence boolean not null,
  decided_on date,
  outcome text,
  statutory_by date,
  promised_by date,
  delivered_on date,
  delivered_in_time boolean not null,
  withdrawn_on date,
  rated_on date,
  level bigint,
  rectification_opened_on date,
  contact text,
  correction text,
  called_back boolean not null,
  sent_back bigint,
  rectified boolean not null);
alter table read.case_figures_1 owner to regulation_owner;
grant select, insert, update, delete on read.case_figures_1 to regulation_projector;
grant select on read.case_figures_1 to regulation_reader;
alter table read.case_figures_1 enable row level security;
drop policy if exists folding on read.case_figures_1;
create policy folding on read.case_figures_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.case_figures_1;
create policy own_districts on read.case_figures_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or district = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
