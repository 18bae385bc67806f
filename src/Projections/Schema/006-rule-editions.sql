create table if not exists read.rule_edition_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  kind text not null,
  subject text not null);
create index if not exists rule_edition_1_1 on read.rule_edition_1 (kind, subject, key);
alter table read.rule_edition_1 owner to regulation_owner;
grant select, insert, update, delete on read.rule_edition_1 to regulation_projector;
grant select on read.rule_edition_1 to regulation_reader;
