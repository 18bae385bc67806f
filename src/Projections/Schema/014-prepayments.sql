create table if not exists read.prepaid_contract_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  institution text not null,
  account_no text not null,
  parent text not null,
  stage text not null,
  paid_fen bigint not null,
  released_fen bigint not null,
  releasing_fen bigint not null,
  refunded_fen bigint not null,
  refunding_fen bigint not null,
  remaining_fen bigint not null);
create index if not exists prepaid_contract_1_1 on read.prepaid_contract_1 (institution, account_no);
create index if not exists prepaid_contract_1_2 on read.prepaid_contract_1 (parent, key);
create index if not exists prepaid_contract_1_3 on read.prepaid_contract_1 (district, institution, key);
alter table read.prepaid_contract_1 owner to regulation_owner;
grant select, insert, update, delete on read.prepaid_contract_1 to regulation_projector;
grant select on read.prepaid_contract_1 to regulation_reader;
alter table read.prepaid_contract_1 enable row level security;
drop policy if exists folding on read.prepaid_contract_1;
create policy folding on read.prepaid_contract_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.prepaid_contract_1;
create policy own_districts on read.prepaid_contract_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or district = any(string_to_array((select current_setting('regulation.districts', true)), ',')));

create table if not exists read.custody_account_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  district text not null,
  representative text not null,
  state text not null);
create index if not exists custody_account_1_1 on read.custody_account_1 (district, key);
alter table read.custody_account_1 owner to regulation_owner;
grant select, insert, update, delete on read.custody_account_1 to regulation_projector;
grant select on read.custody_account_1 to regulation_reader;
alter table read.custody_account_1 enable row level security;
drop policy if exists folding on read.custody_account_1;
create policy folding on read.custody_account_1 to regulation_projector using (true) with check (true);
drop policy if exists own_districts on read.custody_account_1;
create policy own_districts on read.custody_account_1 for select to regulation_reader
  using ((select current_setting('regulation.districts', true)) = '*' or district = any(string_to_array((select current_setting('regulation.districts', true)), ',')));
