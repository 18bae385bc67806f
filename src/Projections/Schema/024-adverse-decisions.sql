create table if not exists read.adverse_decision_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  programme text not null,
  person text not null,
  review text,
  decide_by date);
create index if not exists adverse_decision_1_1 on read.adverse_decision_1 (person);
create index if not exists adverse_decision_1_2 on read.adverse_decision_1 (decide_by) where review is not null;
alter table read.adverse_decision_1 owner to regulation_owner;
grant select, insert, update, delete on read.adverse_decision_1 to regulation_projector;
grant select on read.adverse_decision_1 to regulation_reader;
